"""評議等級 and 不滿意的原因 become rows, and a rating makes room for two questions: what is stored follows next.

The names, points and reasons are what an office may begin from; no public source prescribes the points, nor which
reasons an explanation answers.
"""

import django.core.validators
import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models import Q

IN_ENGLISH = "英文版頁面上顯示的文字；不填的，英文版顯示中文原文。"
SCALES = [
    (
        "五級", "Five levels", True,
        [
            ("five_very_satisfied", "非常滿意", "Very satisfied", "content", 100),
            ("five_satisfied", "滿意", "Satisfied", "content", 80),
            ("five_mostly_satisfied", "基本滿意", "Mostly satisfied", "content", 60),
            ("five_dissatisfied", "不滿意", "Dissatisfied", "low", 30),
            ("five_very_dissatisfied", "非常不滿意", "Very dissatisfied", "low", 0),
        ],
    ),
    (
        "三級（以前的評議）", "Three levels (earlier ratings)", False,
        [
            ("satisfied", "滿意", "Satisfied", "content", 100),
            ("mostly_satisfied", "基本滿意", "Mostly satisfied", "content", 60),
            ("dissatisfied", "不滿意", "Dissatisfied", "low", 0),
        ],
    ),
]  # fmt: skip
REASONS = [
    ("問題沒有解決", "The problem has not been solved", False),
    ("答覆沒有回應我的建議", "The answer does not address what I said", False),
    ("答覆與實際情況不符", "The answer does not match what I see", False),
    ("辦理太慢", "It took too long", False),
    ("工作人員態度不好", "The staff were not courteous", False),
    ("不認同現行的規定", "I disagree with the rules in force", True),
    ("目前沒有條件解決", "It cannot be solved for the time being", True),
    ("其他原因", "Another reason", False),
]
VERBS = [
    ("receive", "收到"),
    ("register", "登記來件"),
    ("accept", "受理"),
    ("propose_decline", "提請不予受理"),
    ("drop_decline", "撤銷提請"),
    ("decline", "確認不予受理"),
    ("object", "提出異議"),
    ("merge", "併案"),
    ("unmerge", "撤銷併案"),
    ("take_main", "接替為主件"),
    ("assign", "轉辦"),
    ("hand_over", "交辦"),
    ("send_back", "退回"),
    ("give_back", "單位停用交回"),
    ("start", "開始辦理"),
    ("ask", "向市民詢問"),
    ("answer", "回答詢問"),
    ("draft_reply", "起草答覆"),
    ("return_reply", "退回修改"),
    ("approve_reply", "審核答覆"),
    ("correct_reply", "起草更正"),
    ("approve_correction", "審核更正"),
    ("rate", "評議"),
    ("note_unreachable", "記錄無法聯繫"),
    ("release_comment", "公開評語"),
    ("take_back_comment", "收回評語"),
    ("redo", "重辦"),
    ("chase", "催辦"),
    ("supervise", "督辦"),
    ("lift_supervision", "撤銷督辦"),
    ("close", "辦結"),
    ("reopen", "重新辦理"),
    ("withdraw", "撤回"),
    ("release", "公開文字"),
    ("take_back", "收回公開文字"),
    ("recategorise", "更改領域"),
    ("extend", "延長期限"),
    ("recount_days", "重算期限"),
    ("deal_card", "亮牌"),
    ("set_status", "更改狀態"),
    ("label", "加減標籤"),
    ("read_contact", "查看聯繫方式"),
    ("reissue_receipt", "補發回執"),
]
MODELS = ("scale", "level", "lowreason")
NAMES = [f"{action}_{model}" for model in MODELS for action in ("view", "add", "change", "delete")]


def fill(apps, schema_editor):
    for name, name_en, is_default, levels in SCALES:
        scale = apps.get_model("feedback", "Scale").objects.create(name=name, name_en=name_en, is_default=is_default)
        for order, (code, level, level_en, meaning, points) in enumerate(levels):
            scale.levels.create(
                code=code, name=level, name_en=level_en, meaning=meaning, points=points, order=10 * order
            )
    for order, (name, name_en, is_explained) in enumerate(REASONS):
        apps.get_model("feedback", "LowReason").objects.create(
            name=name, name_en=name_en, is_answered_by_explanation=is_explained, order=10 * order
        )
    config = apps.get_app_config("feedback")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.get(name="系統管理員")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="feedback")
    group.permissions.add(*permissions.filter(codename__in=NAMES))


def english(label, max_length):
    return models.CharField(blank=True, help_text=IN_ENGLISH, max_length=max_length, verbose_name=label)


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def order():
    return models.PositiveIntegerField(default=0, help_text="數字小的在前。", verbose_name="排序")


