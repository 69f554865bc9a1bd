"""What is left of a run, and what was sent of its form, so that a worker can do it."""

from django.db import migrations, models

import portal.tables.encrypted


class Migration(migrations.Migration):
    dependencies = [("feedback", "0043_what_fields_do")]

    operations = [
        migrations.AddField(
            model_name="bulkrun",
            name="picked",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="bulkrun",
            name="sent",
            field=portal.tables.encrypted.EncryptedTextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="bulkrun",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
        migrations.AddField(model_name="bulkrun", name="moved_at", field=models.DateTimeField(null=True)),
    ]
