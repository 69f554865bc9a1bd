"""The search index: what the public may find of suggestions, and what staff may."""

import django.db.models.deletion
from django.db import migrations, models

from portal.search import encode
from portal.search.index import CreateIndex, TokensField

BATCH = 500
TEXTS = ("title", "body", "place", "public_title", "public_body")


def fill(apps, schema_editor):
    """Entries for what is there already, as `feedback.records.entries` wrote them when the index began."""
    Suggestion, Reply = apps.get_model("feedback", "Suggestion"), apps.get_model("feedback", "Reply")  # noqa: N806
    PublicEntry = apps.get_model("feedback", "PublicEntry")  # noqa: N806
    DeskEntry = apps.get_model("feedback", "DeskEntry")  # noqa: N806

    def coded(*texts):
        return encode("\n".join(texts), schema_editor.connection.vendor)

    last, rows = 0, True
    while rows:
        rows = list(Suggestion.objects.filter(pk__gt=last).order_by("pk").values_list("pk", *TEXTS)[:BATCH])
        keys = [key for key, *texts in rows]
        replies = {key: [] for key in keys}
        for key, body, approved_at in Reply.objects.filter(suggestion__in=keys).values_list(
            "suggestion", "body", "approved_at"
        ):
            replies[key].append((body, approved_at is not None))
        DeskEntry.objects.bulk_create(
            DeskEntry(pk=key, whole=coded(*texts, *(body for body, _ in replies[key]))) for key, *texts in rows
        )
        PublicEntry.objects.bulk_create(
            PublicEntry(
                pk=key,
                title=coded(title),
                whole=coded(title, body, *(answer for answer, is_approved in replies[key] if is_approved)),
            )
            for key, *_, title, body in rows
            if title
        )
        last = keys[-1] if keys else last


def row(related_name):
    return models.OneToOneField(
        "feedback.suggestion",
        django.db.models.deletion.CASCADE,
        primary_key=True,
        serialize=False,
        db_column="rowid",
        db_constraint=False,
        related_name=related_name,
    )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_first_rows")]

    operations = [
        CreateIndex(
            "PublicEntry",
            fields=[("suggestion", row("public_entry")), ("whole", TokensField()), ("title", TokensField())],
        ),
        CreateIndex("DeskEntry", fields=[("suggestion", row("desk_entry")), ("whole", TokensField())]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
