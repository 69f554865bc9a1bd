"""Who hears of a measure: the citizens whose suggestions it answers, and those of what was merged into theirs."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from feedback.models import Suggestion
from feedback.notices.models import Notice
from feedback.notices.writing import is_reached
from feedback.rules.cadence import after_the_night
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.workflow import Stage


def tell_citizens(measure, suggestions, now):
    """Write their notices, in the transaction of the change; whoever was told of this measure already is not again.

    No event of the suggestion is written: it stands as it stood. What the text names is what everybody reads.
    """
    citizens = [one for one in _families(suggestions) if is_reached(one)]
    told = {*_about(measure).filter(citizen__in=citizens).values_list("citizen", flat=True)} if citizens else ()
    rows = [_notice(one, measure, now) for one in citizens if one.pk not in told]
    if rows:
        Notice.objects.bulk_create(rows)


def untell_citizens(measure, suggestions=None):
    """Who was not told yet that it answers these, or any, is not told any more."""
    waiting = _about(measure).filter(state=State.WAITING)
    if suggestions is not None:
        waiting = waiting.filter(citizen__in=_families(suggestions))
    waiting.drop()


def _families(suggestions):
    keys = [one.pk for one in suggestions]
    family = Suggestion.objects.filter(Q(pk__in=keys) | Q(main__in=keys))
    return list(family.exclude(notices_by="").exclude(stage=Stage.WITHDRAWN).order_by("pk"))


def _about(measure):
    return Notice.objects.filter(kind=Kind.MEASURE, details__mark=measure.pk)


def _notice(suggestion, measure, now):
    is_sms = suggestion.notices_by == Channel.SMS
    return Notice(
        kind=Kind.MEASURE, suggestion=suggestion, citizen=suggestion, channel=suggestion.notices_by,
        language=suggestion.notices_in or settings.LANGUAGE_CODE, created_at=now,
        details={"title": measure.title, "mark": measure.pk},
        due_at=after_the_night(now, timezone.get_default_timezone()) if is_sms else now,
    )  # fmt: skip
