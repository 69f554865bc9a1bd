"""領導批示, the role of 局領導, names of roles as rows, and a period that begins when a refusal is taken back."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import feedback.office.named

IN_ENGLISH = "英文版頁面上顯示的文字；不填的，英文版顯示中文原文。"
ROLES = [
    ("受理員", "Triage officer"),
    ("承辦人", "Handler"),
    ("審核人", "Reviewer"),
    ("督辦", "Supervisor"),
    ("局領導", "Bureau leader"),
    ("系統管理員", "Administrator"),
]
CAUSES = [
    ("first", "首次辦理"),
    ("redo", "重辦"),
    ("reopen", "重新辦理"),
    ("objection", "異議後重新審查"),
    ("revoked", "撤回不予受理後重新審查"),
]
PERMISSIONS = {
    "局領導": [
        "reports.view_report",
        "reports.view_section",
        "reports.view_figure",
        "reports.publish_report",
        "feedback.view_campaign",
        "rounds.conduct_campaign",
        "portal.view_staffrecord",
        "representatives.view_application",
        "representatives.view_representative",
        "ballots.view_ballot",
        "ballots.view_question",
        "ballots.view_option",
        "opinions.view_opinioncount",
        "draws.view_draw",
        "awards.view_nomination",
        "awards.decide_award",
    ],
    "系統管理員": ["feedback.view_rolename", "feedback.change_rolename"],
}


def add(apps, schema_editor):
    RoleName = apps.get_model("feedback", "RoleName")
    RoleName.objects.bulk_create(
        RoleName(code=name, name=name, name_en=english, order=order * 10)
        for order, (name, english) in enumerate(ROLES, start=1)
    )
    for label in sorted({name.split(".")[0] for names in PERMISSIONS.values() for name in names}):
        config = apps.get_app_config(label)
        config.models_module = True  # the historical apps have none, and nothing would be created
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for role, names in PERMISSIONS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        for label, codename in (name.split(".") for name in names):
            group.permissions.add(permissions.get(content_type__app_label=label, codename=codename))


def take_away(apps, schema_editor):
    """Without the role nobody holds it; who did keeps the others."""
    apps.get_model("auth", "Group").objects.filter(name="局領導").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0039_drafts_reviews_extensions"),
        ("awards", "0001_initial"),
        ("ballots", "0001_initial"),
        ("draws", "0001_initial"),
        ("opinions", "0001_initial"),
        ("portal", "0004_staff_record"),
        ("reports", "0004_figure_wording"),
        ("representatives", "0001_initial"),
        ("rounds", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RoleName",
            fields=[
                (
                    "code",
                    models.CharField(
                        choices=[(name, name) for name, _english in ROLES],
                        editable=False,
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                        verbose_name="固定的崗位",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="工作臺上顯示的名稱。改名不改變這個崗位能辦的事。",
                        max_length=20,
                        unique=True,
                        verbose_name="名稱",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, help_text=IN_ENGLISH, max_length=40, verbose_name="英文名稱"),
                ),
                ("order", models.PositiveIntegerField(default=0, editable=False, verbose_name="排序")),
            ],
            options={
                "verbose_name": "崗位名稱",
                "verbose_name_plural": "崗位名稱",
                "ordering": ("order",),
                "default_permissions": ("view", "change"),
            },
            bases=(feedback.office.named.Named, models.Model),
        ),
        migrations.AlterField(
            model_name="count",
            name="cause",
            field=models.CharField(blank=True, choices=CAUSES, db_default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="period",
            name="cause",
            field=models.CharField(choices=CAUSES, max_length=10, verbose_name="起因"),
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="批示內容")),
                (
                    "weight",
                    models.CharField(
                        choices=[("normal", "普通"), ("important", "重要"), ("urgent", "特急")],
                        default="normal",
                        max_length=10,
                        verbose_name="批示等級",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="批示期限")),
                ("leader", models.CharField(blank=True, max_length=40, verbose_name="批示的領導")),
                ("at", models.DateTimeField(verbose_name="批示時間")),
                ("fulfilled_at", models.DateTimeField(null=True, verbose_name="落實時間")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登記人",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructions",
                        to="feedback.suggestion",
                        verbose_name="意見建議",
                    ),
                ),
            ],
            options={
                "verbose_name": "領導批示",
                "verbose_name_plural": "領導批示",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("fulfilled_at", None)),
                        fields=["due_on", "suggestion"],
                        name="instruction_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="instruction_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fulfilled_at", None), ("fulfilled_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="instruction_fulfilled_after_made",
                    ),
                ],
            },
        ),
        migrations.RunPython(add, take_away),
    ]
