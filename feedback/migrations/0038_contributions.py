"""A table of what further units were asked for a suggestion, and what they wrote (會辦)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0037_absences_and_transfers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("asked_words", models.TextField(blank=True, verbose_name="請會辦單位做什麼")),
                ("due_on", models.DateField(verbose_name="會辦期限")),
                ("body", models.TextField(blank=True, verbose_name="會辦意見")),
                ("written_at", models.DateTimeField(null=True)),
                ("excused_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="feedback.suggestion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="feedback.unit",
                        verbose_name="會辦單位",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "會辦",
                "verbose_name_plural": "會辦",
                "indexes": [
                    models.Index(
                        condition=models.Q(("excused_at__isnull", True)),
                        fields=["unit", "suggestion"],
                        name="contribution_of_unit",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("excused_at__isnull", True)),
                        fields=("suggestion", "unit"),
                        name="contribution_once_per_unit_while_it_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", ""), ("written_at__isnull", True), ("written_by__isnull", True)),
                            models.Q(
                                models.Q(("body", ""), _negated=True),
                                ("written_at__isnull", False),
                                ("written_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_has_words_person_and_moment",
                    ),
                ],
            },
        ),
    ]
