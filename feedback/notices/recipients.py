"""Who of the staff is told of events: read from the tables, decided by `feedback.rules.recipients`."""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from feedback.models import Event
from feedback.office.absences import deputies_on
from feedback.rules.notices import Kind
from feedback.rules.recipients import Case, Person, meant
from feedback.rules.roles import Role
from feedback.rules.telling import STAFF, Whom
from feedback.rules.workflow import Verb

# Whose work lies with every suggestion, whichever unit has it.
OF_ALL_UNITS = (Role.TRIAGE, Role.SUPERVISOR)


class Told(NamedTuple):
    """One of the staff, by the key, is told of an event; beside the table there may be none."""

    key: int
    kind: Kind
    event: Event | None = None


def told(events):
    """[`Told`] of all whom `events` are told to: never who did it, and each once of each."""
    cases = [(event, _case(event)) for event in events if _is_told(event)]
    if not cases:
        return []
    people = _people({unit for _event, case in cases for unit in (case.unit, case.further_unit)} - {None})
    away = deputies_on(timezone.localdate(events[-1].at)) if people else {}
    return [Told(key, kind, event) for event, case in cases for key, kind in _kinds(event, case, people, away).items()]


def _kinds(event, case, people, away):
    """{key: `Kind`} of one event."""
    found = {}
    for kind, whoms in STAFF[event.verb]:
        for whom in whoms:
            for key in meant(whom, case, people, away) - {event.by_id}:
                found.setdefault(key, kind)
    return found


def about(event):
    """The suggestion that an event is about for staff: of an answer they handle the main one."""
    return event.suggestion.main_or_self if event.verb == Verb.RATE else event.suggestion


def reached(keys):
    """Those of these keys whose person is in use and has an address, in order."""
    return list(_addressed().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)) if keys else []


def with_role(role):
    """The keys of those who have a role and can be told."""
    return list(_addressed().filter(groups__name=role).order_by("pk").values_list("pk", flat=True))


def _addressed():
    return User.objects.filter(is_active=True, is_staff=True).exclude(email="")


def _is_told(event):
    """Whether the table has its verb; of cards those that are dealt, of ratings the low ones."""
    if event.verb == Verb.DEAL_CARD:
        return bool(event.details["card"])
    if event.verb == Verb.RATE:
        return event.suggestion.level.is_low
    return event.verb in STAFF


def _case(event):
    suggestion = about(event)
    whoms = frozenset().union(*(whoms for _kind, whoms in STAFF[event.verb]))
    case = Case(unit=suggestion.unit_id, handler=suggestion.handler_id)
    if Whom.FURTHER_UNIT in whoms:
        newest = suggestion.contributions.order_by("-pk").values_list("unit", flat=True)
        case = case._replace(further_unit=newest.first())
    if Whom.REVIEWERS in whoms:
        case = case._replace(has_written=frozenset(event.reply.writers.values_list("pk", flat=True)))
    if Whom.DRAFTER in whoms:
        case = case._replace(drafter=event.reply.drafted_by_id)
    if Whom.ASKER in whoms:
        asked = suggestion.events.filter(verb=Verb.ASK).in_order().values_list("by", flat=True)
        case = case._replace(asker=asked.last())
    return case


def _people(units):
    """Those in use who have an address, of these units or above them all, as `Person`s; one query."""
    rows = _addressed().filter(Q(groups__name__in=OF_ALL_UNITS) | Q(pk__in=_members(units)))
    roles, of_units = {}, {}
    for key, role, unit in rows.order_by("pk").values_list("pk", "groups__name", "units").distinct():
        roles.setdefault(key, set()).add(role)
        of_units.setdefault(key, set()).add(unit)
    known = frozenset(Role)
    return [Person(key, known & roles[key], frozenset(of_units[key] - {None})) for key in roles]


def _members(units):
    return User.units.through.objects.filter(unit__in=units).values("user")
