"""The keys of the log: those that sign now, newest first, and those of all that ever signed."""

import base64
from functools import cache

from django.conf import settings
from django.db.models import Q

from portal.ledger.models import RECEIPTS, Log, PublicKey
from portal.tlog.notes import Signer, key_of


@cache
def _signers(name, keys):
    return [Signer(name, base64.b64decode(key)) for key in keys]


def origin():
    """The origin under which entries written now will stand: of the newest log, of the settings before the first."""
    log = Log.objects.newest()
    return log.origin if log else settings.LEDGER_ORIGIN


def signers(origin):
    """Of the log under this origin; the newest key first, those that are being replaced after it."""
    return _signers(origin, tuple(settings.LEDGER_KEY))


def receipt_signers(origin):
    return _signers(f"{origin}/{RECEIPTS}", tuple(settings.LEDGER_KEY))


def known(name):
    """The public keys that sign under this name, or did once."""
    ours = [signer.key for signer in signers(name)]
    return ours + [key for key in listed(name) if key not in ours]


def listed(name):
    """Those of them that signed something, as the database has them."""
    rows = PublicKey.objects.filter(vkey__startswith=f"{name}+").order_by("pk").values_list("vkey", flat=True)
    return [key_of(vkey) for vkey in rows]


def list_signers(log, now):
    """Keep the public keys with which `log` is signed now, for ever."""
    for signer in (*signers(log.origin), *receipt_signers(log.origin)):
        PublicKey.objects.get_or_create(vkey=signer.key.vkey, defaults={"first_used_at": now})


def rows_of(origin):
    """The rows of all public keys that ever signed a log or its receipts, the oldest first."""
    of_log, of_receipts = Q(vkey__startswith=f"{origin}+"), Q(vkey__startswith=f"{origin}/{RECEIPTS}+")
    return PublicKey.objects.filter(of_log | of_receipts).order_by("pk")
