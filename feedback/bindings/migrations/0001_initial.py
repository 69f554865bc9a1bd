"""Numbers of reports bound to the records, and who of the staff may bind them."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

KEEP = ("view_binding", "add_binding", "change_binding", "delete_binding")
GRANTED = {"督辦": KEEP, "局領導": KEEP[:1], "系統管理員": KEEP}


def grant(apps, schema_editor):
    config = apps.get_app_config("bindings")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="bindings")
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
            name="Binding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("query", models.CharField(max_length=20, verbose_name="統計口徑")),
                ("as_of", models.DateTimeField(verbose_name="截至")),
                ("part", models.PositiveIntegerField(editable=False, verbose_name="件數")),
                ("whole", models.PositiveIntegerField(editable=False, null=True, verbose_name="其中總數")),
                ("bound_at", models.DateTimeField(editable=False, verbose_name="綁定時間")),
                (
                    "bound_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="綁定人",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="feedback.category",
                        verbose_name="領域",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bindings",
                        to="reports.figure",
                        verbose_name="指標",
                    ),
                ),
            ],
            options={
                "verbose_name": "指標綁定",
                "verbose_name_plural": "指標綁定",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("figure", "query"),
                        name="binding_of_a_figure_once_per_query",
                        violation_error_message="這個指標已經按這個口徑綁定了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("whole", None), ("part__lte", models.F("whole")), _connector="OR"),
                        name="binding_part_is_of_the_whole",
                    ),
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
