"""Verbs of erasure: proposed by one person, confirmed by another; the words go, the number and its dates stay."""

from django.utils.translation import gettext

from feedback.records import entries, erasing
from feedback.rules.erasing import ErasureDecision, check_confirmation, check_proposal
from feedback.rules.workflow import Refused, Verb
from portal.serving import generation

OF_ERASURE = frozenset({Verb.PROPOSE_ERASURE, Verb.DROP_ERASURE, Verb.ERASE})


def propose_erasure(suggestion, reason, note, *, by, now):
    """Propose to erase for a coded `reason`, with a `note` that the public will read."""
    with suggestion.doing(Verb.PROPOSE_ERASURE, by=by, now=now) as event:
        check_proposal(
            note,
            is_proposed=suggestion.erasure_requests.waiting().exists(),
            is_erased=is_all_erased(suggestion),
        )
        suggestion.erasure_requests.create(reason=reason, note=note, proposed_by=by, proposed_at=event.at)
        event.details = {"reason": reason}


def drop_erasure(suggestion, remark="", *, by, now):
    with suggestion.doing(Verb.DROP_ERASURE, by=by, now=now, remark=remark) as event:
        request = suggestion.erasure_requests.waiting().first()
        if not request:
            raise Refused(gettext("還沒有人提請銷毀，無須撤回。"))
        request.decide(ErasureDecision.DROPPED, event.at, by)


@generation.publishing()
def erase(suggestion, *, by, now):
    """Confirm what another person proposed: all words are gone with this transaction, and nothing brings them back."""
    with suggestion.doing(Verb.ERASE, by=by, now=now) as event:
        request = suggestion.erasure_requests.waiting().first()
        check_confirmation(request and request.proposed_by_id, by.pk)
        request.decide(ErasureDecision.ERASED, event.at, by)
        erasing.erase(suggestion, event.at)
        suggestion.erased_at = event.at
        event.note, event.details = request.note, {"reason": request.reason}
    entries.purge()


def is_all_erased(suggestion):
    """Whether its words were erased and nothing was done since that could have brought new ones."""
    if not suggestion.erased_at:
        return False
    erased = suggestion.events.filter(verb=Verb.ERASE).order_by("-pk").values("pk")[:1]
    return not suggestion.events.filter(pk__gt=erased).exclude(verb__in=OF_ERASURE).exists()
