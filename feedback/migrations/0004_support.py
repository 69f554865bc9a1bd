"""「我也遇到」, and suggestions that a citizen links to an earlier one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_search_index")]

    operations = [
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("browser_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="時間")),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="feedback.suggestion"
                    ),
                ),
            ],
            options={"verbose_name": "我也遇到", "verbose_name_plural": "我也遇到"},
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(
                fields=["suggestion", "browser_digest"], name="support_once_per_browser"
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="related",
            field=models.ForeignKey(
                blank=True,
                help_text="市民提交時說明與哪一件有關。",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="relating",
                to="feedback.suggestion",
                verbose_name="相關的建議",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="support_count",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="我也遇到"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["-support_count", "-received_at", "-id"], name="suggestion_most_supported"),
        ),
    ]
