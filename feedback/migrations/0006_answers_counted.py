"""Keep beside each suggestion what its answer came to; `manage.py check_counts --mend` then fills the counters."""

from django.db import migrations
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from feedback.rules.deadlines import Calendar

AT_ONCE = 1000


def fill(apps, schema_editor):
    Suggestion = apps.get_model("feedback", "Suggestion")
    Reply = apps.get_model("feedback", "Reply")
    Rating = apps.get_model("feedback", "Rating")
    approved = Reply.objects.filter(suggestion=OuterRef("pk"), approved_at__isnull=False)
    outcomes = approved.order_by("-approved_at", "-pk").values("outcome")[:1]
    scores = Rating.objects.filter(suggestion=OuterRef("pk")).values("score")[:1]
    Suggestion.objects.update(
        outcome=Coalesce(Subquery(outcomes), Value("")), score=Coalesce(Subquery(scores), Value(""))
    )
    calendar = Calendar(dict(apps.get_model("feedback", "CalendarDay").objects.values_list("day", "is_working")))
    answered = Suggestion.objects.filter(first_replied_at__isnull=False).only("received_at", "first_replied_at")
    batch = []
    for suggestion in answered.order_by("pk").iterator(chunk_size=AT_ONCE):
        days = timezone.localdate(suggestion.received_at), timezone.localdate(suggestion.first_replied_at)
        suggestion.answered_in = calendar.between(*days)
        batch.append(suggestion)
        if len(batch) == AT_ONCE:
            Suggestion.objects.bulk_update(batch, ["answered_in"])
            batch = []
    Suggestion.objects.bulk_update(batch, ["answered_in"])


class Migration(migrations.Migration):
    dependencies = [("feedback", "0005_counters")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
