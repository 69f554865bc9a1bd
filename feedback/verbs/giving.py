"""Verbs by which a unit and one of its people get a suggestion: assign, hand over, pass on, start.

Work for somebody who is on leave goes to the deputy; a unit with one handler needs nobody to choose.
"""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from feedback.office import staff
from feedback.office.absences import Takers
from feedback.office.statuses import first_status
from feedback.office.units import Unit
from feedback.rules import workflow
from feedback.rules.absences import resolved
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.verbs.change import enter
from feedback.verbs.contributing import excuse_main_unit
from feedback.verbs.steps import forget_decline
from portal.serving import generation


@generation.publishing()
def assign(suggestion, unit, remark="", *, handler=None, by, now):
    """Give it to `unit`, maybe to one of its members; from another unit too, at any time."""
    unit = Unit.objects.locked(unit.pk)
    with suggestion.doing(Verb.ASSIGN, by=by, now=now, remark=remark) as event:
        if workflow.is_for_supervisor(suggestion.bounce_count) and not staff.is_supervisor(by):
            raise Refused(
                gettext("這件建議已經退回 %(count)s 次，由督辦確定承辦單位。") % {"count": suggestion.bounce_count}
            )
        _require_active(unit)
        if unit == suggestion.unit:
            raise Refused(gettext("這件建議已在「%(unit)s」，請選別的承辦單位。") % {"unit": unit})
        suggestion.unit, suggestion.assigned_at = unit, event.at
        _give_to(suggestion, handler or unit.only_handler(), event)
        forget_decline(suggestion)
    excuse_main_unit(suggestion, now=now)


def recall(suggestion, remark="", *, by, now):
    """Take it back to triage from a unit that has not begun with it; it did not send it back, so no bounce is counted.

    What a supervisor decided after several bounces, a supervisor alone takes back.
    """
    with suggestion.doing(Verb.RECALL, by=by, now=now, remark=remark) as event:
        if workflow.is_for_supervisor(suggestion.bounce_count) and not staff.is_supervisor(by):
            raise Refused(gettext("承辦單位已由督辦確定，由督辦收回。"))
        event.details = {"from": suggestion.unit.name}
        suggestion.unit = suggestion.assigned_at = suggestion.handler = None


def hand_over(suggestion, handler, *, by, now):
    """To another member of the unit that has it."""
    with suggestion.doing(Verb.HAND_OVER, by=by, now=now) as event:
        _give_to(suggestion, handler, event)
        if not suggestion.handler:
            told = gettext("%(person)s正在請假，也沒有代理人，請選別的承辦人。")
            raise Refused(told % {"person": staff.shown_name(handler)})


def pass_on(suggestion, *, unit=None, handler=None, status=None, takers=None, by, now):
    """A unit or a person leaves, or comes back: to `unit`, else in the same one; to `handler`, else to nobody.

    `status` is the one it had before it went back to triage; `takers` go along where one act passes on many.
    """
    takers = takers or Takers()
    with suggestion.doing(Verb.PASS_ON, by=by, now=now) as event:
        if suggestion.handler_id:
            event.details["left"] = staff.name_of(takers.row(suggestion, "handler"))
        has = suggestion.unit_id and takers.row(suggestion, "unit")
        if unit and unit != has:
            _require_active(unit)
            event.details["from"] = has.name if has else ""
            suggestion.assigned_at = event.at
        if not (unit or has):
            raise Refused(gettext("移交要寫明交給哪個單位。"))
        suggestion.unit = unit or has
        if suggestion.stage == Stage.ACCEPTED:
            forget_decline(suggestion)
            status = status or first_status(Stage.ASSIGNED)
            enter(suggestion, status.stage, status)
        _give_to(suggestion, handler, event, takers)
    excuse_main_unit(suggestion, now=now)


def start(suggestion, *, by, now):
    """Whoever starts it is its handler, unless somebody was named who is not away."""
    with suggestion.doing(Verb.START, by=by, now=now) as event:
        handler, named = by, suggestion.handler
        if named and named != by:
            given = who_gets(suggestion.unit, named, timezone.localdate(event.at))
            handler = given.handler or by
            event.details = given._replace(handler=handler).told() if given.absent else {}
        suggestion.handler = handler


class Given(NamedTuple):
    """Who gets it, and who would have got it if that one were not away."""

    handler: object = None
    absent: object = None

    def told(self):
        """As events keep it: `to` whom, and `for` whom somebody else stands in."""
        people = {"to": self.handler, "for": self.absent}
        return {place: staff.name_of(person) for place, person in people.items() if person}


def who_gets(unit, handler, today, takers=None):
    """`Given` when `unit` gets something for `handler`: on leave the deputy, if that one is a handler of the unit."""
    takers = takers or Takers()
    deputies = takers.deputies(today) if handler else {}
    if not handler or handler.pk not in deputies:
        return Given(handler)
    key = resolved(handler.pk, deputies)
    return Given(takers.handlers(unit).get(key) if key else None, absent=handler)


def _give_to(suggestion, handler, event, takers=None):
    """Held until the transaction ends: nothing is given to somebody who is being put out of use."""
    unit, takers = suggestion.unit, takers or Takers()
    if handler:
        takers.hold(handler)
        if handler.pk not in takers.handlers(unit):
            raise Refused(gettext("承辦人要從「%(unit)s」的承辦人中選。") % {"unit": unit})
    given = who_gets(unit, handler, timezone.localdate(event.at), takers)
    suggestion.handler = given.handler
    event.details |= given.told()


def _require_active(unit):
    if not unit.is_active:
        raise Refused(gettext("「%(unit)s」已停用，請選別的承辦單位。") % {"unit": unit})
