"""The day and the limit of a talk, on its campaign and its questions; who moderates it; its two channels."""

from django.conf import settings
from django.db import migrations, models

CHANNELS = [("hotline", "懇談熱線", "Talk hotline"), ("onsite", "懇談現場", "At the talk")]


def fill(apps, schema_editor):
    """Add the two channels; an office that has such a code or name keeps its own."""
    channels = apps.get_model("feedback", "Channel").objects
    last = channels.aggregate(last=models.Max("order"))["last"] or 0
    for place, (code, name, name_en) in enumerate(CHANNELS, start=1):
        taken = channels.filter(name=name).exclude(code=code).exists()
        fields = {"name": f"{name}（{code}）" if taken else name, "name_en": name_en, "order": last + 10 * place}
        channels.get_or_create(code=code, defaults=fields)


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0049_released_events"),
        ("reports", "0005_publishing_by_two"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="moderators",
            field=models.ManyToManyField(
                blank=True,
                editable=False,
                related_name="moderated_campaigns",
                to=settings.AUTH_USER_MODEL,
                verbose_name="主持人",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="reply_days",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="答覆期限（工作日）"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="talk_on",
            field=models.DateField(editable=False, null=True, verbose_name="懇談日期"),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="talk_on",
            field=models.DateField(editable=False, null=True, verbose_name="懇談日期"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply_days__isnull", True), ("talk_on__isnull", True)),
                    models.Q(("kind", "live"), ("reply_days__gte", 1), ("talk_on__isnull", False)),
                    _connector="OR",
                ),
                name="campaign_of_a_talk_says_its_day_and_limit",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
