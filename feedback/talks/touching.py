"""That the page of a talk shows something else now: every process asks for the revision, and builds it anew."""

from functools import partial

from django.db import transaction
from django.db.models import F

from feedback.records.alongside import alongside
from feedback.rules.reach import QUIET_VERBS
from feedback.rules.workflow import Verb
from feedback.talks import pulse
from feedback.talks.models import Talk
from portal.serving import generation
from portal.serving.pages import shelf

# A new question is only counted, and the counts are looked at every few seconds; of the others nobody sees anything.
UNSEEN_VERBS = QUIET_VERBS | {Verb.RECEIVE, Verb.REGISTER}


def touch(pk):
    """Tell with the transaction that is open that the page of the talk `pk` shows something else.

    In a verb the row is changed last: the acts of several people on one talk do not wait for each other longer.
    """
    generation.at_the_end(_count, pk)


def _count(pk):
    Talk.objects.filter(pk=pk).update(revision=F("revision") + 1)
    transaction.on_commit(pulse.forget)


@alongside
def touch_talks(events):
    """What happened to questions shows on the pages of their talks, and here on their own pages at once."""
    for event in events:
        suggestion = event.suggestion
        if event.verb not in UNSEEN_VERBS and suggestion.talk_on:  # readings come with what they need alone
            touch(suggestion.campaign_id)
            transaction.on_commit(partial(shelf.forget, suggestion.get_absolute_url()))
