"""Which generation of the public pages is in force: every publication begins a new one, on all workers at once.

So does every day, for pages say what is late today. A publication adds a row in its own transaction; the rows and the
day together name the generation. Each process looks every half second at most: a page from memory costs no question,
and one that is no longer true lives no longer than that. While the database is away it looks once a second, and knows
which generation it saw last.
"""

from contextlib import contextmanager
from threading import Lock, local
from time import monotonic
from weakref import WeakSet

from django.conf import settings
from django.db import Error, OperationalError, connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from portal.tables.publishing import Publishing

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_AFTER_A_FAILURE = 1
NEVER = float("-inf")

_pulses = WeakSet()


class Pulse:
    """What this process knows of something that says by one value whether it changed: it looks every half second at
    most. `look` asks the database for the value, a tuple.
    """

    def __init__(self, look):
        self._ask, self._lock, self._endings = look, Lock(), 0
        _pulses.add(self)
        self.forget()

    def value(self):
        if monotonic() < self._until:
            return self._value
        if monotonic() < self._pause_until:
            raise OperationalError("The database was away a moment ago and is not asked again yet.")
        try:
            connection.ensure_connection()  # nobody waits for one of the pool with the lock in hand
            with self._lock:
                return self._value if monotonic() < self._until else self._look()
        except Error:
            self._pause_until = monotonic() + SECONDS_AFTER_A_FAILURE
            raise

    def _look(self):
        endings = self._endings
        value = self._ask()
        if endings == self._endings:  # else something was published while we looked, and this may be from before
            self._value, self._seen_at = value, monotonic()
            self._until = self._seen_at + SECONDS_BETWEEN_LOOKS
        return value

    def seen_within(self, seconds):
        return self._value if monotonic() - self._seen_at < seconds else None

    def forget(self):
        self._endings += 1
        self._value, self._until, self._seen_at, self._pause_until = None, NEVER, NEVER, NEVER


def _newest():
    found = Publishing.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    return (found["newest"], found["count"], timezone.localdate())


_known = Pulse(_newest)


def current():
    """The name of the generation in force; every publication and every day begins another one."""
    return _known.value()


def seen_within(seconds):
    """The generation that was in force when this process last looked; None when that is longer ago, or it ended here.

    It asks no database.
    """
    return _known.seen_within(seconds)


class _Transaction(local):
    """Of each thread: whether a `publishing` block is open, whether what the public reads changed in it, and what is
    left to the end of it.
    """

    is_open = has_changes = False
    left = None


_transaction = _Transaction()


@contextmanager
def publishing():
    """One transaction; when `bump` was called in it, a new generation begins with it. A block within joins it.

    The row is written last, so that nobody in the transaction takes a generation for the one in force that is not yet;
    and in the transaction, for a process that ends right after it. Hence the outermost block must be the outermost
    transaction too, and raises RuntimeError where it is not.
    """
    if _transaction.is_open:
        with _joined():
            yield
        return
    _transaction.is_open, _transaction.left = True, {}
    try:
        with transaction.atomic(durable=True):
            yield
            for work, key in sorted(_transaction.left, key=lambda one: one[1]):
                work(key)
            if _transaction.has_changes:
                transaction.on_commit(_known.forget)
                Publishing.objects.create()
    finally:
        _transaction.is_open, _transaction.has_changes, _transaction.left = False, False, None


@contextmanager
def _joined():
    had_changes = _transaction.has_changes
    try:
        with transaction.atomic():
            yield
    except BaseException:
        _transaction.has_changes = had_changes  # what was changed in here is undone
        raise


def bump():
    """What the public reads changes with this `publishing` block: pages made before it are not shown after it."""
    if not _transaction.is_open:
        raise RuntimeError("What is published, is published in a block of `publishing`.")
    _transaction.has_changes = True


def at_the_end(work, key):
    """Do `work(key)` once, as the last of the `publishing` block that is open, before it ends; at once outside of one.

    For a row that every act of many changes: whoever changes it holds nothing that another one waits for meanwhile.
    """
    if _transaction.is_open:
        _transaction.left[work, key] = True
    else:
        work(key)


def prune():
    """Forget the publications of before; the generation changes once by it."""
    newest = Publishing.objects.aggregate(newest=Max("pk"))["newest"]
    Publishing.objects.filter(pk__lt=newest or 0).delete()


_kept = WeakSet()


def forget():
    """Forget all that this process keeps: another database holds other rows."""
    for known in (*_pulses, *_kept):
        known.forget()


class Kept:
    """A value that each process keeps for as long as its generation is in force, and TOTALS_CACHE seconds at most.

    `in_force` names the generation: that of all pages, or what a `Pulse` says where the value is of one thing alone.
    """

    def __init__(self, load, in_force=current):
        self._load, self._value, self._generation, self._until = load, None, None, NEVER
        self._in_force, self._lock = in_force, Lock()
        _kept.add(self)

    def forget(self):
        self._until = NEVER

    def get(self):
        if not settings.TOTALS_CACHE:
            return self._load()
        generation = self._in_force()  # before the load: what changes meanwhile is loaded again
        if self._is_old(generation):
            connection.ensure_connection()  # as above
            with self._lock:
                if self._is_old(generation):
                    self._value = self._load()
                    self._generation, self._until = generation, monotonic() + settings.TOTALS_CACHE
        return self._value

    def known(self):
        """The same, or, while the database is away, what it was last; None when that was never."""
        try:
            return self.get()
        except Error:
            return self._value

    def _is_old(self, generation):
        return monotonic() >= self._until or generation != self._generation
