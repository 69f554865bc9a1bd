"""What followers of a field, unit, district or campaign hear: once a day how much there was, and nothing without news.

How far each was told stands in its row and moves in the transaction of the notice: a day that the worker missed is told
with the next one, and none is told twice.
"""

from django.db import transaction

from feedback.following.models import Follow
from feedback.models import Campaign, Event, Phase, Suggestion
from feedback.notices.models import Notice
from feedback.rounds.models import CampaignEvent
from feedback.rounds.rules import CampaignVerb
from feedback.rules.moments import day, midnight
from feedback.rules.notices import Channel, Kind
from feedback.rules.workflow import Verb
from feedback.talks.models import Talk

KINDS = ("category", "unit", "district", "campaign")
AT_ONCE = 500


def tell_of_days(now):
    """Write what is news up to this morning; returns how many notices there are more."""
    until = midnight(day(now))
    return sum(_tell_of(kind, until, now) for kind in KINDS)


def _tell_of(kind, until, now):
    follows = Follow.objects.of_more().filter(**{f"{kind}__isnull": False}, told_until__lt=until)
    count = 0
    for key, since in list(follows.order_by().values_list(kind, "told_until").distinct()):
        news = _of_campaign(key, since, until) if kind == "campaign" else _of_suggestions(kind, key, since, until)
        count += _write(follows.filter(**{kind: key}, told_until=since), news, until, now)
    return count


def _write(follows, details, until, now):
    count = 0
    while True:
        with transaction.atomic():
            chunk = list(follows.select_for_update(of=("self",)).order_by("pk")[:AT_ONCE])
            if details:
                Notice.objects.bulk_create(_notice(follow, details, now) for follow in chunk)
                count += len(chunk)
            Follow.objects.filter(pk__in=[follow.pk for follow in chunk]).update(told_until=until)
        if not chunk:
            return count


def _notice(follow, details, now):
    return Notice(
        kind=Kind.NEWS, follow=follow, channel=Channel.MAIL, language=follow.language, details=details,
        created_at=now, due_at=now,
    )  # fmt: skip


def _of_suggestions(kind, key, since, until):
    """How many of these became public, and how many that are public were answered; of a unit its new talks too."""
    public = Suggestion.objects.public().filter(**{kind: key})
    during = {"at__gte": since, "at__lt": until}
    released = Event.objects.filter(verb=Verb.RELEASE, suggestion__in=public, **during).values("suggestion")
    answered = public.filter(replied_at__gte=since, replied_at__lt=until)
    counts = {"released": _first_released(released, since), "answered": answered.count()}
    if kind == "unit":
        counts["talks"] = _talks_announced(key, during)
    return {name: count for name, count in counts.items() if count}


def _talks_announced(unit, during):
    """The days of the talks of a unit that were announced."""
    published = CampaignEvent.objects.filter(verb=CampaignVerb.PUBLISH, **during).values("campaign")
    talks = Talk.objects.published().filter(unit=unit, campaign__in=published).order_by("starts_at", "pk")
    return [talk.day.isoformat() for talk in talks]


def _first_released(events, since):
    """Words that only replaced others are no news."""
    before = Event.objects.filter(verb=Verb.RELEASE, at__lt=since).values("suggestion")
    return events.exclude(suggestion__in=before).distinct().count()


def _of_campaign(key, since, until):
    """Which phases of a campaign began, up to today, and whether it was closed."""
    begun = Phase.objects.filter(campaign=key, starts_on__gt=day(since), starts_on__lte=day(until))
    closed = Campaign.objects.filter(pk=key, closed_at__gte=since, closed_at__lt=until)
    news = {"phases": list(begun.order_by("starts_on", "pk").values_list("kind", flat=True)), "closed": closed.exists()}
    return {name: value for name, value in news.items() if value}
