"""The record of what staff did has a name and a permission of its own."""

import django.contrib.admin.models
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("portal", "0003_publishing"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffRecord",
            fields=[],
            options={
                "verbose_name": "工作記錄",
                "verbose_name_plural": "工作記錄",
                "proxy": True,
                "default_permissions": ("view",),
                "indexes": [],
                "constraints": [],
            },
            bases=("admin.logentry",),
            managers=[
                ("objects", django.contrib.admin.models.LogEntryManager()),
            ],
        ),
    ]
