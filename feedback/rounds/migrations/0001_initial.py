"""活動記錄, and who may conduct a campaign: supervisors and administrators."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

ROLES = ("督辦", "系統管理員")


def grant(apps, schema_editor):
    config = apps.get_app_config("rounds")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="rounds", codename="conduct_campaign"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0031_campaign_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("draft", "起草"),
                            ("change", "修改"),
                            ("publish", "公布"),
                            ("extend", "延長"),
                            ("propose_close", "提請結束"),
                            ("drop_close", "撤回提請"),
                            ("close", "結束"),
                        ],
                        max_length=16,
                        verbose_name="動作",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="時間")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="公開的原因")),
                ("details", models.JSONField(blank=True, default=dict)),
                ("is_public", models.BooleanField(default=False, verbose_name="公開")),
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
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
            ],
            options={
                "verbose_name": "活動記錄",
                "verbose_name_plural": "活動記錄",
                "permissions": [("conduct_campaign", "公布、延長和結束活動")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verb", "close")), fields=("campaign",), name="campaign_closed_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("verb", "publish")), fields=("campaign",), name="campaign_published_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
