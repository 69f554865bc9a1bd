"""What happened becomes notices, in its transaction: to the citizen, to staff; and what it makes untrue goes."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from feedback.models import Event
from feedback.notices import recipients
from feedback.notices.models import Notice, StaffWish
from feedback.notices.recipients import Told
from feedback.records.alongside import alongside, alongside_sheets
from feedback.rules.cadence import Cadence, due_at
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.roles import Role
from feedback.rules.telling import GATHERED, OVERTAKEN, TAKING_BACK, told_to_citizen
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
    untold = _overtake(events)
    rows = [row for event in events for row in _to_citizens(event, untold)]
    _save(rows + _to_staff(events))


def tell_staff(keys, kind, *, event=None, details=None, at):
    """Tell these people, by their keys, of something beside the table; who is out of use or has no address is left out.

    `details` are what the text names; nothing personal.
    """
    if Channel.MAIL in settings.NOTICE_CHANNELS:
        told = [Told(key, kind, event) for key in recipients.reached(keys)]
        _save(_rows_of_staff(told, details=details, at=at))


def untell_staff(kind, event):
    """What was told beside the table is taken back: who has not got it yet does not get it."""
    Notice.objects.filter(kind=kind, event=event, state=State.WAITING).drop()


def _save(rows):
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _overtake(events):
    """Take away what still waits and `events` make untrue; the keys of the citizens who need not be told of that."""
    untold, by_verb = set(), {}
    for event in events:
        if event.verb in OVERTAKEN:
            by_verb.setdefault(event.verb, []).append(event)
    for verb, of_verb in by_verb.items():
        waiting = _overtaken(verb, of_verb)
        citizens = dict(waiting.values_list("pk", "citizen"))
        if citizens:
            waiting.drop()
        if citizens and verb in TAKING_BACK:
            taken_up = set(Notice.objects.filter(pk__in=citizens).values_list("pk", flat=True))
            untold |= {citizen for key, citizen in citizens.items() if key not in taken_up}
    return untold


def _overtaken(verb, events):
    """What waits to be told and is overtaken by `events` of one verb."""
    keys = [event.suggestion_id for event in events]
    waiting = Notice.objects.filter(state=State.WAITING, kind__in=OVERTAKEN[verb])
    if verb == Verb.RATE:  # of a family each rates for itself
        return waiting.filter(citizen__in=keys)
    if verb == Verb.WITHDRAW:
        return waiting.filter(suggestion__in=keys)
    told = Event.objects.filter(suggestion__in=keys)
    if verb == Verb.EXCUSE:  # one unit of several
        told = told.filter(verb=Verb.INVOLVE, details__unit__in=[event.details["unit"] for event in events])
    return waiting.filter(event__in=told)


def _to_citizens(event, untold):
    """A row for the citizen who wants one; where the answer is theirs too, for those of the merged ones."""
    tells = told_to_citizen(event.verb, event.to_stage, event.details)
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


def _to_staff(events):
    return _rows_of_staff(recipients.told(events)) if Channel.MAIL in settings.NOTICE_CHANNELS else []


def _rows_of_staff(told, *, details=None, at=None):
    """A row for each `Told`, without those who do not want that kind."""
    cadences = StaffWish.objects.about(told) if told else {}
    return [
        _row_of_staff(one, cadences[one.key, one.kind], details or {}, at or one.event.at)
        for one in told
        if cadences[one.key, one.kind] != Cadence.NONE
    ]


def _row_of_staff(told, cadence, details, at):
    event = told.event
    return Notice(
        kind=told.kind, event=event, suggestion=event and recipients.about(event), staff_id=told.key,
        channel=Channel.MAIL, language=settings.LANGUAGE_CODE, details=details, created_at=at, due_at=at,
        is_for_digest=cadence == Cadence.DIGEST or (event is not None and event.verb in GATHERED),
    )  # fmt: skip
