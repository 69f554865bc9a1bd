"""開放評議: what each browser said, and how many said what; who at the desk may read the numbers."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

READERS = ("督辦", "系統管理員")


def grant(apps, schema_editor):
    config = apps.get_app_config("opinions")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="opinions")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=READERS):
        group.permissions.add(*permissions.filter(codename="view_opinioncount"))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0031_campaign_drafts"),
        ("reports", "0004_figure_wording"),
    ]

    operations = [
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("browser_digest", models.CharField(max_length=64)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="feedback.campaign"
                    ),
                ),
            ],
            options={
                "verbose_name": "開放評議的參加者",
                "verbose_name_plural": "開放評議的參加者",
            },
        ),
        migrations.CreateModel(
            name="SectionOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("useful", "有用嗎？"),
                            ("clear", "清楚嗎？"),
                            ("agrees", "與您看到的一致嗎？"),
                            ("work", "對公安局這一年的工作怎麼看？"),
                        ],
                        max_length=8,
                        verbose_name="問題",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Unsure")], max_length=8, verbose_name="回答"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="時間")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="opinions.participant"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.section"
                    ),
                ),
            ],
            options={
                "verbose_name": "開放評議",
                "verbose_name_plural": "開放評議",
            },
        ),
        migrations.CreateModel(
            name="OpinionCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("useful", "有用嗎？"),
                            ("clear", "清楚嗎？"),
                            ("agrees", "與您看到的一致嗎？"),
                            ("work", "對公安局這一年的工作怎麼看？"),
                        ],
                        max_length=8,
                        verbose_name="問題",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Unsure")], max_length=8, verbose_name="回答"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, verbose_name="人數")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="feedback.campaign",
                        verbose_name="活動",
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
                "verbose_name": "開放評議的人數",
                "verbose_name_plural": "開放評議的人數",
                "ordering": ["-campaign", "section", "question", "answer"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("section__isnull", False)),
                        fields=("campaign", "section", "question", "answer"),
                        name="opinion_count_of_section_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("section__isnull", True)),
                        fields=("campaign", "question", "answer"),
                        name="opinion_count_of_bureau_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question__in", ("work",)), ("section__isnull", True)),
                            models.Q(models.Q(("question__in", ("work",)), _negated=True), ("section__isnull", False)),
                            _connector="OR",
                        ),
                        name="opinion_count_is_of_its_subject",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=("campaign", "browser_digest"), name="participant_once_per_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section__isnull", False)),
                fields=("participant", "section", "question"),
                name="opinion_of_section_once_per_browser",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section__isnull", True)),
                fields=("participant", "question"),
                name="opinion_of_bureau_once_per_browser",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["yes", "no"]), ("question", "useful")),
                    models.Q(("answer__in", ["yes", "no"]), ("question", "clear")),
                    models.Q(("answer__in", ["yes", "no", "unsure"]), ("question", "agrees")),
                    models.Q(("answer__in", ["yes", "no", "unsure"]), ("question", "work")),
                    _connector="OR",
                ),
                name="opinion_answers_its_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("question__in", ("work",)), ("section__isnull", True)),
                    models.Q(models.Q(("question__in", ("work",)), _negated=True), ("section__isnull", False)),
                    _connector="OR",
                ),
                name="opinion_is_asked_of_its_subject",
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
