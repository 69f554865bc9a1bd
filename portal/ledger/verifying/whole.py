"""What is said of the log as a whole: numbers of entries, what waits, where each subject stands, counts, guards."""

from django.db.models import Count, Exists, F, Max, OuterRef, Subquery
from django.utils.translation import gettext

from portal.ledger import guards, state
from portal.ledger.adding import latest_of
from portal.ledger.models import Entry, Latest, Leaf
from portal.ledger.promises import KEPT_WITHIN
from portal.ledger.registries import COUNTS
from portal.ledger.verifying.entries import named

AT_ONCE = 2000


def faults(now):
    """Sentences on all that is not as it should be."""
    yield from filter(None, [state.trouble()])
    yield from _gaps()
    yield from _disorder()
    yield from _waiting(now)
    yield from _not_latest()
    for name in guards.missing():
        yield gettext("數據庫缺少觸發器 %(name)s。") % {"name": name}
    for compare in COUNTS:
        yield from compare()


def _gaps():
    """The numbers of the entries of a subject begin at 1 and leave none out."""
    rows = Entry.objects.order_by().values("subject").annotate(count=Count("pk"), last=Max("sequence"))
    for subject in rows.exclude(count=F("last")).values_list("subject", flat=True).iterator(AT_ONCE):
        yield gettext("%(subject)s 的記錄序號不連續：有記錄被刪去了。") % {"subject": subject}


def _disorder():
    """In each log the entries of a subject stand in the order of their numbers."""
    later = Leaf.objects.filter(
        log=OuterRef("log"),
        entry__subject=OuterRef("entry__subject"),
        entry__sequence=OuterRef("entry__sequence") - 1,
        index__gt=OuterRef("index"),
    )
    for leaf in Leaf.objects.filter(Exists(later)).select_related("entry").iterator(AT_ONCE):
        yield gettext("%(entry)s在帳本裡先於它前面的一條。") % {"entry": named(leaf.entry)}


def _waiting(now):
    for entry in Entry.objects.filter(leaf__isnull=True, written_at__lt=now - KEPT_WITHIN).iterator(AT_ONCE):
        yield gettext("%(entry)s等了一個多小時還沒有載入帳本。") % {"entry": named(entry)}


def _not_latest():
    """Where each subject stands is what its newest entry in a tree says."""
    newest = Leaf.objects.filter(entry__subject=OuterRef("subject")).order_by("-entry__sequence")
    told = gettext("%(subject)s 的現狀與它在帳本裡的最後一條不符。")
    rows = Latest.objects.annotate(newest=Subquery(newest.values("pk")[:1])).order_by("pk")
    found = 0
    for piece in _pieces(rows):
        found += len(piece)
        leaves = Leaf.objects.select_related("entry").in_bulk([row.newest for row in piece])
        for row in piece:
            said = latest_of(leaves[row.newest]) if row.newest in leaves else None
            if not said or _shown(said) != _shown(row):
                yield told % {"subject": row.subject}
    if found != Leaf.objects.aggregate(count=Count("entry__subject", distinct=True))["count"]:
        known = Exists(Latest.objects.filter(subject=OuterRef("entry__subject")))
        for subject in Leaf.objects.filter(~known).order_by().values_list("entry__subject", flat=True).distinct():
            yield told % {"subject": subject}


def _pieces(rows):
    last = 0
    while piece := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield piece
        last = piece[-1].pk


def _shown(latest):
    return latest.index, latest.campaign, latest.stage, latest.main
