"""照片 with an answer: files lie beside what is being written with the receipt, until the answer is sent."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from feedback.attachments import receiving
from feedback.models import Suggestion
from feedback.parts import typed
from feedback.rules import workflow
from feedback.rules.workflow import Verb
from feedback.status import opened, unsent
from feedback.status.opened import with_receipt
from portal.sealed.arriving import takes_files
from portal.serving.pages import personal


@personal
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@with_receipt
def status_files(request, suggestion):
    if not settings.ATTACHMENTS or not _waits_for_answer(suggestion):
        return redirect("status_detail")
    digest = unsent.digest(suggestion)
    if request.method != "POST":
        context = {"suggestion": suggestion, "opened": opened.proof(suggestion), "typing": "typed"}
        return render(request, "status/files.html", context | receiving.in_template(digest))
    if receiving.received(request, digest, hold=lambda: _held(suggestion)):
        return redirect("status_files")
    if typed.is_leaving(request):
        return typed.left_to(request)
    return redirect(f"{reverse('status_detail')}#question")


def _waits_for_answer(suggestion):
    return workflow.can(Verb.ANSWER, suggestion.stage) and suggestion.questions.filter(answered_at=None).exists()


def _held(suggestion):
    """Hold the suggestion until the transaction ends; whether its question still waits."""
    held = Suggestion.objects.select_for_update(no_key=True).filter(pk=suggestion.pk).first()
    return held is not None and _waits_for_answer(held)
