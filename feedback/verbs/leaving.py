"""A unit is dissolved or reinstated, somebody leaves or comes back: what was in hand goes on, or is given back."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext

from feedback.office.absences import Takers
from feedback.office.statuses import Status
from feedback.office.units import Unit
from feedback.records import alongside
from feedback.records.transfers import Departure, Dissolution
from feedback.rules.queues import UNIT_STAGES
from feedback.rules.workflow import Refused
from portal.serving import generation


def in_hand(rows):
    """Those of `rows` that a unit has to answer, in order."""
    return rows.filter(stage__in=UNIT_STAGES).order_by("pk")


# A unit.


@transaction.atomic
def propose_dissolution(unit, to, *, by, now):
    """Say that `unit` is to be dissolved and that its work goes to the unit `to`, or to triage without one."""
    unit = Unit.objects.locked(unit.pk)
    if not unit.is_active:
        raise Refused(gettext("「%(unit)s」已經停用。") % {"unit": unit})
    if unit.dissolutions.proposed().exists():
        raise Refused(gettext("「%(unit)s」的停用已經有人提請，請先確認或者撤回。") % {"unit": unit})
    _require_another(unit, to)
    return Dissolution.objects.create(unit=unit, to_unit=to, proposed_by=by, proposed_at=now)


@transaction.atomic
def drop_dissolution(dissolution, *, by, now):
    dissolution = _open(dissolution)
    dissolution.dropped_by, dissolution.dropped_at = by, now
    dissolution.save()


@generation.publishing()
@alongside.at_the_end()
def confirm_dissolution(dissolution, *, by, now):
    """Another person confirms, and it is done: each suggestion by its own verb, all or none."""
    dissolution = _open(dissolution)
    if dissolution.proposed_by_id == by.pk:
        raise Refused(gettext("停用單位須由另一位系統管理員確認，不能由提請人自己確認。"))
    unit = Unit.objects.held_with(dissolution.unit_id, dissolution.to_unit_id)
    to = dissolution.to_unit
    _require_another(unit, to)
    moved = unit.dissolve(to=to, by=by, now=now)
    dissolution.confirmed_by, dissolution.confirmed_at = by, now
    dissolution.keep(moved)
    dissolution.save()
    generation.bump()


def last_dissolution(unit):
    """The one that stands, or None: what can be given back when the unit is taken into use again."""
    return unit.dissolutions.filter(confirmed_at__isnull=False, undone_at=None).order_by("pk").last()


@generation.publishing()
@alongside.at_the_end()
def reinstate(unit, *, by, now):
    """Take the unit into use again and give back what nobody moved since; returns how many that were."""
    unit = Unit.objects.locked(unit.pk)
    unit.reinstate()
    generation.bump()
    dissolution = last_dissolution(unit)
    return _give_back(dissolution, unit, by=by, now=now) if dissolution else 0


def _open(dissolution):
    dissolution = Dissolution.objects.select_for_update(no_key=True, of=("self",)).get(pk=dissolution.pk)
    if dissolution.confirmed_at or dissolution.dropped_at:
        raise Refused(gettext("這次提請已經確認或者撤回。"))
    return dissolution


def _require_another(unit, to):
    if to and (to.pk == unit.pk or not to.is_active):
        raise Refused(gettext("請選一個在用的別的單位。"))


# A person.


def left_behind(person, kept):
    """What `person` has in hand in units other than `kept`, those in which the person remains a handler."""
    return in_hand(person.handled_suggestions).exclude(unit__in=kept)


@generation.publishing()
@alongside.at_the_end()
def leave(person, ways, kept, *, by, now):
    """Pass on what is left behind, once the person's standing is changed; `ways` is {unit key: colleague or None}.

    Returns how many that were.
    """
    _hold(person)
    rows = list(left_behind(person, kept))
    if not rows:
        return 0
    before = {row.pk: (row.status_id, row.handler_id) for row in rows}
    takers = Takers()
    for row in rows:
        row.pass_on(handler=ways.get(row.unit_id), takers=takers, by=by, now=now)
    departure = Departure(person=person, by=by, at=now)
    departure.keep(before)
    departure.save()
    return len(rows)


def to_give_back(person, units):
    """[(departure, suggestion)]: what the person had before leaving, in these units, and nobody moved since."""
    return [
        (departure, suggestion)
        for departure in Departure.objects.filter(person=person, undone_at=None).order_by("pk")
        for suggestion, _moved in departure.unmoved()
        if suggestion.unit_id in units
    ]


@generation.publishing()
@alongside.at_the_end()
def come_back(person, units, *, by, now):
    """Give back to the person, a handler of `units` again, what nobody moved since; returns how many that were."""
    _hold(person)
    rows, takers = to_give_back(person, units), Takers()
    for _departure, suggestion in rows:
        suggestion.pass_on(handler=person, takers=takers, by=by, now=now)
    undone = {departure.pk for departure, _suggestion in rows}
    Departure.objects.filter(pk__in=undone).update(undone_by=by, undone_at=now)
    return len(rows)


def _give_back(dissolution, unit, *, by, now):
    rows = dissolution.unmoved()
    statuses = Status.objects.in_bulk({moved.status for _row, moved in rows})
    handlers, takers = unit.handlers().in_bulk(), Takers()
    for suggestion, moved in rows:
        was = {"status": statuses.get(moved.status), "handler": handlers.get(moved.handler)}
        suggestion.pass_on(unit=unit, **was, takers=takers, by=by, now=now)
    dissolution.undone_by, dissolution.undone_at = by, now
    dissolution.save()
    return len(rows)


def _hold(person):
    list(get_user_model().objects.select_for_update(no_key=True).filter(pk=person.pk))
