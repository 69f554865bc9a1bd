"""A time-stamp as a file, and what was stamped, to the byte: `openssl ts -verify` wants both."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.ledger.models import Checkpoint
from portal.serving.pages import for_everybody

FOR_EVER = cache_control(public=True, max_age=31_536_000, immutable=True)


@for_everybody
@require_safe
@FOR_EVER
def stamp(request, size, log=None):
    return HttpResponse(bytes(_stamped(log, size).stamp.token), content_type="application/timestamp-reply")


@for_everybody
@require_safe
@FOR_EVER
def note(request, size, log=None):
    return HttpResponse(_stamped(log, size).note, content_type="text/plain; charset=utf-8")


def _stamped(log, size):
    """The checkpoint of this size, which has a time-stamp."""
    stamped = Checkpoint.objects.published().filter(log__number=log or 1, size=size, stamp__isnull=False)
    return get_object_or_404(stamped.select_related("stamp"))
