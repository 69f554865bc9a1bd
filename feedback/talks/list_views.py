"""/talks/: the talk that runs, those to come, and the past ones by year and unit."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.talks import listing
from feedback.talks.list_form import PastForm
from portal.serving.pages import for_everybody

PER_PAGE = 20


@for_everybody
@require_safe
def talk_list(request):
    now = timezone.now()
    running, coming = listing.shown_now(now)
    form = PastForm(request.GET, now=now)
    chosen = form.chosen()
    page = Paginator(listing.past(now, **chosen).for_page(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "running": running,
        "coming": coming,
        "form": form,
        "is_narrowed": any(chosen.values()),
        "page": page,
        "past": listing.listed(page.object_list, now),
    }
    return render(request, "talks/list.html", context)
