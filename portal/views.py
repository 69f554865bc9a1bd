"""Pages that stand by themselves, and the two error pages Django would show without the site around them."""

from django.conf import settings
from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from feedback import deadlines
from portal.context import site


@require_safe
def about(request):
    return render(
        request,
        "pages/about.html",
        {
            "accept_days": deadlines.ACCEPT_DAYS,
            "reply_days": deadlines.REPLY_DAYS,
            "extension_days": deadlines.EXTENSION_DAYS,
            "rating_days": settings.RATING_DAYS,
        },
    )


@require_safe
def privacy(request):
    return render(request, "pages/privacy.html")


@require_safe
def accessibility(request):
    return render(request, "pages/accessibility.html")


def bad_request(request, exception):
    return HttpResponseBadRequest(render_to_string("400.html", site(request)))


def server_error(request):
    """Rendered without the request, so that nothing that may have failed (database, session) is asked again."""
    return HttpResponseServerError(render_to_string("500.html", site(request)))
