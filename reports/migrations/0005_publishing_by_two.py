"""One person proposes to publish or to withdraw a report, another confirms; what is withdrawn says why."""

from django.db import migrations, models

ACTIONS = [
    ("propose_publish", "提請公布"),
    ("propose_withdraw", "提請撤下"),
    ("drop", "撤回提請"),
    ("publish", "公布"),
    ("withdraw", "撤下"),
]


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_figure_wording")]
    operations = [
        migrations.AddField(
            model_name="publication",
            name="reason",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="公開的原因"),
        ),
        migrations.AlterField(
            model_name="publication",
            name="action",
            field=models.CharField(choices=ACTIONS, max_length=20, verbose_name="動作"),
        ),
    ]
