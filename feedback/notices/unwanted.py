"""Notices that are still waiting when a citizen no longer wants them, or wants them by another channel."""

from feedback.notices.models import Notice
from feedback.records.alongside import alongside
from feedback.rules.notices import State
from feedback.rules.workflow import Verb

CHANGE_THE_WISH = frozenset({Verb.CHOOSE_NOTICES, Verb.CORRECT_INTAKE})


@alongside
def follow_the_wish(events):
    for suggestion in (event.suggestion for event in events if event.verb in CHANGE_THE_WISH):
        waiting = Notice.objects.filter(citizen=suggestion, state=State.WAITING).exclude(channel=suggestion.notices_by)
        if suggestion.notices_by:
            waiting.update(channel=suggestion.notices_by, language=suggestion.notices_in)
        else:
            waiting.drop()
