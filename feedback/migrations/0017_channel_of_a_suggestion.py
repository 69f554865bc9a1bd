"""The code of its channel, which a suggestion holds already, has to be that of a row: no row is written anew."""

import django.db.models.deletion
from django.db import migrations, models, transaction
from django.db.migrations.exceptions import IrreversibleError

BEFORE = {"web", "phone", "letter", "visit", "meeting"}
TABLE, RULE = "feedback_suggestion", "suggestion_came_by_a_channel"


def name_unknown(apps, schema_editor):
    """A code that nobody named, as somebody may have written by hand, gets a row of its own, not in use."""
    channels = apps.get_model("feedback", "Channel").objects
    known = set(channels.values_list("pk", flat=True))
    used = apps.get_model("feedback", "Suggestion").objects.order_by().values_list("channel", flat=True).distinct()
    for code in sorted(set(used) - known):
        channels.create(code=code, name=code, is_active=False, order=1000)


def refuse_what_was_not_known(apps, schema_editor):
    """The release before fails on the page of a suggestion that came by anything else."""
    suggestions = apps.get_model("feedback", "Suggestion").objects
    if others := sorted(set(suggestions.order_by().values_list("channel", flat=True).distinct()) - BEFORE):
        raise IrreversibleError(
            f"Suggestions came by {', '.join(others)}, which the release before does not know; nothing was changed."
        )


class PointToChannel(migrations.AlterField):
    """On PostgreSQL in three short steps, the check of all rows among those who read and write."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            with transaction.atomic(schema_editor.connection.alias):
                super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {RULE}")  # of a try that was ended
        schema_editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN channel TYPE varchar(20)")
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {RULE} FOREIGN KEY (channel) REFERENCES feedback_channel (code)"
            " DEFERRABLE INITIALLY DEFERRED NOT VALID"
        )
        schema_editor.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {RULE}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            with transaction.atomic(schema_editor.connection.alias):
                super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        # The column stays as wide as it is: to narrow it would hold the table.
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {RULE}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0016_channels")]
    operations = [
        migrations.RunPython(name_unknown, migrations.RunPython.noop),
        PointToChannel(
            model_name="suggestion",
            name="channel",
            field=models.ForeignKey(
                db_column="channel",
                db_index=False,
                default="web",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suggestions",
                to="feedback.channel",
                verbose_name="來源",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, refuse_what_was_not_known),
    ]
