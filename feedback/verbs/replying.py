"""Verbs of the reply and of what follows from it: draft, review, approve, correct, redo, close, reopen."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from feedback.office.outcomes import adoption_of, outcome_name
from feedback.records.replies import Reply
from feedback.rules import deadlines, reasons
from feedback.rules.answering import reviewing
from feedback.rules.erasing import ERASED
from feedback.rules.reasons import needs_reason
from feedback.rules.workflow import Refused, Verb
from feedback.verbs.overseeing import fulfil_by_answer
from feedback.verbs.rating import decide_at_end, is_everyone_content, open_again
from feedback.verbs.steps import count_days_to_reply, leave_dissolved_unit
from portal.serving import generation


def draft_reply(suggestion, body, outcome, outcome_reason="", *, by, now):
    """Submit `body` as the draft of the reply (送審); whoever wrote any of it cannot review it."""
    with suggestion.doing(Verb.DRAFT_REPLY, by=by, now=now) as event:
        _keep_draft(suggestion, event, body, outcome, outcome_reason)


def _keep_draft(suggestion, event, body, outcome, outcome_reason, **correction):
    if not body:
        raise Refused(gettext("請填寫答覆內容。"))
    asks_why = needs_reason(adoption_of(outcome))
    if asks_why and not outcome_reason:
        raise Refused(gettext("「%(outcome)s」要寫明原因。") % {"outcome": outcome_name(outcome)})
    reply = suggestion.replies.unapproved().first() or Reply(suggestion=suggestion)
    reply.body, reply.outcome = body, outcome
    reply.outcome_reason = outcome_reason if asks_why else ""
    reply.unit, reply.drafted_by, reply.drafted_at, reply.returned_note = suggestion.unit, event.by, event.at, ""
    reply.reviewed_by = reply.reviewed_at = None
    for field, value in correction.items():
        setattr(reply, field, value)
    reply.save()
    reply.writers.add(*suggestion.writings.use_up(event.by, is_correction=bool(correction)))
    event.reply, event.details = reply, {"body": body, "outcome": outcome}


def return_reply(suggestion, remark, *, by, now):
    """The draft is not good enough yet, for the reason in `remark`."""
    with suggestion.doing(Verb.RETURN_REPLY, by=by, now=now, remark=remark) as event:
        event.reply = reply = _draft(suggestion)
        reply.returned_note = remark
        reply.reviewed_by = reply.reviewed_at = None
        reply.save()


def review_reply(suggestion, *, by, now):
    """The first of two reviews (初審), where a campaign or a field asks for them; another person approves after it."""
    with suggestion.doing(Verb.REVIEW_REPLY, by=by, now=now) as event:
        event.reply = reply = _draft(suggestion)
        reviewing.check_first_review(needs_two=suggestion.needs_two_reviews, reviewed_by=reply.reviewed_by_id)
        _check_writers(reply, by)
        reply.reviewed_by, reply.reviewed_at = by, event.at
        reply.save()


def approve_reply(suggestion, *, by, now):
    """A second person approves the draft: it is the reply, public with the suggestion, and may be rated.

    Where two reviews are asked for, the one who approves is the third person.
    """
    with suggestion.doing(Verb.APPROVE_REPLY, by=by, now=now) as event:
        reply = _approve_draft(suggestion, event)
        suggestion.replied_at, suggestion.outcome = event.at, reply.outcome
        if not suggestion.first_replied_at:
            suggestion.first_replied_at = event.at
            count_days_to_reply(suggestion)
        suggestion.rating_ends_on = deadlines.rating_ends(
            timezone.localdate(event.at), suggestion.campaign.days_to_rate
        )
        suggestion.is_supervised = False
        fulfil_by_answer(suggestion, event)


def _approve_draft(suggestion, event):
    """The draft becomes a reply; nobody approves what they wrote any part of."""
    event.reply = reply = _draft(suggestion)
    _check_writers(reply, event.by)
    reviewing.check_approval(event.by.pk, needs_two=suggestion.needs_two_reviews, reviewed_by=reply.reviewed_by_id)
    reply.unit, reply.approved_by, reply.approved_at = suggestion.unit, event.by, event.at
    reply.save()
    return reply


def correct_reply(suggestion, body, outcome, outcome_reason="", *, note, by, now):
    """Keep `body` as the draft of a correction of the reply that stands, with a `note` that says why.

    It replaces the reply when a second person approves it; the earlier text stays public as a version.
    """
    with suggestion.doing(Verb.CORRECT_REPLY, by=by, now=now) as event:
        if not note:
            raise Refused(gettext("更正答覆要寫明公開的原因。"))
        standing = suggestion.replies.approved().last()
        if not standing:
            raise Refused(gettext("這件建議沒有可以更正的答覆。"))
        _keep_draft(suggestion, event, body, outcome, outcome_reason, corrects=standing, correction_note=note)


def approve_correction(suggestion, *, by, now):
    """A second person approves the correction; the days for rating and the counts stay as they are."""
    with suggestion.doing(Verb.APPROVE_CORRECTION, by=by, now=now) as event:
        reply = _approve_draft(suggestion, event)
        suggestion.outcome, event.note = reply.outcome, reply.correction_note


def _check_writers(reply, by):
    reviewing.check_writers(by.pk, set(reply.writers.values_list("pk", flat=True)))


def _draft(suggestion):
    reply = suggestion.replies.unapproved().first()
    if not reply:
        raise Refused(gettext("還沒有答覆草稿，請先起草。"))
    if reply.body == ERASED:
        raise Refused(gettext("草稿的文字已依法銷毀，請重新起草。"))
    return reply


@generation.publishing()
def redo(suggestion, *, now):
    """Back into work (重辦), with a period of its own."""
    with suggestion.doing(Verb.REDO, now=now):
        suggestion.redo_count += 1
        suggestion.replied_at = suggestion.rating_ends_on = None
        suggestion.replies.stop_correcting()
    leave_dissolved_unit(suggestion, now=now)


def close(suggestion, *, by=None, now):
    """Close it: by itself once all have rated it well or the days for rating are over; by a person only after those."""
    with suggestion.doing(Verb.CLOSE, by=by, now=now) as event:
        is_over = suggestion.is_rating_over(timezone.localdate(event.at))
        if not is_over and (by or not is_everyone_content(suggestion)):
            day = date_format(suggestion.rating_ends_on, "DATE_FORMAT")
            raise Refused(gettext("市民可以評議到 %(day)s，評議期滿才能辦結。") % {"day": day})
        suggestion.closing = reasons.closing(is_by_person=by is not None, is_rating_over=is_over)
        suggestion.closed_at, event.details = event.at, {"why": suggestion.closing}
        if decided := decide_at_end(suggestion, event.at):
            event.details["decided"] = decided


@generation.publishing()
def reopen(suggestion, note, *, by, now):
    """Reopen a closed one, with a period of its own, for a public reason."""
    with suggestion.doing(Verb.REOPEN, by=by, now=now, note=note):
        if not note:
            raise Refused(gettext("重新辦理要寫明公開的原因。"))
        suggestion.closed_at = suggestion.replied_at = suggestion.rating_ends_on = None
        suggestion.closing = ""
        open_again([suggestion, *suggestion.merged_ones.all()])
        suggestion.replies.stop_correcting()
    leave_dissolved_unit(suggestion, now=now)
