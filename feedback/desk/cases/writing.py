"""Who writes an answer and how far it has come: what the desk tells and keeps of it (暫存), who goes on with it."""

import logging

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from feedback.desk.cases.offered import verbs_for
from feedback.desk.cases.reply_forms import DraftReplyForm
from feedback.desk.queries.writing import draft_of, reviewers_of
from feedback.models import Writing
from feedback.office import absences, staff
from feedback.rules.answering.extensions import Decision
from feedback.rules.answering.reviewing import is_at_it, is_first_review_next, may_take_over
from feedback.rules.workflow import EXTENDABLE_STAGES, Verb

logger = logging.getLogger(__name__)


class WritingDesk:
    """Keeps what is written and hands it on; a part of the suggestions' admin."""

    def get_urls(self):
        take = self.admin_site.admin_view(self.take_over_view)
        name = "feedback_suggestion_take_over"
        return [path("<int:pk>/writing/<int:writing>/", take, name=name), *super().get_urls()]

    @method_decorator([never_cache, require_POST])
    def take_over_view(self, request, pk, writing):
        """Go on with what a colleague kept, as the one it was handed to or as the deputy."""
        suggestion, now = self._suggestion(request, pk), timezone.now()
        row = suggestion.writings.kept().filter(pk=writing).first()
        if not row or not _may_take(row, request.user, suggestion, verbs_for(request.user, suggestion), now):
            self.message_user(request, gettext("這份暫存的答覆現在不能由您接著寫。"), messages.WARNING)
            return HttpResponseRedirect(self._address(request, suggestion))
        if Writing.objects.take_over(row.pk, request.user, now):
            told = gettext("已轉到您名下，請接著寫。參與寫過的人不能審核這份答覆。")
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(form_address(request, suggestion, verb_of(row)))


def verb_of(words):
    """The verb that submits what is kept, or what a form asks."""
    return Verb.CORRECT_REPLY if words.is_correction else Verb.DRAFT_REPLY


def form_address(request, suggestion, verb):
    """The page of the verb's form; the queue goes along."""
    address, queue = reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb]), request.GET.get("queue")
    return f"{address}?{urlencode({'queue': queue})}" if queue else address


def note_opened(form, now):
    """That whoever opened the form of an answer is at it; where that cannot be written down, the form opens without."""
    if not isinstance(form, DraftReplyForm):
        return
    try:
        with transaction.atomic():
            Writing.objects.open(form.suggestion, form.user, is_correction=form.is_correction, now=now)
    except DatabaseError:
        logger.exception("Who writes an answer could not be noted")


def keep(form, data, suggestion, user, now):
    """Keep what a form of the class `form` was sent with, if it is that of an answer. Returns whether anything is kept.

    What was submitted already, and is sent once more, is not; nor what was begun before the words were erased, which
    would bring some of them back.
    """
    if not issubclass(form, DraftReplyForm) or not staff.may(user, verb_of(form), suggestion):
        return False
    if is_from_before_erasure(data, suggestion):
        return False
    words = {name: data.get(name, "").strip().replace("\r\n", "\n") for name in form.of_writing}
    draft = suggestion.replies.unapproved().filter(drafted_by=user).first()
    if draft and all(getattr(draft, name) == words[name] for name in form.of_reply):
        return False
    return Writing.objects.keep(suggestion, user, words, is_correction=form.is_correction, now=now)


def is_from_before_erasure(data, suggestion):
    """Whether the page that was sent may have been read before the words of the suggestion were erased."""
    return suggestion.is_erased and data.get("revision") != str(suggestion.revision)


def writing_told(suggestion, user, verbs, now):
    """{others, own, review, extension}: what a page of `suggestion` tells `user`, to whom it offers `verbs`."""
    rows = list(suggestion.writings.select_related("by").order_by("pk")) if suggestion.has_writing else []
    return {
        "others": [_other(row, user, suggestion, verbs, now) for row in rows if _is_told(row, user, now)],
        "own": [
            {"writing": row, "verb": verb_of(row) if verb_of(row) in verbs else None}
            for row in rows
            if row.by_id == user.pk and row.kept_at
        ],
        "review": _review(suggestion),
        "extension": _extension(suggestion),
    }


def _is_told(row, user, now):
    return row.by_id != user.pk and (row.kept_at or is_at_it(row.opened_at, now))


def _other(row, user, suggestion, verbs, now):
    """What everybody may know of what a colleague writes: not the words."""
    return {
        "who": staff.shown_name(row.by),
        "is_here": is_at_it(row.opened_at, now),
        "opened_at": row.opened_at,
        "kept_at": row.kept_at,
        "to_take": row.pk if row.kept_at and _may_take(row, user, suggestion, verbs, now) else None,
    }


def _may_take(row, user, suggestion, verbs, now):
    if verb_of(row) not in verbs:
        return False
    away = absences.stands_in_for(user, timezone.localdate(now))
    return may_take_over(user.pk, writer=row.by_id, handler=suggestion.handler_id, stands_in_for=away)


def _review(suggestion):
    """Where a draft waits: for which review, after whom, and who of the unit may do it."""
    draft = draft_of(suggestion)
    if not draft or draft.returned_note:
        return None
    is_first = is_first_review_next(needs_two=suggestion.needs_two_reviews, reviewed_by=draft.reviewed_by_id)
    return {
        "is_first": is_first,
        "reviewed_by": staff.shown_name(draft.reviewed_by) if draft.reviewed_by else "",
        "who": gettext("、").join(staff.shown_name(person) for person in reviewers_of(suggestion, draft)),
    }


def _extension(suggestion):
    """The request for more days that waits, or the last one while it came to nothing; else None."""
    if not suggestion.has_extension_request or suggestion.stage not in EXTENDABLE_STAGES or suggestion.extended_by:
        return None
    requests = suggestion.extension_requests.select_related("asked_by", "decided_by")
    last = requests.in_order().last()
    return last if last.decision in ("", Decision.REFUSED, Decision.LAPSED) else None
