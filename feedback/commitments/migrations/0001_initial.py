"""承諾, and who of the staff may mark, confirm and move one."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

PROPOSE = ("view_commitment", "add_commitment")
MOVE = (*PROPOSE, "move_commitment")
CONFIRM = (*MOVE, "confirm_commitment")
GRANTED = {
    "受理員": ("view_commitment",),
    "承辦人": MOVE,
    "審核人": MOVE,
    "督辦": CONFIRM,
    "局領導": CONFIRM,
    "系統管理員": PROPOSE,
}


def grant(apps, schema_editor):
    config = apps.get_app_config("commitments")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="commitments")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions.filter(codename__in=GRANTED[group.name]))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0051_channels_counted"),
        ("reports", "0006_figure_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=100, verbose_name="承諾")),
                ("sentence", models.TextField(verbose_name="原句")),
                ("promised_on", models.DateField(null=True, verbose_name="承諾完成日期")),
                ("first_promised_on", models.DateField(editable=False, null=True, verbose_name="最初承諾的日期")),
                ("has_slipped", models.BooleanField(default=False, editable=False, verbose_name="推遲過")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "未開始"),
                            ("limited", "有限進展"),
                            ("substantial", "大部完成"),
                            ("complete", "完成"),
                            ("withdrawn", "撤回"),
                        ],
                        default="not_started",
                        max_length=12,
                        verbose_name="進展",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="提出時間")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="確認時間")),
                ("is_sample", models.BooleanField(default=False, verbose_name="示例資料")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="feedback.reply",
                        verbose_name="答覆",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="reports.section",
                        verbose_name="章節",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="feedback.unit",
                        verbose_name="承辦單位",
                    ),
                ),
            ],
            options={
                "verbose_name": "承諾",
                "verbose_name_plural": "承諾",
                "ordering": ["promised_on", "pk"],
                "permissions": [("confirm_commitment", "確認承諾"), ("move_commitment", "更新承諾的進展")],
                "default_permissions": ("view", "add"),
            },
        ),
        migrations.CreateModel(
            name="CommitmentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("confirmed", "列入承諾"),
                            ("moved", "更新進展"),
                            ("rescheduled", "改期"),
                            ("passed_on", "移交"),
                        ],
                        max_length=12,
                        verbose_name="變動",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="時間")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "未開始"),
                            ("limited", "有限進展"),
                            ("substantial", "大部完成"),
                            ("complete", "完成"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=12,
                        verbose_name="進展",
                    ),
                ),
                ("promised_on", models.DateField(verbose_name="承諾完成日期")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="公開說明")),
                ("evidence", models.URLField(blank=True, max_length=500, verbose_name="依據")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="經辦",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="commitments.commitment"
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認人",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.section",
                        verbose_name="報告章節",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="feedback.unit",
                        verbose_name="承辦單位",
                    ),
                ),
            ],
            options={
                "verbose_name": "承諾的變動",
                "verbose_name_plural": "承諾的變動",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="EndProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "未開始"),
                            ("limited", "有限進展"),
                            ("substantial", "大部完成"),
                            ("complete", "完成"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=12,
                        verbose_name="進展",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="公開說明")),
                ("evidence", models.URLField(blank=True, max_length=500, verbose_name="依據")),
                ("at", models.DateTimeField(verbose_name="提請時間")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="確認時間")),
                ("is_agreed", models.BooleanField(default=False, verbose_name="同意")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提請人",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="end_proposals",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認人",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.section",
                        verbose_name="報告章節",
                    ),
                ),
            ],
            options={
                "verbose_name": "提請",
                "verbose_name_plural": "提請",
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply__isnull", True), ("section__isnull", False)),
                    models.Q(("reply__isnull", False), ("section__isnull", True)),
                    _connector="OR",
                ),
                name="commitment_stands_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__isnull", False),
                        ("first_promised_on__isnull", False),
                        ("promised_on__isnull", False),
                        ("unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="commitment_confirmed_has_person_day_and_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at__isnull", False), ("state", "not_started"), _connector="OR"),
                name="commitment_moves_once_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("second_by")), _negated=True), name="commitment_change_by_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "rescheduled"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="commitment_rescheduled_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "moved"), ("state__in", ["complete", "withdrawn"]), _negated=True),
                    ("second_by__isnull", False),
                    _connector="OR",
                ),
                name="commitment_ended_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="endproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("commitment",),
                name="commitment_end_proposed_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="endproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_agreed", False),
                    models.Q(("decided_by__isnull", False), models.Q(("decided_by", models.F("by")), _negated=True)),
                    _connector="OR",
                ),
                name="commitment_end_agreed_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="endproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="commitment_end_decided_by_somebody",
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
