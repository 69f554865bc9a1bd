"""Notices that are still waiting when a citizen no longer wants them, or wants them by another channel."""

from django.utils import timezone

from feedback.notices.models import Notice
from feedback.records.alongside import alongside
from feedback.rules.cadence import after_the_night
from feedback.rules.notices import Channel, State
from feedback.rules.workflow import Verb

CHANGE_THE_WISH = frozenset({Verb.CHOOSE_NOTICES, Verb.CORRECT_INTAKE})


@alongside
def follow_the_wish(events):
    for event in events:
        if event.verb in CHANGE_THE_WISH:
            _follow(event.suggestion, event.at)


def _follow(suggestion, at):
    waiting = Notice.objects.filter(citizen=suggestion, state=State.WAITING).exclude(channel=suggestion.notices_by)
    if not suggestion.notices_by:
        waiting.drop()
        return
    if suggestion.notices_by == Channel.SMS:
        morning = after_the_night(at, timezone.get_default_timezone())
        waiting.filter(due_at__lt=morning).update(due_at=morning)
    # A name that one channel gave means nothing to the other.
    waiting.update(channel=suggestion.notices_by, language=suggestion.notices_in, message_id="")
