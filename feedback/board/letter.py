"""The page of one suggestion: the letter and its answer, where it stands, and what lies beside it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.parts.replies import periods, replies
from feedback.parts.said import said
from feedback.rules.lateness import LateOn
from portal.frame import SUGGESTION_PAGE, SUGGESTION_WORDS
from portal.serving.pages import for_everybody, kept_for

SECONDS_KEPT = 30  # so long the number of 「我也遇到」 may be behind on other processes


@for_everybody
@require_safe
@kept_for(SECONDS_KEPT)
def suggestion_detail(request, number):
    suggestion = next(iter(Suggestion.objects.by_number(number).for_public_page()), None)
    if not suggestion:
        raise Http404
    if number != suggestion.number:
        return redirect(suggestion, permanent=True)
    events = suggestion.events.public().timeline()
    now = timezone.now()
    late_on = LateOn(timezone.localdate(now), working_days())
    context = {
        "suggestion": suggestion,
        "late_on": late_on,
        "late": late_on.of(suggestion.owed),
        "events": events,
        **periods(suggestion),
        **beside(suggestion),
        "under_words": SUGGESTION_WORDS.made(suggestion, now),
        "blocks": SUGGESTION_PAGE.made(suggestion, now),
    }
    if suggestion.is_public and suggestion.main_or_self.is_public:
        context |= replies(suggestion, context["periods"])
    context["ratings"] = said(suggestion, context.get("reply"))
    response = render(request, "board/detail.html", context)
    if suggestion.talk_on == late_on.today:  # its steps end no page on that day
        response.kept_for = 0
    return response


def beside(suggestion):
    """The lines of those that were merged into it, and of those that everybody may read and that are linked with it."""
    lines = Suggestion.objects.beside_in_public(suggestion).lines()
    return {
        "merged_ones": [line for line in lines if line.main_number == suggestion.number],
        "linked_ones": [line for line in lines if line.main_number != suggestion.number and suggestion.is_public],
    }
