"""Count what citizens said of each unit's answers; until now ratings were counted only as a whole."""

from django.db import migrations
from django.db.models import Count, Q

CONTENT = {"satisfied", "mostly_satisfied"}
SUBJECTS = ("content", "low", "unrated")


def fill(apps, schema_editor):
    Suggestion = apps.get_model("feedback", "Suggestion")
    stored = apps.get_model("feedback", "Count")
    answered = Q(first_replied_at__isnull=False) | Q(main__first_replied_at__isnull=False)
    rows = Suggestion.objects.filter(answered | ~Q(score="")).order_by()
    numbers = {}
    for *key, unit, score, number in rows.values_list("campaign", "year", "unit", "score").annotate(Count("pk")):
        subject = ("content" if score in CONTENT else "low") if score else "unrated"
        key = (*key, subject, "" if unit is None else str(unit))
        numbers[key] = numbers.get(key, 0) + number
    stored.objects.bulk_create(
        stored(campaign_id=campaign, year=year, subject=subject, value=value, number=number)
        for (campaign, year, subject, value), number in numbers.items()
    )


def empty(apps, schema_editor):
    apps.get_model("feedback", "Count").objects.filter(subject__in=SUBJECTS).delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0028_cues")]
    operations = [migrations.RunPython(fill, empty)]
