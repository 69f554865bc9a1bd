"""The log as `tlog-tiles` serves it: checkpoint, tiles, bundles of entries."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.ledger import kept
from portal.ledger.models import Checkpoint, Log
from portal.serving.pages import for_everybody
from portal.tlog import tiles

FOR_EVER = cache_control(public=True, max_age=31_536_000, immutable=True)
FOR_SECONDS = cache_control(public=True, max_age=3)


@for_everybody
@require_safe
@FOR_SECONDS
def checkpoint(request, log=None):
    return _tagged(request, _newest(log).note_with_cosignatures().encode(), "text/plain; charset=utf-8")


@for_everybody
@require_safe
@FOR_EVER
def tile(request, level, address, log=None):
    """A tile of the published tree, or a bundle of entries; 404 for any other, and for another way to write it."""
    found = tiles.parsed(address)
    if not found:
        raise Http404
    if level != kept.ENTRIES:
        level = int(level)
    log = _with_tile(log or 1, 0 if level == kept.ENTRIES else level, *found).log
    return _tagged(request, kept.read(log, level, *found), "application/octet-stream")


def _with_tile(log, level, number, width):
    """A published checkpoint whose tree has the tile; one of before is enough, since trees only grow."""
    known = kept.shown.get(log)
    if not known or width > tiles.width_of(level, number, known.size):
        known = kept.shown[log] = _newest(log)
    if width > tiles.width_of(level, number, known.size):
        raise Http404
    return known


def _newest(log):
    log = Log.objects.filter(number=log or 1).values("pk")[:1]  # alone, so that the index of sizes is read backwards
    newest = Checkpoint.objects.published().filter(log=log).newest()
    if not newest:
        raise Http404
    return newest


def _tagged(request, content, kind):
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=kind, headers={"ETag": tag})
    return get_conditional_response(request, etag=tag, response=response)
