"""停止通知: the page behind the link in every mail; what a mail program sends by itself stops them at once."""

from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback.notices.forms import StopForm
from feedback.notices.stopping import stopped_by
from portal.serving.pages import personal


@csrf_exempt  # the token is what allows it: mail programs have no cookie, and nobody can guess another's
@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice_stop(request, token):
    """GET says what would be stopped and stops nothing: scanners of mail follow links. POST stops it."""
    try:
        found = stopped_by(token)
    except BadSignature:
        return render(request, "notices/stop_wrong.html", status=404)
    if request.method != "POST":
        return render(request, "notices/stop.html", {"found": found})
    if found:
        found.stop(timezone.now())
    if StopForm(request.POST).is_one_click():
        return HttpResponse(status=200, content_type="text/plain")
    return redirect(request.path)
