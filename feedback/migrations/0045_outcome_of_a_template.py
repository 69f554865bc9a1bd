"""A reply template may say which outcome goes with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0044_bulk_runs_of_the_worker"),
    ]

    operations = [
        migrations.AddField(
            model_name="replytemplate",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                db_column="outcome",
                help_text="選的話，用這個模板起草時先選好，起草的人可以改。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="feedback.outcome",
                verbose_name="採納情況",
            ),
        ),
    ]
