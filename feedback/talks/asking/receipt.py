"""The receipt of a question, for the browser that asked, for a while."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.models import Suggestion
from feedback.parts.passage import secret_shown
from feedback.parts.receipt_code import look_up_code
from feedback.rules import receipts
from feedback.talks.asking import passage
from feedback.talks.models import Talk
from portal.frame import RECEIPT_PAGE
from portal.serving.pages import personal


@personal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk_receipt(request, slug):
    """Number and secret; a button puts them away."""
    talk, now = get_object_or_404(Talk.objects.published().for_page(), campaign__slug=slug), timezone.now()
    if request.method == "POST":
        return passage.forget(request, redirect(talk))
    flow = passage.flow_kept(request, talk)
    suggestion = Suggestion.objects.of_flow(flow) if flow else None
    secret = secret_shown(suggestion, flow, now) if suggestion else ""
    minutes = {"receipt_minutes": receipts.FLOW_MINUTES}
    if not secret:
        return render(request, "suggest/receipt_gone.html", minutes)
    context = {
        "talk": talk, "suggestion": suggestion, "secret": secret, "qr": look_up_code(suggestion.number),
        "is_open": talk.takes_questions(now), "phase": talk.phase(now), "blocks": RECEIPT_PAGE.made(suggestion),
    }  # fmt: skip
    return render(request, "talks/ask_receipt.html", minutes | context)
