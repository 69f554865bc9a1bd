"""What happened becomes notices, in its transaction: to the citizen, to staff; and what it makes untrue goes."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from feedback.models import Event
from feedback.notices import recipients
from feedback.notices.models import Notice, StaffWish
from feedback.records.alongside import alongside, alongside_sheets
from feedback.rules.cadence import Cadence, due_at
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.roles import Role
from feedback.rules.telling import CITIZENS, GATHERED, OVERTAKEN, TAKING_BACK
from feedback.rules.workflow import Verb


@alongside_sheets
def tell_of_sheet(sheet, count):
    """To triage, whose work it is from now on, and to whoever filed it, as a proof."""
    keys = {*recipients.with_role(Role.TRIAGE), sheet.uploaded_by_id}
    path = reverse("admin:feedback_suggestion_changelist")
    tell_staff(keys, Kind.SHEET, details={"path": path, "count": count}, at=sheet.filed_at)


@alongside
def write(events):
    """Write down whom these events are told to; most of them nobody, which costs no query."""
    rows = []
    for event in events:
        untold = _overtake(event)
        rows += _to_citizens(event, untold)
        rows += _to_staff(event)
    _save(rows)


def tell_staff(keys, kind, *, event=None, details=None, at):
    """Tell these people, by their keys, of something beside the table; who is out of use or has no address is left out.

    `details` are what the text names; nothing personal.
    """
    if Channel.MAIL in settings.NOTICE_CHANNELS and (keys := recipients.reached(keys)):
        _save(_rows_of_staff(dict.fromkeys(keys, kind), event=event, details=details or {}, at=at))


def untell_staff(kind, event):
    """What was told beside the table is taken back: who has not got it yet does not get it."""
    Notice.objects.filter(kind=kind, event=event, state=State.WAITING).drop()


def _save(rows):
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _overtake(event):
    """Take away what still waits and `event` makes untrue; the keys of the citizens who need not be told of it."""
    if event.verb not in OVERTAKEN and event.verb != Verb.RATE:
        return frozenset()
    waiting = _overtaken(event)
    citizens = dict(waiting.values_list("pk", "citizen"))
    if citizens:
        waiting.drop()
    if not citizens or event.verb not in TAKING_BACK:
        return frozenset()
    taken_up = set(Notice.objects.filter(pk__in=citizens).values_list("pk", flat=True))
    return frozenset(citizen for key, citizen in citizens.items() if key not in taken_up)


def _overtaken(event):
    waiting = Notice.objects.filter(state=State.WAITING)
    if event.verb == Verb.RATE:
        return waiting.filter(citizen=event.suggestion_id, kind=Kind.RATE_AGAIN)
    waiting = waiting.filter(kind__in=OVERTAKEN[event.verb])
    if event.verb == Verb.WITHDRAW:
        return waiting.filter(suggestion=event.suggestion_id)
    told = Event.objects.filter(suggestion=event.suggestion_id)
    if event.verb == Verb.EXCUSE:  # of one unit of several
        told = told.filter(verb=Verb.INVOLVE, details__unit=event.details["unit"])
    return waiting.filter(event__in=told)


def _to_citizens(event, untold):
    """A row for the citizen who wants one; where the answer is theirs too, for those of the merged ones."""
    tells = CITIZENS.get(event.verb)
    if not tells:
        return []
    citizens = [event.suggestion]
    if tells.is_for_family:
        citizens += event.suggestion.merged_ones.exclude(notices_by="").only("main", "notices_by", "notices_in")
    return [row_of_citizen(one, tells.kind, event) for one in citizens if is_reached(one) and one.pk not in untold]


def is_reached(suggestion):
    """Whether its citizen is told anything: it was asked for, in a way that this site has."""
    return suggestion.notices_by in settings.NOTICE_CHANNELS


def row_of_citizen(suggestion, kind, event, *, at=None):
    """A notice, not saved, that tells the citizen of `suggestion` of an event, which may be its main one's."""
    at = at or event.at
    return Notice(
        kind=kind, event=event, suggestion=suggestion, citizen=suggestion, channel=suggestion.notices_by,
        language=suggestion.notices_in or settings.LANGUAGE_CODE, created_at=at,
        due_at=due_at(event.verb, suggestion.notices_by, at, timezone.get_default_timezone()),
    )  # fmt: skip


def _to_staff(event):
    if Channel.MAIL not in settings.NOTICE_CHANNELS:
        return []
    return _rows_of_staff(recipients.told(event), event=event, details={}, at=event.at)


def _rows_of_staff(kinds, *, event, details, at):
    """{key of a person: `Kind`} as rows, without those who do not want that kind."""
    cadences = StaffWish.objects.about(kinds) if kinds else {}
    suggestion = event and (event.suggestion.main_or_self if event.verb == Verb.RATE else event.suggestion)
    return [
        Notice(
            kind=kind, event=event, suggestion=suggestion, staff_id=key, channel=Channel.MAIL, details=details,
            language=settings.LANGUAGE_CODE, created_at=at, due_at=at,
            is_for_digest=cadences[key] == Cadence.DIGEST or (event is not None and event.verb in GATHERED),
        )
        for key, kind in kinds.items()
        if cadences[key] != Cadence.NONE
    ]  # fmt: skip
