"""Pages that stand by themselves: about the site, its map, how it looks to this reader, errors."""

import sys
from datetime import timedelta

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from feedback.records.drafts import KEPT_FOR
from feedback.rules import deadlines
from portal.frame import MAP
from portal.serving import comfort
from portal.serving.addresses import LONGEST_WAY
from portal.serving.context import site
from portal.serving.outage import is_unavailable
from portal.serving.pages import for_everybody, is_page_for_all, personal
from portal.serving.unsaved import unavailable
from portal.site.forms import ComfortForm

A_YEAR = 365 * 24 * 3600
DRAFT_HOURS = KEPT_FOR // timedelta(hours=1)


@for_everybody
@require_safe
def about(request):
    return render(
        request,
        "pages/about.html",
        {
            "accept_days": deadlines.ACCEPT_DAYS,
            "reply_days": deadlines.REPLY_DAYS,
            "extension_days": deadlines.EXTENSION_DAYS,
            "send_back_days": deadlines.SEND_BACK_DAYS,
            "rating_days": settings.RATING_DAYS,
        },
    )


@for_everybody
@require_safe
def privacy(request):
    return render(request, "pages/privacy.html", {"draft_hours": DRAFT_HOURS})


@for_everybody
@require_safe
def accessibility(request):
    return render(request, "pages/accessibility.html", {"draft_hours": DRAFT_HOURS})


@for_everybody
@require_safe
def site_map(request):
    return render(request, "pages/site_map.html", {"sections": MAP.made()})


@for_everybody
@require_safe
def robots(request):
    return render(request, "robots.txt", {"prefixes": ["", "/zh-hans", "/en"]}, content_type="text/plain")


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comfort_choice(request):
    way_back = request.GET.get("next", "")
    initial = {"size": comfort.chosen(request), "next": way_back if len(way_back) <= LONGEST_WAY else ""}
    form = ComfortForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        return comfort.keep(redirect(form.way_back()), comfort.Size(form.cleaned_data["size"]))
    return render(request, "pages/comfort.html", {"form": form})


@personal
@cache_control(private=True, no_cache=True)  # asked again each time, so that a choice shows at once
@vary_on_cookie
@require_safe
@condition(etag_func=lambda request: comfort.tag(comfort.chosen(request)))
def comfort_css(request):
    return HttpResponse(comfort.rules(comfort.chosen(request)), content_type="text/css; charset=utf-8")


@for_everybody
@cache_control(public=True, max_age=A_YEAR, immutable=True)
@require_safe
def page_qr(request):
    """The address of a page of this site as an image; of no other site, and of no page for one person alone."""
    address = request.GET.get("path", "")
    if not is_page_for_all(address):
        raise Http404
    response = HttpResponse(content_type="image/svg+xml")
    segno.make(settings.SITE_URL + address, error="m", micro=False).save(response, kind="svg", border=2, omitsize=True)
    return response


def bad_request(request, exception):
    return HttpResponseBadRequest(render_to_string("400.html", site(request)))


def server_error(request):
    """An outage of the database is none of ours, and is told as such; wherever on the way of a request it was met.

    Rendered without the request, so that nothing that may have failed (database, session) is asked again.
    """
    error = sys.exc_info()[1]
    if is_unavailable(error):
        return unavailable(request, error)
    return HttpResponseServerError(render_to_string("500.html", site(request)))
