"""The entries of a subject for everybody, and the proof for whoever shows the receipt."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from feedback.ledger.entries import called, entries_of, first_of
from feedback.status.opened import with_receipt
from portal.ledger import proving
from portal.serving.pages import for_everybody, personal


@for_everybody
@require_safe
def ledger_entries(request, subject):
    shown = entries_of(subject)
    if not shown:
        raise Http404
    context = {"subject": subject, "named": called(subject), "shown": shown}
    return render(request, "ledger/entries.html", context)


@personal
@require_safe
@with_receipt
def status_proof(request, suggestion):
    """The proof of what was received, with what it commits to, as one file; the address says nothing of whose it is."""
    entry = first_of([suggestion.number]).get(suggestion.number)
    proof = proving.proof_of(entry) if entry else None
    if not proof:
        messages.info(request, gettext("這件建議在帳本裡的證明還沒有生成，請過幾分鐘再試。"))
        return redirect("status_detail")
    response = HttpResponse(proof, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{suggestion.number}.tlog-proof"'
    return response
