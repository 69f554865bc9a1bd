"""請假與代理, and what units and people that leave had in hand, so that it can be given back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0036_ratings_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=list, editable=False)),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="恢復時間")),
                ("at", models.DateTimeField(verbose_name="時間")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="離崗的人",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="由誰恢復",
                    ),
                ),
            ],
            options={
                "verbose_name": "離崗移交",
                "verbose_name_plural": "離崗移交",
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_on", models.DateField(verbose_name="第一天")),
                ("ends_on", models.DateField(help_text="當天仍在假期內。", verbose_name="最後一天")),
                ("entered_at", models.DateTimeField(editable=False, verbose_name="登記時間")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代理人",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登記人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="請假的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "請假與代理",
                "verbose_name_plural": "請假與代理",
                "ordering": ("-begins_on", "-pk"),
                "indexes": [models.Index(fields=["ends_on", "begins_on"], name="absence_running")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))),
                        name="absence_ends_after_it_begins",
                        violation_error_message="最後一天不能早於第一天。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deputy", models.F("person")), _negated=True),
                        name="absence_deputy_is_somebody_else",
                        violation_error_message="代理人不能是請假的人自己。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dissolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=list, editable=False)),
                ("undone_at", models.DateTimeField(editable=False, null=True, verbose_name="恢復時間")),
                ("proposed_at", models.DateTimeField(verbose_name="提請時間")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="確認時間")),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="撤回時間")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認",
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤回",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提請",
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="feedback.unit",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="由誰恢復",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dissolutions", to="feedback.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "單位停用",
                "verbose_name_plural": "單位停用",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None), ("dropped_at", None)),
                        fields=("unit",),
                        name="dissolution_proposed_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="dissolution_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_unit", None), models.Q(("to_unit", models.F("unit")), _negated=True), _connector="OR"
                        ),
                        name="dissolution_to_another_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at", None), ("dropped_at", None), _connector="OR"),
                        name="dissolution_confirmed_or_dropped",
                    ),
                ],
            },
        ),
    ]
