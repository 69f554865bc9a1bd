"""What is kept while an answer is written, two reviews where they are asked for, and extensions asked and granted.

What was extended stays extended; whoever wrote a part of a draft that waits is known by the events until now.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WROTE = ("draft_reply", "correct_reply")


def fill(apps, schema_editor):
    """The writers of the drafts that wait."""
    events = apps.get_model("feedback", "Event").objects.filter(verb__in=WROTE, reply__approved_at=None)
    pairs = set(events.exclude(by=None).exclude(reply=None).values_list("reply", "by"))
    drafts = apps.get_model("feedback", "Reply").objects.filter(approved_at=None)
    pairs |= set(drafts.values_list("pk", "drafted_by"))
    wrote = apps.get_model("feedback", "Reply").writers.through
    wrote.objects.bulk_create((wrote(reply_id=reply, user_id=user) for reply, user in sorted(pairs)), batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0038_contributions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExtensionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extension_requests",
                        to="feedback.suggestion",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申請人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申請時間")),
                ("days", models.PositiveSmallIntegerField(verbose_name="延長（工作日）")),
                ("note", models.TextField(verbose_name="延長的原因")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "同意"),
                            ("refused", "不同意"),
                            ("lapsed", "到期未批，已失效"),
                            ("fell", "不再需要"),
                        ],
                        max_length=8,
                        verbose_name="結果",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="批准時間")),
            ],
            options={
                "verbose_name": "延長申請",
                "verbose_name_plural": "延長申請",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "")),
                        fields=("suggestion",),
                        name="extension_asked_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 10)), name="extension_of_1_to_10_days"
                    ),
                    models.CheckConstraint(condition=models.Q(("note", ""), _negated=True), name="extension_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        name="extension_decided_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", "")),
                            models.Q(models.Q(("decision", ""), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="extension_decision_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", False), ("decision__in", ["granted", "refused"])),
                            models.Q(
                                models.Q(("decision__in", ["granted", "refused"]), _negated=True), ("decided_by", None)
                            ),
                            _connector="OR",
                        ),
                        name="extension_decided_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Writing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writings", to="feedback.suggestion"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("also_by", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                ("is_correction", models.BooleanField()),
                ("opened_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField(null=True)),
                ("body", models.TextField(blank=True, verbose_name="答覆內容")),
                (
                    "outcome",
                    models.CharField(blank=True, max_length=20, verbose_name="採納情況"),
                ),
                ("outcome_reason", models.TextField(blank=True, verbose_name="未採納的原因")),
                ("note", models.TextField(blank=True, verbose_name="更正的原因")),
            ],
            options={
                "verbose_name": "暫存的答覆",
                "verbose_name_plural": "暫存的答覆",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("suggestion", "by", "is_correction"), name="writing_once_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kept_at__isnull", False),
                            models.Q(("body", ""), ("note", ""), ("outcome", ""), ("outcome_reason", "")),
                            _connector="OR",
                        ),
                        name="writing_kept_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="needs_two_reviews",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="勾選以後，這個活動裡的每份答覆和更正，起草以後由一位審核人初審，再由另一位審核人終審，才能公布。承辦單位除起草的人以外，要有兩位審核人，否則答覆公布不了。已經公布的不受影響。",
                verbose_name="答覆審核兩次",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="needs_two_reviews",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="勾選以後，這個領域的每份答覆和更正，起草以後由一位審核人初審，再由另一位審核人終審，才能公布。承辦單位除起草的人以外，要有兩位審核人，否則答覆公布不了。已經公布的不受影響。",
                verbose_name="答覆審核兩次",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="reviewed_at",
            field=models.DateTimeField(null=True, verbose_name="初審時間"),
        ),
        migrations.AddField(
            model_name="reply",
            name="reviewed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="writers",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewed_by", models.F("drafted_by")), _negated=True),
                name="reply_reviewed_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_by", models.F("reviewed_by")), _negated=True),
                name="reply_approved_by_a_third_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                    models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                    _connector="OR",
                ),
                name="reply_review_has_person_and_moment",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
