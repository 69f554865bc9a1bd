"""Verbs of further units (會辦): ask them, write the part of one, excuse one. One main unit answers for the day."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.office.units import Unit
from feedback.rules.answering.contributions import MOST_UNITS, latest_due
from feedback.rules.workflow import Refused, Verb, can
from portal.serving import generation


@generation.publishing()
def involve(suggestion, unit, due_on, words="", *, by, now):
    """Ask `unit` for its part by `due_on`, in `words` for staff alone; the clock of the main unit goes on."""
    unit = Unit.objects.locked(unit.pk)
    with suggestion.doing(Verb.INVOLVE, by=by, now=now, remark=words) as event:
        _check_unit(suggestion, unit)
        _check_day(suggestion, due_on, timezone.localdate(event.at))
        suggestion.contributions.create(unit=unit, asked_by=by, asked_at=event.at, asked_words=words, due_on=due_on)
        event.details = {"unit": unit.name, "due_on": due_on.isoformat()}


def _check_unit(suggestion, unit):
    if not unit.is_active:
        raise Refused(gettext("「%(unit)s」已停用，不能請它會辦。") % {"unit": unit})
    if unit.pk == suggestion.unit_id:
        raise Refused(gettext("「%(unit)s」就是承辦單位，不必請它會辦。") % {"unit": unit})
    taking_part = suggestion.co_units
    if unit.pk in taking_part:
        raise Refused(gettext("已經請「%(unit)s」會辦。") % {"unit": unit})
    if len(taking_part) >= MOST_UNITS:
        raise Refused(gettext("一件建議最多請 %(most)s 個單位會辦。") % {"most": MOST_UNITS})


def _check_day(suggestion, due_on, today):
    if due_on < today:
        raise Refused(gettext("會辦期限不能早於今天。"))
    latest = latest_due(suggestion.due_on, today, working_days())
    if latest and due_on > latest:
        day = date_format(latest, "DATE_FORMAT")
        raise Refused(gettext("會辦期限最晚是 %(day)s，承辦單位要按期答覆。") % {"day": day})


def contribute(suggestion, unit, body, *, by, now):
    """The part of `unit`, by one of its staff; what is submitted later takes its place, and the event keeps each."""
    with suggestion.doing(Verb.CONTRIBUTE, by=by, now=now, remark=body) as event:
        if not body:
            raise Refused(gettext("請填寫會辦意見。"))
        if unit.pk not in staff.units_of(by):
            raise Refused(gettext("您不是「%(unit)s」的工作人員，不能代它提交。") % {"unit": unit})
        one = suggestion.contributions.standing().filter(unit=unit).first()
        if not one:
            raise Refused(gettext("這件建議沒有請「%(unit)s」會辦。") % {"unit": unit})
        one.body, one.written_by, one.written_at = body, by, event.at
        one.save()
        event.details = {"unit": unit.name}


@generation.publishing()
def excuse(suggestion, unit, remark="", *, by=None, now):
    """`unit` need not write its part; without `by` it follows from a rule, and goes whatever was written."""
    with suggestion.doing(Verb.EXCUSE, by=by, now=now, remark=remark) as event:
        one = suggestion.contributions.standing().filter(unit=unit).first()
        if not one:
            raise Refused(gettext("這件建議沒有請「%(unit)s」會辦。") % {"unit": unit})
        if by and one.written_at:
            raise Refused(gettext("「%(unit)s」已經提交會辦意見，不必撤銷。") % {"unit": unit})
        one.excused_at = event.at
        one.save(update_fields=["excused_at"])
        event.details = {"unit": unit.name}


def excuse_main_unit(suggestion, *, now):
    """After a change of the main unit: that one answers now, and takes part no longer as a further one."""
    is_taking_part = suggestion.unit_id and suggestion.contributions.standing().filter(unit=suggestion.unit_id).exists()
    if is_taking_part and can(Verb.EXCUSE, suggestion.stage):
        suggestion.excuse(suggestion.unit, now=now)


def excuse_dissolved_units(suggestion, *, now):
    """After a return into work: a unit that was dissolved meanwhile writes no part any more."""
    if not can(Verb.EXCUSE, suggestion.stage):
        return
    waiting = suggestion.contributions.unwritten().filter(unit__is_active=False)
    for contribution in waiting.select_related("unit").order_by("pk"):
        suggestion.excuse(contribution.unit, now=now)


def carry_contributions(suggestion, heir, *, now):
    """What hangs on a withdrawn main one goes on with its heir, whose own part of the same unit stays."""
    own = heir.contributions.standing().values("unit")
    suggestion.contributions.standing().exclude(unit__in=own).update(suggestion=heir)
    excuse_main_unit(heir, now=now)


def co_units(suggestion):
    """The keys of the units that take part beside the main one."""
    return {one.unit_id for one in suggestion.contributions.all() if one.is_standing}
