"""Before sending: what others have suggested already, as a step of the form and while the title is typed."""

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from feedback.models import Suggestion
from feedback.suggest import flow
from feedback.suggest.similar_forms import RelatedForm, SimilarForm, TypedForm, WrittenForm
from portal.serving import limits, throttle
from portal.serving.pages import for_everybody, personal
from portal.tables.encrypted import lookup_key

KEPT_SECONDS = 300  # three steps of the form ask for the same words


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@flow.step
def suggest_similar(request, token, draft):
    similar = to_draft(draft)
    if not similar:
        return redirect("suggest_kind")
    form = SimilarForm(request.POST if request.method == "POST" else None, similar=similar)
    if form.is_valid():
        draft.remember(form.filled(), now=timezone.now())
        return redirect("suggest_kind")
    if request.method == "POST":
        messages.warning(request, gettext("您選的那一件不在這幾件裡，請重新選擇。"))
        return redirect("suggest_similar")
    context = {
        "similar": similar,
        "is_any_supportable": any(one.is_supportable for one in similar),
        "carried": flow.carried(draft),
    }
    return render(request, "suggest/similar.html", context)


@for_everybody
@require_safe
@cache_control(public=True, max_age=60)
def suggest_hits(request):
    """A piece of a page, the same for everybody: what is like the title that somebody is typing."""
    if throttle.refuses(limits.HITS, request, now=timezone.now()):
        return HttpResponse(status=429)
    form = TypedForm(request.GET)
    similar = Suggestion.objects.similar(form.cleaned_data["title"]) if form.is_valid() else []
    return render(request, "suggest/_similar_hits.html", {"similar": similar})


def to_draft(draft):
    """The suggestions that are like what a draft says."""
    form = WrittenForm(draft.filled)
    if not form.is_valid():
        return []
    title, body = form.cleaned_data["title"], form.cleaned_data["body"]
    kept = f"similar:{lookup_key(f'{title}|{body}')}"
    keys = caches["kept"].get_or_set(kept, lambda: Suggestion.objects.most_similar(title, body), KEPT_SECONDS)
    return Suggestion.objects.as_similar(keys)


def related_to_draft(draft):
    """The suggestion that a citizen linked theirs to, while everybody may read it, or None."""
    form = RelatedForm(draft.filled)
    return form.cleaned_data["related"] if form.is_valid() else None
