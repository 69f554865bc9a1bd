"""Whoever a paper is meant for is told of it; administrators say who."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def grant(apps, schema_editor):
    config = apps.get_app_config("papers")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="papers")
    group = apps.get_model("auth", "Group").objects.get(name="系統管理員")
    group.permissions.add(*permissions.filter(codename__endswith="_delivery"))


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0048_notices_and_files"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("papers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("week", "週報"), ("month", "月報")], max_length=8, verbose_name="週報或月報"
                    ),
                ),
                ("told_for", models.DateField(editable=False, null=True)),
                (
                    "people",
                    models.ManyToManyField(
                        help_text="能看這份報表的同事。備好以後發郵件告訴他們，報表仍在工作臺查看。",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送給誰",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="不選的，是全局的報表。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="feedback.unit",
                        verbose_name="單位",
                    ),
                ),
            ],
            options={
                "verbose_name": "報表送閱",
                "verbose_name_plural": "報表送閱",
                "ordering": ("kind", "unit__order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "unit"),
                        name="delivery_once_per_paper_of_a_unit",
                        violation_error_message="這份報表已經設置了送給誰，請在那裡更改。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", True)),
                        fields=("kind",),
                        name="delivery_once_per_paper_of_all",
                        violation_error_message="這份報表已經設置了送給誰，請在那裡更改。",
                    ),
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
