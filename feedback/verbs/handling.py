"""Verbs of the unit's work: send back, ask, chase, and the cards of the clock; `giving` says who has it."""

from django.utils import timezone
from django.utils.translation import gettext

from feedback.office import staff
from feedback.office.calendar import working_days
from feedback.records.replies import Question
from feedback.rules import deadlines, workflow
from feedback.rules.reasons import Supervision
from feedback.rules.workflow import Refused, Verb
from portal.serving import generation


@generation.publishing()
def send_back(suggestion, remark, *, by, now):
    """It came to the wrong unit: back to triage, within 2 working days; by a supervisor at any time.

    The third time a supervisor decides which unit it is, and that unit keeps it.
    """
    with suggestion.doing(Verb.SEND_BACK, by=by, now=now, remark=remark) as event:
        calendar = working_days()
        assigned_on, today = timezone.localdate(suggestion.assigned_at), timezone.localdate(event.at)
        is_in_time = deadlines.may_send_back(assigned_on, today, calendar)
        if not is_in_time and not staff.may_for_every_unit(by, Verb.SEND_BACK):
            raise Refused(gettext("轉辦已超過 2 個工作日，承辦單位不能再退回，請聯繫督辦。"))
        if workflow.is_for_supervisor(suggestion.bounce_count) and not staff.is_supervisor(by):
            raise Refused(gettext("承辦單位已由督辦確定，不能再退回，請聯繫督辦。"))
        event.details = {"from": suggestion.unit.name}
        suggestion.bounce_count += 1
        suggestion.unit = suggestion.assigned_at = suggestion.handler = None
    if workflow.is_for_supervisor(suggestion.bounce_count) and not suggestion.is_supervised:
        suggestion.supervise(Supervision.BOUNCED, now=now)


def give_back(suggestion, *, by, now):
    """The unit is dissolved: back to triage."""
    with suggestion.doing(Verb.GIVE_BACK, by=by, now=now) as event:
        event.details = {"from": suggestion.unit.name}
        suggestion.unit = suggestion.assigned_at = suggestion.handler = None


def ask(suggestion, body, *, by, now):
    """Ask the citizen something; they read and answer it with the receipt. The clock goes on."""
    with suggestion.doing(Verb.ASK, by=by, now=now) as event:
        if suggestion.questions.filter(answered_at__isnull=True).exists():
            raise Refused(gettext("上一次詢問市民還沒有回答，請等回答後再問。"))
        Question.objects.create(suggestion=suggestion, body=body, asked_at=event.at)


def answer(suggestion, body, *, now):
    """The citizen's answer to the open question."""
    with suggestion.doing(Verb.ANSWER, now=now) as event:
        question = suggestion.questions.filter(answered_at__isnull=True).first()
        if not question:
            raise Refused(gettext("現在沒有等您回答的詢問。"))
        question.answer, question.answered_at = body, event.at
        question.save()


def chase(suggestion, remark, *, by, now):
    """Urge whoever has it; an internal note."""
    with suggestion.doing(Verb.CHASE, by=by, now=now, remark=remark) as event:
        if not remark:
            raise Refused(gettext("催辦要寫明催什麼。"))
        suggestion.chase_count += 1
        suggestion.chased_at = event.at


def deal_card(suggestion, card, *, now):
    with suggestion.doing(Verb.DEAL_CARD, now=now) as event:
        suggestion.card = card
        event.details = {"card": card}
