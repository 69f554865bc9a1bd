"""Verbs from above the units: 督辦, set and lifted by supervisors and by the clock, and 領導批示."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.records.instructions import Instruction
from feedback.rules import deadlines
from feedback.rules.lateness import Lateness, lateness
from feedback.rules.reasons import LATENESS, Lifting, Supervision, Weight
from feedback.rules.roles import Role
from feedback.rules.workflow import UNANSWERED_STAGES, Refused, Verb


def supervise(suggestion, reason=Supervision.DISSATISFIED, *, remark="", by=None, now):
    """Under 督辦 until it is answered; by a person for the one reason that persons have."""
    with suggestion.doing(Verb.SUPERVISE, by=by, now=now, remark=remark) as event:
        if by and suggestion.is_supervised:
            raise Refused(gettext("這件建議已在督辦中。"))
        event.details = {"why": Supervision.BY_HAND if by else reason}
        suggestion.is_supervised = True


def reason_of_supervision(suggestion):
    """Why it is under 督辦 now, or None."""
    supervised = suggestion.is_supervised and suggestion.events.filter(verb=Verb.SUPERVISE).in_order().last()
    return supervised.details.get("why", Supervision.DISSATISFIED) if supervised else None


def inherits_supervision(suggestion, reason, main):
    """Whether 督辦 goes on with this one in the place of `main`: as late, where the days of that go on with it."""
    return reason not in LATENESS or main.first_replied_at is not None


def due_for_supervision(suggestion, today, calendar, *, unheeded):
    """Why the clock puts it under 督辦 on `today`, or None; it was chased `unheeded` times since it last moved."""
    what = lateness(suggestion.stage, suggestion.accept_due_on, suggestion.due_on, today)
    return deadlines.supervision(
        suggestion.next_due_on, today, calendar, days=settings.SUPERVISE_AFTER_DAYS, unheeded_chases=unheeded,
        is_acceptance=what == Lateness.UNACCEPTED,
    )  # fmt: skip


def lift_supervision(suggestion, reason=Lifting.BY_HAND, *, remark="", by=None, now):
    """Take 督辦 back: the clock's that came too early, or, by a person, whichever the clock would not set again."""
    with suggestion.doing(Verb.LIFT_SUPERVISION, by=by, now=now, remark=remark) as event:
        supervised = suggestion.events.filter(verb=Verb.SUPERVISE).in_order().last()
        if not (suggestion.is_supervised and supervised):
            raise Refused(gettext("這件建議不在督辦中。"))
        if by and _is_still_due(suggestion, timezone.localdate(event.at)):
            raise Refused(gettext("這件建議仍然逾期或者多次催辦無進展，按規定應當督辦，不能撤銷。"))
        event.details = {"why": Lifting.BY_HAND if by else reason}
        event.details["supervised_on"] = timezone.localdate(supervised.at).isoformat()
        suggestion.is_supervised = False


def _is_still_due(suggestion, today):
    """Whether the clock would put it under 督辦 again the next morning."""
    if suggestion.stage not in UNANSWERED_STAGES:
        return False
    unheeded = suggestion.events.filter(verb=Verb.CHASE, at__gt=suggestion.last_event_at).count()
    return due_for_supervision(suggestion, today, working_days(), unheeded=unheeded) is not None


def instruct(suggestion, text, due_on, weight=Weight.NORMAL, leader="", *, by, now):
    """What a leader of the bureau asks for, by `due_on`; who is none enters it for the `leader` of that name."""
    with suggestion.doing(Verb.INSTRUCT, by=by, now=now) as event:
        if not text:
            raise Refused(gettext("請填寫批示內容。"))
        if due_on < timezone.localdate(event.at):
            raise Refused(gettext("批示期限不能早於今天。"))
        if not leader and not _is_leader(by):
            raise Refused(gettext("請寫明是哪位領導的批示。"))
        made = Instruction.objects.create(
            suggestion=suggestion, text=text, weight=weight, due_on=due_on, leader=leader, by=by, at=event.at
        )
        event.details = {"instruction": made.pk, "weight": weight, "due_on": due_on.isoformat()}
        event.details["leader"] = leader or staff.name_of(by)


def fulfil_instruction(suggestion, instruction, remark="", *, by, now):
    """Done without an answer, as whoever entered it says, or a leader."""
    with suggestion.doing(Verb.FULFIL_INSTRUCTION, by=by, now=now, remark=remark) as event:
        held = suggestion.instructions.waiting().filter(pk=instruction.pk).first()
        if not held:
            raise Refused(gettext("這條批示已經落實。"))
        if not may_fulfil(held, by):
            raise Refused(gettext("批示由登記人或者局領導確認落實。"))
        held.fulfilled_at = event.at
        held.save(update_fields=["fulfilled_at"])
        event.details = {"instruction": held.pk}


def may_fulfil(instruction, user):
    return instruction.by_id == user.pk or _is_leader(user)


def _is_leader(user):
    return Role.LEADER in staff.roles_of(user)


def fulfil_by_answer(suggestion, event):
    """The answer is what was asked for, of those merged into it too."""
    Instruction.objects.reaching(suggestion).fulfil(now=event.at)