def level_of_suggestion(label):
    return models.ForeignKey(
        db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
        to="feedback.level", verbose_name=label,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("feedback", "0031_campaign_drafts")]
    operations = [
        migrations.CreateModel(
            name="Scale",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名稱")),
                ("name_en", english("英文名稱", 80)),
                ("is_default", models.BooleanField(default=False, editable=False, verbose_name="默認")),
            ],
            options={
                "verbose_name": "評議等級表",
                "verbose_name_plural": "評議等級表",
                "ordering": ("-is_default", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(is_default=True), fields=("is_default",), name="scale_one_is_the_default"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                (
                    "code",
                    models.CharField(
                        help_text="小寫英文字母、數字或下劃線，用在網頁地址裡。保存後不能更改。",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]*$", "代碼只用小寫英文字母、數字和下劃線，以字母開頭。"
                            )
                        ],
                        verbose_name="代碼",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名稱")),
                ("name_en", english("英文名稱", 40)),
                (
                    "meaning",
                    models.CharField(
                        choices=[("content", "滿意"), ("low", "不滿意")],
                        help_text=(
                            "選了含義為「不滿意」的，發回重辦一次，再次不滿意的列入督辦。有人選過以後，含義不能更改。"
                        ),
                        max_length=8,
                        verbose_name="含義",
                    ),
                ),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        help_text="統計評議結果時，選這一級計多少分，0 至 100。分值是默認值，可調整。",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="分值",
                    ),
                ),
                ("order", order()),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="feedback.scale",
                        verbose_name="評議等級表",
                    ),
                ),
            ],
            options={
                "verbose_name": "評議等級",
                "verbose_name_plural": "評議等級",
                "ordering": ("order", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=Q(meaning__in=["content", "low"]), name="level_meaning_exists"),
                    models.CheckConstraint(condition=Q(points__lte=100), name="level_points_are_at_most_100"),
                    models.UniqueConstraint(fields=("scale", "name"), name="level_name_unique_in_its_scale"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LowReason",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名稱")),
                ("name_en", english("英文名稱", 80)),
                (
                    "is_answered_by_explanation",
                    models.BooleanField(
                        default=False,
                        help_text="勾選的，不發回重辦，仍為已答覆，到評議期滿辦結。是否勾選是默認值，可調整。",
                        verbose_name="以說明解決",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="停用的，評議時不再提供；以前選過的不受影響。", verbose_name="在用"
                    ),
                ),
                ("order", order()),
            ],
            options={
                "verbose_name": "不滿意的原因",
                "verbose_name_plural": "不滿意的原因",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="scale",
            field=models.ForeignKey(
                blank=True,
                help_text="市民評議答覆時可選的等級；不選的，用默認的等級表。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="feedback.scale",
                verbose_name="評議等級表",
            ),
        ),
        migrations.AlterField(model_name="count", name="value", field=models.CharField(blank=True, max_length=40)),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(choices=VERBS, max_length=20, verbose_name="動作"),
        ),
        migrations.AddField(model_name="suggestion", name="level", field=level_of_suggestion("市民評議")),
        migrations.AddField(model_name="suggestion", name="first_level", field=level_of_suggestion("首次評議")),
        migrations.RenameField("suggestion", "is_score_on_staff_receipt", "is_rating_on_staff_receipt"),
        migrations.AlterField(
            model_name="rating",
            name="suggestion",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="feedback.suggestion",
                verbose_name="意見建議",
            ),
        ),
        migrations.AlterField(
            model_name="rating", name="rated_at", field=models.DateTimeField(verbose_name="評議時間")
        ),
        migrations.AddField(
            model_name="rating",
            name="ordinal",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="第幾次評議"),
        ),
        migrations.AddField(
            model_name="rating",
            name="reply",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="feedback.reply",
                verbose_name="評議哪一份答覆",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="level",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="feedback.level",
                verbose_name="對辦理滿意嗎",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="solved",
            field=models.CharField(
                choices=[
                    ("solved", "解決"),
                    ("partly", "部分解決"),
                    ("unsolved", "沒有解決"),
                    ("explained", "說明了暫時不能解決的原因"),
                    ("not_asked", "未問"),
                ],
                default="not_asked",
                max_length=10,
                verbose_name="解決了嗎",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="rating",
            name="reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="feedback.lowreason",
                verbose_name="不滿意的原因",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="has_consent",
            field=models.BooleanField(default=False, verbose_name="同意公開評語"),
        ),
        migrations.AddField(
            model_name="rating",
            name="public_comment",
            field=models.TextField(blank=True, default="", verbose_name="公開的評語"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="rating",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("content", "重辦後滿意"),
                    ("low", "重辦後仍不滿意"),
                    ("explained", "已說明"),
                    ("unreachable", "無法聯繫"),
                ],
                default="",
                max_length=12,
                verbose_name="評議的處理結果",
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="rating", name="decided_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
