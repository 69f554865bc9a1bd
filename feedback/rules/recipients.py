"""Which of the staff are meant: `Whom` of the table as people, from what is known of a suggestion and of them."""

from typing import NamedTuple

from feedback.rules.absences import resolved
from feedback.rules.roles import Role, sees_every
from feedback.rules.telling import Whom

WORKING_ON = frozenset({Role.HANDLER, Role.REVIEWER})


class Person(NamedTuple):
    """Somebody of the staff by the key."""

    key: int
    roles: frozenset
    units: frozenset


class Case(NamedTuple):
    """What of a suggestion says who is meant: keys of people and units, None or empty where there is none."""

    unit: int | None = None
    handler: int | None = None
    further_unit: int | None = None
    drafter: int | None = None
    asker: int | None = None
    has_written: frozenset = frozenset()  # whoever cannot review it


def _working(person, unit):
    return unit is not None and unit in person.units and bool(WORKING_ON & person.roles)


def _is_of(person, role, unit):
    return unit is not None and unit in person.units and role in person.roles


def _handles(person, case):
    return case.handler is None and _is_of(person, Role.HANDLER, case.unit)


def _may_name(person, case):
    """Reviewers hand what nobody has to somebody."""
    return case.handler is None and _is_of(person, Role.REVIEWER, case.unit)


def _assigns_anew(person, case):
    """Triage, with whom it lies where its unit has nobody for it."""
    return case.handler is None and case.unit is not None and Role.TRIAGE in person.roles


# {group: who of it, and, each where there is nobody of the one before, who instead}
GROUPS = {
    Whom.TAKERS: (_handles, _may_name, _assigns_anew),
    Whom.UNIT: (
        lambda person, case: _working(person, case.unit),
        lambda person, case: Role.TRIAGE in person.roles,
    ),
    Whom.FURTHER_UNIT: (
        lambda person, case: _working(person, case.further_unit),
        lambda person, case: case.further_unit is not None and Role.TRIAGE in person.roles,
    ),
    Whom.REVIEWERS: (
        lambda person, case: _is_of(person, Role.REVIEWER, case.unit) and person.key not in case.has_written,
    ),
    Whom.GRANTERS: (
        lambda person, case: _is_of(person, Role.REVIEWER, case.unit),
        lambda person, case: Role.SUPERVISOR in person.roles,
    ),
    Whom.TRIAGE: (lambda person, case: Role.TRIAGE in person.roles,),
    Whom.SUPERVISORS: (lambda person, case: Role.SUPERVISOR in person.roles,),
}
ONE = {Whom.NAMED: "handler", Whom.DRAFTER: "drafter", Whom.ASKER: "asker"}


def meant(whom, case, people, away):
    """The keys of `people`, `Person`s, whom one `Whom` means.

    `away` is {key of whoever is on leave: the deputy or None}. Nobody on leave is told while somebody else is there
    for it.
    """
    if whom in ONE:
        return _one(getattr(case, ONE[whom]), case, people, away)
    if case.handler is not None and not _one(case.handler, case, people, away):
        case = case._replace(handler=None)  # whoever is named cannot be told
    found = ({person.key for person in people if is_meant(person, case)} for is_meant in GROUPS[whom])
    return _at_work(next(filter(None, found), set()), away)


def _at_work(keys, away):
    return {key for key in keys if key not in away} or set(keys)


def _one(key, case, people, away):
    """That person, or the deputy if that one is a handler of the same unit; nobody who may not see it any more."""
    there = {person.key: person for person in people}
    if key not in there or not _may_see(there[key], case):
        return set()
    deputy = resolved(key, away) if key in away else None
    return {deputy} if deputy in there and _is_of(there[deputy], Role.HANDLER, case.unit) else {key}


def _may_see(person, case):
    return sees_every(person.roles) or _working(person, case.unit)
