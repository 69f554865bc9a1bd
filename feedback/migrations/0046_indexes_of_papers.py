"""What a week or a month is counted by: when a suggestion was accepted, when an answer was rated."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0045_outcome_of_a_template")]

    operations = [
        migrations.AddIndex(
            model_name="suggestion", index=models.Index(fields=["accepted_at"], name="suggestion_accepted")
        ),
        migrations.AddIndex(model_name="rating", index=models.Index(fields=["rated_at"], name="rating_given")),
    ]
