"""The entries of one subject as a page shows them: what was done, on which day, and its place in the log."""

from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from feedback.ledger.kinds import label_of
from feedback.records.public_numbers import PUBLIC_NUMBER
from feedback.rules.workflow import Stage
from portal.ledger import openings
from portal.ledger.append import said
from portal.ledger.models import Entry
from portal.ledger.registries import Named, name_of


class Shown(NamedTuple):
    entry: Entry
    label: str
    day: date
    stage: str  # its name, empty where the subject has none
    main: str
    number: int | None  # its place in the log, from 1; None while it waits for one
    is_open: bool  # whether anybody may read what it commits to


def first_of(numbers):
    """{number: the first entry of each}: of a suggestion that is its receipt, or its standing when the log began."""
    entries = Entry.objects.filter(subject__in=numbers, sequence=1).select_related("leaf__log")
    return {entry.subject: entry for entry in entries}


def entries_of(subject):
    """What is `Shown` of a subject, in its order."""
    entries = list(Entry.objects.of(subject))
    open_ones = openings.public(entries)
    return [_shown(entry, entry.pk in open_ones) for entry in entries]


def called(subject):
    """The `Named` of a subject, a suggestion by its number; None of what is called nothing else."""
    if PUBLIC_NUMBER.fullmatch(subject):
        return Named(pgettext("one", "意見建議"), subject, reverse("suggestion_detail", args=[subject]))
    return name_of(subject)


def line_of(subject):
    """How many entries of a subject are in the log, and the place of the last one; nothing where there are none."""
    places = [entry.place.number for entry in Entry.objects.of(subject) if entry.place]
    return {"subject": subject, "count": len(places), "last": places[-1]} if places else {}


def _shown(entry, is_open):
    told = said(entry)
    stage = told.get("stage", "")
    return Shown(
        entry, label_of(entry.kind), _day(told["at"]), Stage(stage).label if stage in Stage.values else stage,
        told.get("main", ""), entry.place and entry.place.number, is_open,
    )  # fmt: skip


def _day(at):
    return timezone.localdate(datetime.fromisoformat(at)) if "T" in at else date.fromisoformat(at)
