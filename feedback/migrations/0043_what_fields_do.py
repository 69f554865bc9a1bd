"""The forms of administrators say what each field does; the working days are called so."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0042_outcomes_and_reasons"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="calendarday",
            options={"ordering": ("-day",), "verbose_name": "單日更正", "verbose_name_plural": "工作日"},
        ),
        migrations.AlterField(
            model_name="calendarday",
            name="is_working",
            field=models.BooleanField(
                help_text="勾選為上班日（如調休的週末），不勾為放假。保存以後，辦理中各件的期限重新計算。新一年的放假安排，請用「錄入全年安排」一次錄入。",
                verbose_name="上班",
            ),
        ),
        migrations.AlterField(
            model_name="calendarday",
            name="note",
            field=models.CharField(
                blank=True, help_text="例如通知的名稱和日期，只有工作人員看到。", max_length=120, verbose_name="依據"
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="is_active",
            field=models.BooleanField(
                default=True, help_text="停用的，市民提建議時不再提供；已經歸入的不變。", verbose_name="在用"
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="order",
            field=models.PositiveIntegerField(default=0, help_text="數字小的在前。", verbose_name="排序"),
        ),
        migrations.AlterField(
            model_name="category",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="轉辦規則裡沒有另設的，轉辦時提議這個單位。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="feedback.unit",
                verbose_name="建議承辦單位",
            ),
        ),
        migrations.AlterField(
            model_name="channel",
            name="code",
            field=models.CharField(
                help_text="小寫英文字母、數字或連字號，例如 wechat。市民看不到，保存後不能更改。",
                max_length=20,
                primary_key=True,
                serialize=False,
                validators=[
                    django.core.validators.RegexValidator("^[a-z0-9-]+$", "代碼只用小寫英文字母、數字和連字號。")
                ],
                verbose_name="代碼",
            ),
        ),
        migrations.AlterField(
            model_name="channel",
            name="order",
            field=models.PositiveIntegerField(default=0, help_text="數字小的在前。", verbose_name="排序"),
        ),
        migrations.AlterField(
            model_name="district",
            name="order",
            field=models.PositiveIntegerField(default=0, help_text="數字小的在前。", verbose_name="排序"),
        ),
        migrations.AlterField(
            model_name="status",
            name="colour",
            field=models.CharField(
                choices=[
                    ("slate", "灰"),
                    ("blue", "藍"),
                    ("teal", "青"),
                    ("green", "綠"),
                    ("amber", "琥珀"),
                    ("red", "紅"),
                    ("violet", "紫"),
                ],
                default="slate",
                help_text="公開的頁面和工作臺上狀態的底色；名稱總是一併寫出。",
                max_length=8,
                verbose_name="顏色",
            ),
        ),
        migrations.AlterField(
            model_name="status",
            name="explanation",
            field=models.CharField(
                blank=True,
                help_text="在公開的頁面和查詢頁上寫在狀態後面；不填的，只顯示名稱。",
                max_length=120,
                verbose_name="對市民的說明",
            ),
        ),
        migrations.AlterField(
            model_name="status",
            name="stage",
            field=models.CharField(
                choices=[
                    ("received", "收到"),
                    ("accepted", "受理"),
                    ("assigned", "轉辦"),
                    ("in_progress", "辦理"),
                    ("replied", "答覆"),
                    ("closed", "辦結"),
                    ("declined", "不予受理"),
                    ("merged", "併案"),
                    ("withdrawn", "撤回"),
                ],
                help_text="能做什麼、期限怎樣算，按階段，不按名稱。有建議用過以後，階段不能更改。",
                max_length=12,
                verbose_name="階段",
            ),
        ),
    ]
