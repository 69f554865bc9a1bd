"""What is said of the entries of one piece: bytes, moments, and what they commit to, against the tables."""

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from portal.ledger import openings
from portal.ledger.append import hash_of, said
from portal.ledger.models import Erasure
from portal.ledger.promises import KEPT_WITHIN

STANDING = "standing"  # what existed before the log did says so by its kind, and its dates are in what it commits to


def named(entry):
    return gettext("%(subject)s 的第 %(sequence)s 條記錄（%(kind)s）") % {
        "subject": entry.subject,
        "sequence": entry.sequence,
        "kind": entry.kind,
    }


def changed(leaves):
    """Sentences on entries that are not the bytes of their leaves, or whose columns say other things."""
    for leaf in leaves:
        entry = leaf.entry
        if hash_of(entry) != bytes(leaf.hash):
            yield gettext("%(entry)s被改動過：與它在帳本裡的散列值不符。") % {"entry": named(entry)}
        else:
            told = said(entry)
            if (told["kind"], told["subject"], told["sequence"]) != (entry.kind, entry.subject, entry.sequence):
                yield gettext("%(entry)s所在的行與它在帳本裡的內容不符。") % {"entry": named(entry)}


def untimely(leaves, signed_at):
    """Sentences on entries whose moment is more than an hour from that of their checkpoint, or not of its day."""
    for leaf in leaves:
        entry = leaf.entry
        if entry.kind.startswith(STANDING) or entry.is_taken_back:
            continue
        told = said(entry).get("at", "")
        if not _is_timely(told, signed_at):
            yield gettext("%(entry)s寫明的時間（%(at)s）與載入帳本的時間（%(signed)s）不符。") % {
                "entry": named(entry),
                "at": told,
                "signed": f"{timezone.localtime(signed_at):%Y-%m-%d %H:%M}",
            }


def _is_timely(told, signed_at):
    try:
        if "T" in told:
            at = datetime.strptime(told, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            return abs(signed_at - at) <= KEPT_WITHIN
        day = date.fromisoformat(told)
    except ValueError:
        return False
    return timezone.localdate(signed_at - KEPT_WITHIN) <= day <= timezone.localdate(signed_at)


class Opened:
    """What the entries of one piece commit to, read again."""

    def __init__(self, entries):
        found = openings.opened(entries)
        erased = self._erased(entries)
        self.erased, self.faults = 0, []
        for entry in entries:
            if not entry.salt and entry.subject in erased:
                self.erased += 1
            elif fault := self._fault(entry, found):
                self.faults.append(fault % {"entry": named(entry)})

    @staticmethod
    def _erased(entries):
        subjects = {entry.subject for entry in entries if not entry.salt}
        return set(Erasure.objects.filter(subject__in=subjects).values_list("subject", flat=True)) if subjects else ()

    @staticmethod
    def _fault(entry, found):
        if entry.is_taken_back:
            return gettext("%(entry)s是從鏡像補回的，數據庫裡沒有它所記的文字。")
        if not entry.salt:
            return gettext("%(entry)s的鹽值被清空，卻沒有銷毀的記錄。")
        if entry.kind not in openings.SOURCES:
            return gettext("%(entry)s的種類是這個版本不認識的。")
        if entry.pk not in found:
            return gettext("%(entry)s所記的文字已經不在數據庫裡。")
        if openings.committed(found[entry.pk], bytes(entry.salt)).digest.hex() != said(entry)["commitment"]:
            return gettext("%(entry)s所記的文字與數據庫裡的不同。")
        return ""
