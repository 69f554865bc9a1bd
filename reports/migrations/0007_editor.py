"""The preview becomes an editor: a draft for what was a preview, and what people said of figures is remembered."""

from django.db import migrations, models

import portal.tables.encrypted


def read_again(apps, schema_editor):
    """What waits to be looked at is read anew from its text, when its uploader presses 「重試」."""
    Upload = apps.get_model("reports", "Upload")
    for upload in Upload.objects.filter(state__in=["read", "to_save", "saving"]):
        upload.file, upload.name, upload.state = upload.text.encode(), f"{upload.name[-190:]}.txt", "reading"
        upload.preview = ""
        upload.save(update_fields=["file", "name", "state", "preview"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_figure_parts")]

    operations = [
        migrations.RunPython(read_again, migrations.RunPython.noop),
        migrations.RenameField("upload", "preview", "draft"),
        migrations.RemoveField("upload", "text"),
        migrations.RemoveField("upload", "title"),
        migrations.RemoveField("upload", "year"),
        migrations.AddField(
            "upload",
            "before",
            portal.tables.encrypted.EncryptedTextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("upload", "revision", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "upload", "last_edit", models.CharField(blank=True, default="", max_length=100), preserve_default=False
        ),
        migrations.AddField("figure", "is_confirmed", models.BooleanField(default=False, verbose_name="已人工核對")),
        migrations.AddField("section", "dropped", models.JSONField(blank=True, default=list, editable=False)),
    ]
