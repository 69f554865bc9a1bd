"""Make it a choice of its own which status a stage begins with; so far it was the one with the lowest order."""

from django.db import migrations, models


def choose(apps, schema_editor):
    statuses = apps.get_model("feedback", "Status").objects
    first = {}
    for stage, pk in statuses.order_by("order", "pk").values_list("stage", "pk"):
        first.setdefault(stage, pk)
    statuses.filter(pk__in=first.values()).update(begins_stage=True)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0023_why_closed")]
    operations = [
        migrations.AddField(
            model_name="status",
            name="begins_stage",
            field=models.BooleanField(default=False, editable=False, verbose_name="階段從它開始"),
        ),
        migrations.AlterField(
            model_name="status",
            name="order",
            field=models.PositiveIntegerField(default=1000, help_text="數字小的在前。", verbose_name="排序"),
        ),
        migrations.RunPython(choose, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="status",
            constraint=models.UniqueConstraint(
                condition=models.Q(begins_stage=True), fields=("stage",), name="status_begins_each_stage_once"
            ),
        ),
    ]
