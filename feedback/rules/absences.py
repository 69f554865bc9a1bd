"""請假與代理: who may enter somebody's leave, who may stand in for whom, and to whom new work goes meanwhile."""

from datetime import date
from typing import NamedTuple

from feedback.rules.roles import Role

AT_WORK = frozenset({Role.HANDLER, Role.REVIEWER})  # those whose work somebody else has to do while they are away


class Leave(NamedTuple):
    """Somebody is away from the first to the last day, both included; the deputy may be None."""

    person: int
    deputy: int | None
    begins_on: date
    ends_on: date


def may_enter(roles, *, is_own, is_of_own_unit):
    """Whether somebody with `roles` may enter the leave of a person: the own, that of the unit as its reviewer, any
    as an administrator.
    """
    if Role.ADMINISTRATOR in roles:
        return True
    if is_own:
        return bool(AT_WORK & roles)
    return is_of_own_unit and Role.REVIEWER in roles


def may_stand_in(deputy_roles, person_roles):
    """Whether the one can do the work of the other: what is given to a handler needs a handler."""
    needed = Role.HANDLER if Role.HANDLER in person_roles else Role.REVIEWER
    return needed in person_roles and needed in deputy_roles


def resolved(person, deputies):
    """Who stands in for `person` where `deputies` is {whoever is away today: the deputy or None}; None for nobody.

    A deputy who is away as well is stood in for by the own deputy, once: nobody gets work from three desks away.
    """
    deputy = deputies.get(person)
    if deputy in deputies:
        deputy = deputies[deputy]
    return None if deputy in deputies else deputy


def overlaps(one, other):
    return one.begins_on <= other.ends_on and other.begins_on <= one.ends_on


def closes_a_circle(leave, others):
    """Whether on some day the deputies of `leave`, followed along the `others`, would lead back to its person."""
    return _leads_back(leave, leave.person, list(others))


def _leads_back(way, person, others):
    for other in others:
        if other.person == way.deputy and overlaps(way, other):
            common = other._replace(
                begins_on=max(way.begins_on, other.begins_on), ends_on=min(way.ends_on, other.ends_on)
            )
            rest = [one for one in others if one is not other]
            if other.deputy == person or _leads_back(common, person, rest):
                return True
    return False
