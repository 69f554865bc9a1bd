"""Files beside the log, without a language: openings that anybody may read now, and the program that checks the log."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from portal.ledger import openings
from portal.ledger.models import Entry, Erasure
from portal.serving.pages import for_everybody
from portal.tlog import canonical

PROGRAM = Path(__file__).with_name("check_ledger.py")  # shown as it is, handed out as it is, and run by the tests


def program():
    return PROGRAM.read_text(encoding="utf-8")


@for_everybody
@require_safe
def check_program(request):
    response = HttpResponse(program(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{PROGRAM.name}"'
    return response


@for_everybody
@require_safe
def opening(request, subject, sequence):
    """What an entry commits to, for as long as anybody may read it; it leaves with the text itself."""
    entry = Entry.objects.of(subject).filter(sequence=sequence).first()
    if not entry or not entry.place:
        raise Http404
    fields = openings.opened([entry]).get(entry.pk) if entry.pk in openings.public([entry]) else None
    if fields is None and Erasure.objects.filter(subject=subject).exists():
        return HttpResponse(status=410)
    if fields is None:
        raise Http404
    said = {
        "entry": bytes(entry.data).decode(),
        "index": entry.leaf.index,
        "opening": openings.opening_of(fields).decode(),
        "salt": bytes(entry.salt).hex(),
    }
    return HttpResponse(canonical.written(said), content_type="application/json")
