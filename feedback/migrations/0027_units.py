"""Give each unit a code for its address, and room for what it answers for and its telephone."""

import re

import django.core.validators
from django.db import migrations, models


def fill(apps, schema_editor):
    """What a row is called in addresses stays as it is given here."""
    taken = set()
    for unit in apps.get_model("feedback", "Unit").objects.order_by("pk"):
        unit.code = code_of(unit, taken)
        unit.save(update_fields=["code"])


def code_of(unit, taken):
    code = re.sub(r"[^a-z0-9]+", "-", unit.name_en.lower()).strip("-")[:30].strip("-") or f"u{unit.pk}"
    while code in taken:
        code = f"{code}-{unit.pk}"
    taken.add(code)
    return code


class Migration(migrations.Migration):
    dependencies = [("feedback", "0026_districts")]
    operations = [
        migrations.AddField(
            model_name="unit",
            name="code",
            field=models.CharField(
                default="",
                help_text="用在網頁地址裡，例如 shinan、traffic-police。保存後不能更改。",
                max_length=40,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z0-9]+(-[a-z0-9]+)*$", "代碼只用小寫英文字母、數字，中間可用連字號。"
                    )
                ],
                verbose_name="網址代碼",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unit",
            name="duties",
            field=models.CharField(
                blank=True,
                default="",
                help_text="一兩句話，寫市民看得懂的，在「誰在辦」頁面公開。例如：道路交通管理，事故處理，駕駛證和車輛登記。",
                max_length=200,
                verbose_name="負責什麼",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unit",
            name="duties_en",
            field=models.CharField(
                blank=True,
                default="",
                help_text="英文版頁面上顯示的文字；不填的，英文版顯示中文原文。",
                max_length=400,
                verbose_name="負責什麼（英文）",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unit",
            name="telephone",
            field=models.CharField(
                blank=True,
                default="",
                help_text="對外公開的辦公電話，在「誰在辦」頁面公開；不要填個人的電話。",
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\+?[0-9][0-9 ()-]*$", "電話只用數字，中間可用空格、連字號和括號。"
                    )
                ],
                verbose_name="電話",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                fields=("code",), name="unit_code_unique", violation_error_message="這個代碼已經有別的單位在用。"
            ),
        ),
    ]
