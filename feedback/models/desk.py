"""What the desk offers a person for one suggestion."""

from feedback.models import staff
from feedback.models.labels import Label
from feedback.models.offices import Status
from feedback.workflow import STAFF_VERBS, Verb, can


def verbs_for(user, suggestion):
    """The verbs that `user` may do to `suggestion` now, in the order of `Verb`; each may still be refused in words."""
    return [
        verb
        for verb in Verb
        if verb in STAFF_VERBS
        and can(verb, suggestion.stage)
        and staff.may(user, verb, suggestion)
        and _makes_sense(verb, user, suggestion)
    ]


def _makes_sense(verb, user, suggestion):
    match verb:
        case Verb.PROPOSE_DECLINE:
            return not suggestion.decline_proposed_by_id
        case Verb.DECLINE:
            return suggestion.decline_proposed_by_id not in (None, user.pk)
        case Verb.DROP_DECLINE:
            return bool(suggestion.decline_proposed_by_id)
        case Verb.APPROVE_REPLY | Verb.RETURN_REPLY:
            return suggestion.replies.drafts().exists()
        case Verb.ASK:
            return not suggestion.questions.filter(answered_at__isnull=True).exists()
        case Verb.EXTEND:
            return not suggestion.extended_by
        case Verb.RELEASE:
            return suggestion.has_consent
        case Verb.TAKE_BACK:
            return suggestion.is_public
        case Verb.SET_STATUS:
            return Status.objects.filter(stage=suggestion.stage).count() > 1
        case Verb.LABEL:
            return Label.objects.exists()
        case Verb.CLOSE:
            return False  # the clock does it; where it did not, the list does, in bulk
        case _:
            return True
