"""採納情況 and 不予受理的原因 become rows that administrators keep; what is stored keeps its codes.

The rows are those that stood in the code, with their names. An answer of an outcome of the office's own may have a
reason too, which the row of another table says: the constraint of the answers is made anew for the rows named here.
"""

import django.core.validators
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.migrations.exceptions import IrreversibleError
from django.db.models import F, Q

IN_ENGLISH = "英文版頁面上顯示的文字；不填的，英文版顯示中文原文。"
OUTCOMES = [
    ("adopted", "採納", "Adopted"),
    ("partly_adopted", "部分採納", "Partly adopted"),
    ("kept_for_reference", "留作參考", "Kept for reference"),
    ("not_adopted", "未採納", "Not adopted"),
    ("explained", "解釋說明", "Explained"),
]
REASONS = [
    (
        "other_channel",
        "應由其他渠道受理（報警、投訴、信訪等）",
        "Should go through another channel (such as an emergency call, a complaint or a petition)",
    ),
    ("not_ours", "不屬於公安機關職責", "Not a police responsibility"),
    ("no_content", "沒有可以辦理的具體內容", "Nothing specific that can be acted on"),
    ("abusive", "含有辱罵、攻擊等不當內容", "Contains abuse, personal attacks or other unsuitable content"),
]
ADOPTIONS, DECLININGS = ([code for code, _name, _english in rows] for rows in (OUTCOMES, REASONS))
WITHOUT_REASON = [code for code in ADOPTIONS if code != "not_adopted"]
NAMES = [
    f"{action}_{model}" for model in ("outcome", "declinereason") for action in ("view", "add", "change", "delete")
]


def fill(apps, schema_editor):
    for model, rows in (("Outcome", OUTCOMES), ("DeclineReason", REASONS)):
        for order, (code, name, name_en) in enumerate(rows, start=1):
            apps.get_model("feedback", model).objects.create(
                code=code, name=name, name_en=name_en, meaning=code, order=order * 10
            )
    config = apps.get_app_config("feedback")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group = apps.get_model("auth", "Group").objects.get(name="系統管理員")
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="feedback")
    group.permissions.add(*permissions.filter(codename__in=NAMES))


def stay_where_codes_are_not_known(apps, schema_editor):
    """The release before knows no outcome or reason but those named here."""
    reply, suggestion = (apps.get_model("feedback", name).objects for name in ("Reply", "Suggestion"))
    if (
        reply.exclude(outcome__in=ADOPTIONS).exists()
        or suggestion.exclude(decline_reason__in=["", *DECLININGS]).exists()
    ):
        raise IrreversibleError("An outcome or a reason of the office's own is in use.")


def code(max_length):
    return models.CharField(
        help_text="小寫英文字母、數字或下劃線，用在網頁地址裡。保存後不能更改。",
        max_length=max_length,
        primary_key=True,
        serialize=False,
        validators=[
            django.core.validators.RegexValidator(
                "^[a-z][a-z0-9_]*$", "代碼只用小寫英文字母、數字和下劃線，以字母開頭。"
            )
        ],
        verbose_name="代碼",
    )


def english(label, max_length):
    return models.CharField(blank=True, help_text=IN_ENGLISH, max_length=max_length, verbose_name=label)


def meaning(rows, help_text):
    return models.CharField(
        choices=[(code, name) for code, name, _english in rows],
        help_text=help_text,
        max_length=20,
        verbose_name="含義",
    )


def is_active(help_text):
    return models.BooleanField(default=True, help_text=help_text, verbose_name="在用")


def order():
    return models.PositiveIntegerField(default=0, help_text="數字小的在前。", verbose_name="排序")


def of_rows(name, meanings):
    return [
        models.CheckConstraint(condition=Q(meaning__in=meanings), name=f"{name}_meaning_exists"),
        models.CheckConstraint(
            condition=~Q(code__in=meanings) | Q(code=F("meaning")),
            name=f"{name}_default_keeps_its_meaning",
            violation_error_message="這一項是系統自帶的，含義不能更改。",
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0041_desk_lists"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("order", order()),
                ("code", code(20)),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名稱")),
                ("name_en", english("英文名稱", 60)),
                (
                    "meaning",
                    meaning(
                        OUTCOMES,
                        "含義為「未採納」的，起草答覆時必須寫明原因；「採納」和「部分採納」計入採納的件數。"
                        "有人用過以後，含義不能更改。",
                    ),
                ),
                ("is_active", is_active("停用的，起草答覆時不再提供；以前的答覆、篩選和統計不受影響。")),
            ],
            options={
                "verbose_name": "採納情況",
                "verbose_name_plural": "採納情況",
                "ordering": ("order", "pk"),
                "constraints": of_rows("outcome", ADOPTIONS),
            },
        ),
        migrations.CreateModel(
            name="DeclineReason",
            fields=[
                ("order", order()),
                ("code", code(16)),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名稱")),
                ("name_en", english("英文名稱", 120)),
                (
                    "explanation",
                    models.CharField(
                        blank=True,
                        help_text="公開寫在這個原因後面，例如應當找哪個部門；可以不填。",
                        max_length=120,
                        verbose_name="對市民的說明",
                    ),
                ),
                ("explanation_en", english("對市民的英文說明", 240)),
                ("meaning", meaning(REASONS, "歸在哪一類。有人用過以後，含義不能更改。")),
                ("is_active", is_active("停用的，提請不予受理時不再提供；以前的決定、篩選和統計不受影響。")),
            ],
            options={
                "verbose_name": "不予受理的原因",
                "verbose_name_plural": "不予受理的原因",
                "ordering": ("order", "pk"),
                "constraints": of_rows("decline_reason", DECLININGS),
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="reply",
            name="outcome",
            field=models.CharField(max_length=20, verbose_name="採納情況"),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="decline_reason",
            field=models.CharField(blank=True, max_length=16, verbose_name="不予受理的原因"),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="outcome",
            field=models.CharField(blank=True, max_length=20, verbose_name="採納情況"),
        ),
        migrations.RemoveConstraint(model_name="reply", name="reply_says_why_when_not_adopted"),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=~Q(outcome="not_adopted") | ~Q(outcome_reason=""), name="reply_says_why_when_not_adopted"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=~Q(outcome__in=WITHOUT_REASON) | Q(outcome_reason=""), name="reply_says_why_only_when_asked"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, stay_where_codes_are_not_known),
    ]
