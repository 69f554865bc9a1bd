"""/ledger/ explained in plain words, with its keys and checkpoints; and the checkpoint of a day, made to be printed."""

from datetime import date, datetime
from typing import NamedTuple

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.frame import LEDGER_PAGE
from portal.ledger import files, keys, state
from portal.ledger.models import Checkpoint, Log, Stamp
from portal.serving.pages import for_everybody

DAYS_ON_A_PAGE = 31
GROUP = 4  # characters of a root, as they are read out


class ShownKey(NamedTuple):
    vkey: str
    first_used_at: datetime
    is_of_receipts: bool
    is_used: bool  # it signs now


@for_everybody
@require_safe
def ledger(request):
    newest = Checkpoint.objects.published().newest()
    context = {"newest": newest, "is_refused": bool(state.trouble())}
    if newest:
        page = Paginator(_days(), DAYS_ON_A_PAGE).get_page(request.GET.get("page"))
        last, first = (date.fromordinal(page.object_list[at]) for at in (0, -1))
        context |= seals(newest) | {
            "keys": known_keys(newest.log.origin),
            "prefix": f"{settings.SITE_URL}{newest.log.path}".rstrip("/"),
            "vkey": keys.signers(newest.log.origin)[0].key.vkey,
            "program": files.program(),
            "blocks": LEDGER_PAGE.made(newest),
            "page": page,
            "days": Checkpoint.objects.published().last_of_days(first, last),
            "ended": _last_of_ended(newest.log),
            "witnesses": [witness.key.name for witness in settings.LEDGER_WITNESSES],
        }
    return render(request, "ledger/ledger.html", context)


@for_everybody
@require_safe
def ledger_day(request, day):
    """The last checkpoint of a day: whoever keeps the sheet can tell later whether the log still begins like this."""
    day = _read(day)
    checkpoint = Checkpoint.objects.published().last_of_days(day, day).first()
    if not checkpoint:
        raise Http404
    context = seals(checkpoint) | {
        "checkpoint": checkpoint,
        "root": grouped(bytes(checkpoint.root).hex()),
        "qr": segno.make(checkpoint.note, error="m", micro=False).svg_data_uri(border=2, omitsize=True),
    }
    return render(request, "ledger/day.html", context)


def seals(checkpoint):
    """What others put to a checkpoint: cosignatures of witnesses, and a time-stamp if there is one."""
    return {
        "cosignatures": checkpoint.cosignatures.order_by("name"),
        "stamp": Stamp.objects.filter(checkpoint=checkpoint).first(),
    }


def known_keys(origin):
    """A `ShownKey` of each that ever signed a log or its receipts, the newest first."""
    now = {signer.key.vkey for signer in (*keys.signers(origin), *keys.receipt_signers(origin))}
    return [
        ShownKey(row.vkey, row.first_used_at, not row.vkey.startswith(f"{origin}+"), row.vkey in now)
        for row in keys.rows_of(origin).reverse()
    ]


def grouped(text):
    return [text[at : at + GROUP] for at in range(0, len(text), GROUP)]


def _days():
    """The ordinals of all days from the first to the last on which something was signed, the newest first.

    By the moments and not by the sizes: a clock that was set back signs a larger tree on an earlier day.
    """
    published = Checkpoint.objects.published()
    first, last = (
        timezone.localdate(published.order_by(order)[0].signed_at).toordinal() for order in ("signed_at", "-signed_at")
    )
    return range(last, first - 1, -1)


def _last_of_ended(log):
    """The last checkpoint of each log that could not go on; of one that an emptied database lost there is none."""
    ended = Log.objects.filter(number__lt=log.number).order_by("number")
    return [*filter(None, (one.checkpoints.published().newest() for one in ended))]


def _read(day):
    try:
        read = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if not date.min < read < date.max:  # a day has to begin and to end, in whatever zone
        raise Http404
    return read
