"""The sequencer: entries without a place get one, the root is computed and signed, and only then shown.

Pending is every entry that has no leaf: an entry whose transaction ended late is found as well as any other. Whoever
adds leaves, and whoever publishes, holds the row of the log: one after another, in whatever process or machine. What
is killed between two steps is taken up by the next turn: leaves and checkpoint are committed together, then the
checkpoint is kept outside the database, then it is shown.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from portal.ledger import days, keys, state, stored
from portal.ledger.adding import add_leaves
from portal.ledger.models import Checkpoint, Entry, Leaf, Log, Publication
from portal.tlog import notes
from portal.tlog.checkpoints import Checkpoint as Head

MOST_AT_ONCE = 4096
# How many numbers of entries before the newest one in the tree a quick look goes back, for those that committed late.
WINDOW = 4096


def sequence(now, *, everywhere=True):
    """Add what is pending and publish a checkpoint; returns it, None where there was nothing to do.

    Unless `everywhere`, an entry is found later that was written very long before others which have their place. Raises
    `state.Refused` where what was signed before is not what the database holds.
    """
    publish(now)
    if not pending(everywhere=everywhere).exists():
        return None
    with durable(), transaction.atomic():
        checkpoint = _signed(current_log(now), now, everywhere)
    publish(now)
    return checkpoint


def publish(now):
    """Show what was signed, once it is kept outside the database: one put back must not sign another of its size."""
    if not Checkpoint.objects.unpublished().exists():
        return
    with durable(), transaction.atomic():
        log = current_log(now)
        waiting = list(Checkpoint.objects.unpublished().of(log).order_by("size"))
        if not waiting:
            return
        # The last one is kept for all of them: after a kill nothing is kept that is larger than what is shown next.
        state.require_consistent(log)
        state.write(waiting[-1].note)
        for checkpoint in waiting:
            Publication.objects.create(checkpoint=checkpoint, published_at=now)


def state_days(now):
    """Write what the log says of the days that are over; nothing before the first log is there."""
    with transaction.atomic():
        if log := Log.objects.held():
            days.state_days(log, now)


def current_log(now):
    """The newest log, opened under the origin of the settings where there is none; its row is held."""
    if log := Log.objects.held():
        return log
    state.require_new(settings.LEDGER_ORIGIN)
    try:
        with transaction.atomic():
            log = Log.objects.create(number=1, origin=settings.LEDGER_ORIGIN, opened_at=now)
    except IntegrityError:  # another one opened it at this moment
        return Log.objects.held()
    state.begin(log.origin)
    return log


def pending(*, everywhere=True):
    """The entries without a place, in the order in which they were written."""
    waiting = Entry.objects.filter(leaf__isnull=True).order_by("pk")
    if everywhere:
        return waiting
    newest = Leaf.objects.aggregate(newest=Max("entry"))["newest"] or 0
    return waiting.filter(pk__gt=newest - WINDOW)


def is_much_pending():
    """Whether as much waits as is taken at once."""
    return pending(everywhere=False)[MOST_AT_ONCE - 1 :].exists()


@contextmanager
def durable():
    """What is committed inside is on the disk before it is shown, however the database is set up."""
    if connection.in_atomic_block:  # whoever began that transaction says how it ends
        yield
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            [(before,)] = cursor.fetchall()
            setting, back = "PRAGMA synchronous = FULL", f"PRAGMA synchronous = {before}"
        else:
            cursor.execute("SHOW synchronous_commit")
            [(before,)] = cursor.fetchall()
            setting, back = "SET synchronous_commit = on", f"SET synchronous_commit = {before}"
        cursor.execute(setting)
        try:
            yield
        finally:
            cursor.execute(back)


def _signed(log, now, everywhere):
    """The checkpoint over what is pending now, with the row in hand: another one may have been first."""
    new = list(pending(everywhere=everywhere)[:MOST_AT_ONCE])
    if not new:
        return None
    if not everywhere and _have_earlier_ones(new):
        new = list(pending()[:MOST_AT_ONCE])
    state.require_consistent(log)
    newest = Checkpoint.objects.of(log).newest()
    size = newest.size if newest else 0
    add_leaves(log, size, new)
    return sign(log, size + len(new), now)


def sign(log, size, now):
    """Sign the tree of `size` leaves as it is stored."""
    keys.list_signers(log, now)
    root = stored.tree(log, size).root
    note = notes.signed(Head(log.origin, size, root).text, *keys.signers(log.origin))
    return Checkpoint.objects.create(log=log, size=size, root=root, note=note, signed_at=now)


def _have_earlier_ones(entries):
    """Whether an entry of one of their subjects waits that was written before all of them: it has to go first."""
    subjects = sorted({entry.subject for entry in entries if entry.sequence > 1})
    return any(
        Entry.objects.filter(leaf__isnull=True, pk__lt=entries[0].pk, subject__in=subjects[at : at + 500]).exists()
        for at in range(0, len(subjects), 500)
    )
