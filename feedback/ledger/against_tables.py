"""Where the tables are not what the ledger says of a suggestion: for whoever verifies the log."""

from typing import NamedTuple

from django.utils.translation import gettext

from feedback.ledger.claim import of_suggestions
from feedback.models import Suggestion
from feedback.rules.receipts import number
from feedback.rules.workflow import Stage
from portal.ledger.append import said
from portal.ledger.models import Entry, Latest
from portal.ledger.registries import counts
from portal.tables.moments import one_moment

AT_ONCE = 2000


class Place(NamedTuple):
    """Where a suggestion stands."""

    stage: str
    campaign: str
    main: str


@counts
def differing():
    """A sentence for each suggestion of which the ledger, with what waits for its place, says something else."""
    with one_moment():
        waiting = _waiting()
        for places in _places():
            told = {one: Place(*rest) for one, *rest in _told(places)} | _among(waiting, places)
            for one, place in places.items():
                yield from _sentences(one, place, told.get(one))
        yield from _gone(waiting)


def _places():
    """{number: `Place`} as the tables have it, some thousands at a time."""
    rows = Suggestion.objects.order_by("pk").values_list(
        "pk", "year", "sequence", "stage", "campaign__slug", "main__year", "main__sequence"
    )
    last = 0
    while found := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield {
            number(year, sequence): Place(stage, campaign, number(*main) if main[0] else "")
            for _pk, year, sequence, stage, campaign, *main in found
        }
        last = found[-1][0]


def _told(numbers):
    return Latest.objects.filter(subject__in=list(numbers)).values_list("subject", "stage", "campaign", "main")


def _waiting():
    """{number: `Place`} of what has an entry that waits for its place in the tree."""
    told = map(said, Entry.objects.filter(leaf__isnull=True).exclude(subject__contains="/").order_by("pk"))
    return {one["subject"]: Place(one.get("stage", ""), one.get("campaign", ""), one.get("main", "")) for one in told}


def _among(waiting, numbers):
    return {one: waiting[one] for one in numbers if one in waiting}


def _gone(waiting):
    """What the ledger knows and the tables do not."""
    for told in _batches(waiting):
        there = set()
        for year, sequences in _by_year(told).items():
            rows = Suggestion.objects.filter(year=year, sequence__in=sequences)
            there |= {number(year, sequence) for sequence in rows.values_list("sequence", flat=True)}
        for one in sorted(told - there):
            yield gettext("帳本裡有 %(number)s，數據庫裡沒有這一件。") % {"number": one}


def _batches(waiting):
    """The numbers of which the ledger knows, some thousands at a time."""
    yield set(waiting)
    last = 0
    while found := list(of_suggestions().filter(pk__gt=last).order_by("pk").values_list("pk", "subject")[:AT_ONCE]):
        yield {subject for _pk, subject in found} - waiting.keys()
        last = found[-1][0]


def _by_year(numbers):
    found = {}
    for one in numbers:
        year, sequence = one.split("-")
        found.setdefault(int(year), []).append(int(sequence))
    return found


def _sentences(one, place, told):
    if told is None:
        yield gettext("數據庫裡有 %(number)s，帳本裡沒有這一件。") % {"number": one}
        return
    if place.stage != told.stage:
        stages = {"stage": _stage(place.stage), "told": _stage(told.stage)}
        yield gettext("%(number)s 在數據庫裡是「%(stage)s」，在帳本裡是「%(told)s」。") % {"number": one, **stages}
    if place.campaign != told.campaign:
        campaigns = {"campaign": place.campaign, "told": told.campaign}
        yield gettext("%(number)s 在數據庫裡屬於 %(campaign)s，在帳本裡屬於 %(told)s。") % {"number": one, **campaigns}
    if place.main != told.main:
        yield gettext("%(number)s 在數據庫裡和在帳本裡併入的不是同一件。") % {"number": one}


def _stage(code):
    return Stage(code).label if code in Stage.values else code
