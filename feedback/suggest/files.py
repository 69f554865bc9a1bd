"""照片: a step of the form, with one file at a time."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.attachments import receiving
from feedback.attachments.verbs import held
from feedback.suggest import flow
from feedback.suggest.forms import StepForm
from portal.sealed.arriving import takes_files
from portal.serving.pages import personal


class FilesForm(StepForm):
    """Nothing is typed here; the files lie beside the draft."""


@personal
@never_cache
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@flow.step
def suggest_files(request, token, draft):
    if not settings.ATTACHMENTS:
        return redirect("suggest_person")
    now = timezone.now()
    if request.method != "POST":
        context = flow.in_template(draft, FilesForm()) | receiving.in_template(draft.flow_digest)
        return render(request, "suggest/files.html", context)
    if receiving.received(request, draft.flow_digest, hold=lambda: held(draft, now)):
        return redirect("suggest_files")
    way = flow.way_on(request, draft, FilesForm(request.POST), before="suggest_kind", here="suggest_files", now=now)
    return way or redirect("suggest_person")
