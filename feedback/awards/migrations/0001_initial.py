"""優秀建議, and who of the staff may nominate and decide."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import portal.tables.encrypted

NOMINATE = ("view_nomination", "add_nomination")
GRANTED = {
    "受理員": NOMINATE,
    "督辦": (*NOMINATE, "decide_award"),
    "系統管理員": ("view_nomination", "decide_award", "view_quota", "add_quota", "change_quota"),
}


def grant(apps, schema_editor):
    config = apps.get_app_config("awards")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="awards")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions.filter(codename__in=GRANTED[group.name]))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0031_campaign_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "first",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="默認值是公開報道的 2012 年的名額，可調整。", verbose_name="一等名額"
                    ),
                ),
                (
                    "second",
                    models.PositiveSmallIntegerField(
                        default=15, help_text="默認值是公開報道的 2012 年的名額，可調整。", verbose_name="二等名額"
                    ),
                ),
                (
                    "third",
                    models.PositiveSmallIntegerField(
                        default=25, help_text="默認值是公開報道的 2012 年的名額，可調整。", verbose_name="三等名額"
                    ),
                ),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="award_quota",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
            ],
            options={
                "verbose_name": "優秀建議名額",
                "verbose_name_plural": "優秀建議名額",
                "ordering": ("-campaign__year", "pk"),
                "default_permissions": ("view", "add", "change"),
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grade",
                    models.CharField(
                        choices=[("first", "一等"), ("second", "二等"), ("third", "三等")],
                        max_length=8,
                        verbose_name="等次",
                    ),
                ),
                ("decided_at", models.DateTimeField(verbose_name="決定時間")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤銷時間")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="撤銷的原因")),
                ("name", portal.tables.encrypted.EncryptedTextField(blank=True, verbose_name="公開的姓名")),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[("written", "書面"), ("by_phone", "電話"), ("in_person", "當面")],
                        max_length=10,
                        verbose_name="怎樣同意公開姓名",
                    ),
                ),
                ("consented_at", models.DateTimeField(null=True, verbose_name="同意公開姓名的時間")),
                ("is_by_guardian", models.BooleanField(default=False, verbose_name="由監護人同意")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
                (
                    "consent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記錄同意的人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定人",
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
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="feedback.suggestion",
                        verbose_name="意見建議",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤銷人",
                    ),
                ),
            ],
            options={
                "verbose_name": "優秀建議",
                "verbose_name_plural": "優秀建議",
                "permissions": [("decide_award", "評定優秀建議")],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("suggestion",),
                        name="award_stands_once_per_suggestion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                        name="award_decided_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="award_withdrawn_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("consent", ""),
                                ("consent_by__isnull", True),
                                ("consented_at__isnull", True),
                                ("is_by_guardian", False),
                                ("name", ""),
                            ),
                            models.Q(
                                models.Q(("name", ""), _negated=True),
                                models.Q(("consent", ""), _negated=True),
                                ("consent_by__isnull", False),
                                ("consented_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="award_name_only_with_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True, help_text="只有工作人員能看到。", verbose_name="推薦理由")),
                ("at", models.DateTimeField(verbose_name="推薦時間")),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("first", "一等"), ("second", "二等"), ("third", "三等")],
                        max_length=8,
                        verbose_name="提出的等次",
                    ),
                ),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="提出時間")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="推薦人",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nomination",
                        to="feedback.suggestion",
                        verbose_name="意見建議",
                    ),
                ),
            ],
            options={
                "verbose_name": "優秀建議推薦",
                "verbose_name_plural": "優秀建議推薦",
                "ordering": ("-at", "-pk"),
                "default_permissions": ("view", "add"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grade", ""), ("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(
                                models.Q(("grade", ""), _negated=True),
                                ("proposed_at__isnull", False),
                                ("proposed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nomination_class_is_proposed_by_somebody",
                    )
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
