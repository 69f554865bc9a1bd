"""The search index: what is found of the reports."""

import django.db.models.deletion
from django.db import migrations, models

from portal.search import encode
from portal.search.index import CreateIndex, TokensField


def fill(apps, schema_editor):
    """Entries for what is there already, as `reports.records.entries` wrote them when the index began."""
    Section, Figure = apps.get_model("reports", "Section"), apps.get_model("reports", "Figure")  # noqa: N806
    SectionEntry = apps.get_model("reports", "SectionEntry")  # noqa: N806
    FigureEntry = apps.get_model("reports", "FigureEntry")  # noqa: N806

    def coded(*texts):
        return encode("\n".join(texts), schema_editor.connection.vendor)

    SectionEntry.objects.bulk_create(
        SectionEntry(pk=section.pk, whole=coded(section.heading, *section.paragraphs))
        for section in Section.objects.all()
    )
    FigureEntry.objects.bulk_create(
        FigureEntry(pk=figure.pk, whole=coded(figure.name, figure.text, f"{figure.value:f}{figure.unit}"))
        for figure in Figure.objects.all()
    )


def row(model):
    return models.OneToOneField(
        model,
        django.db.models.deletion.CASCADE,
        primary_key=True,
        serialize=False,
        db_column="rowid",
        db_constraint=False,
        related_name="entry",
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        CreateIndex("SectionEntry", fields=[("section", row("reports.section")), ("whole", TokensField())]),
        CreateIndex("FigureEntry", fields=[("figure", row("reports.figure")), ("whole", TokensField())]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
