"""One rating for each receipt and answer; what stood in the old columns has been taken over."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("feedback", "0033_ratings_restored")]
    operations = [
        migrations.RemoveField(model_name="suggestion", name="score"),
        # On the way back the column begins empty; the migration before fills it.
        migrations.AlterField(
            model_name="rating", name="score", field=models.CharField(default="", max_length=40, verbose_name="評議")
        ),
        migrations.RemoveField(model_name="rating", name="score"),
        migrations.AlterField(
            model_name="rating",
            name="reply",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="feedback.reply",
                verbose_name="評議哪一份答覆",
            ),
        ),
        migrations.AlterField(
            model_name="rating",
            name="level",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="feedback.level",
                verbose_name="對辦理滿意嗎",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("suggestion", "reply"), name="rating_once_per_receipt_and_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("suggestion", "ordinal"), name="rating_of_a_receipt_in_order"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(condition=Q(ordinal__gte=1), name="rating_order_begins_with_one"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=Q(public_comment="") | Q(has_consent=True), name="rating_comment_public_only_with_consent"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | Q(outcome__in=["content", "low", "explained", "unreachable"], decided_at__isnull=False),
                name="rating_outcome_has_its_moment",
            ),
        ),
    ]
