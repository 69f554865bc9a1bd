"""辦理情況報告: its sentences with those to begin with, what is frozen, and who of the staff corrects it."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from feedback.summaries.default_sentences import DEFAULTS

GRANTED = {
    "督辦": ("view_summary", "view_correction", "add_correction", "approve_correction", "view_summarytemplate"),
    "系統管理員": (
        "view_summary", "view_correction", "add_correction", "approve_correction", "view_summarytemplate",
        "add_summarytemplate", "change_summarytemplate", "delete_summarytemplate",
    ),
}  # fmt: skip
# What is frozen stays as it is, whoever writes to the table. SQLite keeps no row from being deleted: there the tests
# empty their tables row by row.
FROZEN = {
    "postgresql": [
        """CREATE FUNCTION summary_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'summary_is_frozen'; END $$""",
        """CREATE TRIGGER summary_is_frozen BEFORE UPDATE OR DELETE ON summaries_summary
        FOR EACH ROW EXECUTE FUNCTION summary_is_frozen()""",
    ],
    "sqlite": [
        """CREATE TRIGGER summary_is_frozen BEFORE UPDATE ON summaries_summary
        BEGIN SELECT RAISE(ABORT, 'summary_is_frozen'); END""",
    ],
}
THAWED = {
    "postgresql": ["DROP TRIGGER summary_is_frozen ON summaries_summary", "DROP FUNCTION summary_is_frozen()"],
    "sqlite": ["DROP TRIGGER summary_is_frozen"],
}


def begin(apps, schema_editor):
    Template = apps.get_model("summaries", "SummaryTemplate")  # noqa: N806  a model
    Template.objects.bulk_create(
        Template(order=10 * place, **default._asdict()) for place, default in enumerate(DEFAULTS, start=1)
    )
    config = apps.get_app_config("summaries")
    config.models_module = True  # the historical app has none, and nothing would be created
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="summaries")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTED):
        group.permissions.add(*permissions.filter(codename__in=GRANTED[group.name]))


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("feedback", "0031_campaign_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SummaryTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名稱")),
                (
                    "text",
                    models.TextField(
                        help_text="數字寫成位置，例如「{收到}」；沒有這個數字的，整句不寫。「{全部}」只在有效的都辦結了時才填上。",
                        max_length=600,
                        verbose_name="句子",
                    ),
                ),
                (
                    "instead",
                    models.TextField(
                        blank=True,
                        help_text="用了「{全部}」的句子要填。",
                        max_length=600,
                        verbose_name="沒有全部辦結時的句子",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True,
                        help_text="位置仍寫中文名稱；不填的，英文版不寫這一句。",
                        max_length=1200,
                        verbose_name="英文句子",
                    ),
                ),
                ("instead_en", models.TextField(blank=True, max_length=1200, verbose_name="沒有全部辦結時的英文句子")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
            ],
            options={
                "verbose_name": "報告句子",
                "verbose_name_plural": "報告句子",
                "ordering": ("order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("frozen_at", models.DateTimeField(verbose_name="定稿時間")),
                ("numbers", models.JSONField()),
                ("names", models.JSONField()),
                ("sentences", models.JSONField()),
                ("items", models.TextField()),
                ("items_digest", models.CharField(max_length=64, verbose_name="清單的摘要（SHA-256）")),
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen_summary",
                        to="feedback.campaign",
                        verbose_name="活動",
                    ),
                ),
            ],
            options={
                "verbose_name": "辦理情況報告",
                "verbose_name_plural": "辦理情況報告",
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="更正")),
                ("at", models.DateTimeField(verbose_name="起草時間")),
                ("approved_at", models.DateTimeField(null=True, verbose_name="公開時間")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="審核人",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="summaries.summary",
                        verbose_name="辦理情況報告",
                    ),
                ),
            ],
            options={
                "verbose_name": "報告更正",
                "verbose_name_plural": "報告更正",
                "ordering": ("-at", "-pk"),
                "permissions": [("approve_correction", "審核報告更正")],
                "default_permissions": ("view", "add"),
            },
        ),
        migrations.AddConstraint(
            model_name="summary",
            constraint=models.CheckConstraint(
                condition=models.Q(("items_digest__regex", "^[0-9a-f]{64}$")), name="summary_has_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("approved_by")), _negated=True),
                name="correction_approved_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="correction_approved_by_somebody",
            ),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(run(FROZEN), run(THAWED)),
    ]
