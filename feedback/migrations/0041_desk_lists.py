"""Lists of the desk that staff keep under a name, and what two of their filters find by index.

On 100,000 suggestions a channel or an outcome that few have was looked for in the whole table.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0040_authority"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, verbose_name="名稱")),
                ("query", models.CharField(blank=True, max_length=3000)),
                ("exported", models.JSONField(blank=True, default=list)),
                ("is_for_all", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_lists",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="feedback.unit",
                        verbose_name="共享給",
                    ),
                ),
            ],
            options={
                "verbose_name": "保存的篩選",
                "verbose_name_plural": "保存的篩選",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_list_name_once_per_owner"),
                    models.CheckConstraint(
                        condition=models.Q(("is_for_all", False), ("unit", None), _connector="OR"),
                        name="saved_list_for_a_unit_or_for_all",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["channel", "-received_at", "-id"], name="suggestion_of_channel"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                condition=models.Q(("outcome", ""), _negated=True),
                fields=["outcome", "-received_at", "-id"],
                name="suggestion_of_outcome",
            ),
        ),
    ]
