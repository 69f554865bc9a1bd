"""What the desk offers a person for one suggestion."""

from django.utils.translation import gettext

from feedback.desk.queries.suggestions import every
from feedback.desk.queries.writing import draft_of
from feedback.office import staff
from feedback.office.channels import WEB
from feedback.rules.acts import Act, stages_of
from feedback.rules.answering.contributions import MOST_UNITS
from feedback.rules.answering.reviewing import is_first_review_next, may_review
from feedback.rules.workflow import FILE_VERBS, STAFF_VERBS, Refused, Verb, can, check, is_for_supervisor
from feedback.verbs.erasing import is_all_erased
from feedback.verbs.overseeing import may_fulfil


def verbs_for(user, suggestion):
    """The verbs that `user` may do to `suggestion` now, in the order of `Verb`; each may still be refused in words."""
    offered = [
        verb
        for verb in Verb
        if verb in STAFF_VERBS - FILE_VERBS and can(verb, suggestion.stage) and staff.may(user, verb, suggestion)
    ]
    waiting = _waiting(suggestion) if offered else None
    return [verb for verb in offered if _makes_sense(verb, user, suggestion, waiting)]


def acts_for(user, suggestion, verbs):
    """The acts of several verbs that `user` may do now; `verbs` are those offered, of which the first must be one."""
    return [act for act in Act if _go_together(act, user, suggestion, verbs)]


def _go_together(act, user, suggestion, verbs):
    (first, _stage), *others = stages_of(act, suggestion.stage)
    if first not in verbs or (act == Act.RELEASE_AND_ACCEPT and suggestion.is_public):
        return False
    waiting = _waiting(suggestion)
    return all(
        can(verb, stage) and staff.may(user, verb, suggestion) and _makes_sense(verb, user, suggestion, waiting)
        for verb, stage in others
    )


def is_offered(deed, user, suggestion):
    """Whether `deed`, a verb or an act, is one that `user` may do now."""
    verbs = verbs_for(user, suggestion)
    return deed in (acts_for(user, suggestion, verbs) if isinstance(deed, Act) else verbs)


def refusal(deed, user, suggestion):
    """Why neither stage nor person lets `deed` be tried, in a sentence; empty when they do."""
    try:
        for verb, stage in stages_of(deed, suggestion.stage):
            check(verb, stage)
            staff.check(user, verb, suggestion)
    except Refused as refused:
        return str(refused.reason)
    return ""


def not_now(deed):
    """The sentence for what is not offered, whatever the reason."""
    return gettext("這件建議現在不能「%(verb)s」。") % {"verb": deed.label}


def _waiting(suggestion):
    """What is pending for it and which choices there are: as `for_desk_page` read it, else read now."""
    if not hasattr(suggestion, "has_draft"):
        suggestion = every().with_what_waits().only("pk").get(pk=suggestion.pk)
    return suggestion


def _makes_sense(verb, user, suggestion, waiting):
    match verb:
        case Verb.PROPOSE_DECLINE:
            return not suggestion.decline_proposed_by_id
        case Verb.DECLINE:
            return suggestion.decline_proposed_by_id not in (None, user.pk)
        case Verb.DROP_DECLINE:
            return bool(suggestion.decline_proposed_by_id)
        case Verb.RETURN_REPLY:
            return waiting.has_draft
        case Verb.REVIEW_REPLY | Verb.APPROVE_REPLY | Verb.APPROVE_CORRECTION:
            return waiting.has_draft and _is_next_review(verb, user, suggestion)
        case Verb.ASK:
            return not waiting.has_open_question
        case Verb.ASSIGN | Verb.RECALL | Verb.SEND_BACK if is_for_supervisor(suggestion.bounce_count):
            return staff.is_supervisor(user)
        case Verb.HAND_OVER:
            return waiting.has_colleague
        case Verb.INVOLVE:
            return len(suggestion.co_units) < MOST_UNITS
        case Verb.EXCUSE:
            return any(one.is_unwritten for one in suggestion.contributions.all())
        case Verb.ASK_EXTENSION:
            return not suggestion.extended_by and waiting.extension_asked_by is None
        case Verb.REFUSE_EXTENSION | Verb.EXTEND:
            return waiting.extension_asked_by not in (None, user.pk)
        case Verb.RELEASE:
            return suggestion.has_consent
        case Verb.TAKE_BACK:
            return suggestion.is_public
        case Verb.NOTE_UNREACHABLE:
            return waiting.has_undecided_rating
        case Verb.RELEASE_COMMENT:
            return suggestion.is_public and waiting.has_comment_to_release
        case Verb.TAKE_BACK_COMMENT:
            return waiting.has_comment_shown
        case Verb.SUPERVISE:
            return not suggestion.is_supervised
        case Verb.LIFT_SUPERVISION:
            return suggestion.is_supervised
        case Verb.FULFIL_INSTRUCTION:
            return waiting.has_instruction and any(
                may_fulfil(instruction, user) for instruction in suggestion.instructions.waiting()
            )
        case Verb.CORRECT_INTAKE:
            return suggestion.channel_id != WEB and not suggestion.is_erased
        case Verb.SET_STATUS:
            return waiting.has_other_status
        case Verb.LABEL:
            return waiting.has_label
        case Verb.PROPOSE_ERASURE:
            return waiting.erasure_proposed_by is None and not is_all_erased(suggestion)
        case Verb.DROP_ERASURE:
            return waiting.erasure_proposed_by is not None
        case Verb.ERASE:
            return waiting.erasure_proposed_by not in (None, user.pk)
        case Verb.CLOSE:
            return False  # the clock does it; where it did not, the list does, in bulk
        case _:
            return True


def _is_next_review(verb, user, suggestion):
    """Whether it is the next step of the draft, and one that `user` may take: nobody is offered the own words."""
    draft = draft_of(suggestion)
    is_first = is_first_review_next(needs_two=suggestion.needs_two_reviews, reviewed_by=draft.reviewed_by_id)
    is_next = is_first == (verb == Verb.REVIEW_REPLY)
    return is_next and may_review(user.pk, writers=draft.writer_keys, reviewed_by=draft.reviewed_by_id)
