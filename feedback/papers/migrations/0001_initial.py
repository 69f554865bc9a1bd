"""The name of 週報、月報 at the desk; no table."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [("feedback", "0036_ratings_counted")]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[],
            options={
                "verbose_name": "週報、月報",
                "verbose_name_plural": "週報、月報",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("feedback.unit",),
        ),
    ]
