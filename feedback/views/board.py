"""The public board: every suggestion that was received, as text or as stub, and a page for each."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.forms.public import BoardForm
from feedback.models import Reply, Suggestion
from feedback.workflow import Stage

PER_PAGE = 20


@require_safe
def suggestion_list(request):
    form = BoardForm(request.GET)
    suggestions = Suggestion.objects.narrowed(**form.chosen()).for_list()
    page = Paginator(suggestions, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/suggestion_list.html", {"form": form, "page": page, "now": timezone.now()})


@require_safe
def suggestion_detail(request, number):
    suggestion = Suggestion.objects.by_number(number).for_public_page().first()
    if not suggestion:
        raise Http404
    if number != suggestion.number:
        return redirect(suggestion, permanent=True)
    context = {
        "suggestion": suggestion,
        "events": suggestion.events.public().in_order().select_related("unit", "main"),
        "merged_ones": suggestion.merged_ones.for_list(),
    }
    if suggestion.is_public and suggestion.answering.is_public:
        context |= answers(suggestion)
    return render(request, "feedback/suggestion_detail.html", context)


def answers(suggestion):
    """The answer that stands, or None while there is none, and those before it, newest first.

    A merged one reads the main one's, and those it had itself before it was merged.
    """
    answered = suggestion.answering
    replies = list(Reply.objects.approved().read_with(suggestion).select_related("unit"))[::-1]
    if replies and answered.stage in (Stage.REPLIED, Stage.CLOSED):
        return {"reply": replies[0], "earlier_replies": replies[1:]}
    return {"reply": None, "earlier_replies": replies}
