"""A campaign is a draft until it is published; those that exist are published."""

from django.db import migrations, models


def publish(apps, schema_editor):
    apps.get_model("feedback", "Campaign").objects.update(is_published=True)


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0030_districts_of_public"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="closed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="結束時間"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="is_published",
            field=models.BooleanField(default=False, editable=False, verbose_name="已公布"),
        ),
        migrations.AlterField(
            model_name="phase",
            name="kind",
            field=models.CharField(
                choices=[
                    ("prepare", "準備"),
                    ("apply", "代表報名"),
                    ("collect", "聽市民意見"),
                    ("report", "向市民報告"),
                    ("rate", "請市民評議"),
                    ("handle", "辦理反饋"),
                    ("award", "統計表揚"),
                ],
                max_length=8,
                verbose_name="內容",
            ),
        ),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
