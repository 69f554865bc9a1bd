"""What is away for a while: how it is told from a fault of ours, and who tries it again, and when."""

import logging
import time
from threading import Lock

from django.db import DatabaseError, InterfaceError, OperationalError

# What a database that is there answers when it cannot do its work now, and what is asked is right all the same.
# PostgreSQL's classes: no connection, nothing left of something (a full disk), stopped by its operator, its machine.
CLASSES = {"08", "53", "57", "58"}
STATES = {"25006", "40001", "40P01", "55P03"}  # read-only; another transaction was in the way
SQLITE = {
    5,
    6,
    8,
    10,
    13,
    14,
    15,
}  # busy, locked, read-only, a fault of the disk, full, cannot be opened, lock protocol


def is_unavailable(error):
    """Whether an exception says that the database is away, full, read-only or held by others: no fault of ours."""
    if not isinstance(error, (DatabaseError, InterfaceError)):
        return False
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in SQLITE
    if state := getattr(cause, "sqlstate", None):
        return state[:2] in CLASSES or state in STATES
    return isinstance(error, (OperationalError, InterfaceError))  # there was nobody to say more


def reason(error):
    """An unavailable database in a word or two for the log."""
    cause = error.__cause__ or error
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or type(cause).__name__


class Outage:
    """Whether something is away, as this process found out: one for all its threads."""

    pause = 1  # seconds after a failure in which nobody tries
    longest = 1  # seconds that whoever tries may take, while the others do not
    begun, ended = "It is away: %s %.200r", "It is back."

    def __init__(self, clock=time.monotonic):
        self._clock, self._lock, self._until = clock, Lock(), None

    @property
    def is_on(self):
        return self._until is not None

    def may_try(self):
        """Whether to ask: always while it is there, and once after each pause, by one thread for all."""
        with self._lock:
            if self._until is None:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self.longest
            return True

    def begin(self, error):
        with self._lock:
            is_new, self._until = self._until is None, self._clock() + self.pause
        if is_new:
            self._logger.warning(self.begun, type(error).__name__, str(error))

    def end(self):
        with self._lock:
            was_on, self._until = self._until is not None, None
        if was_on:
            self._logger.warning(self.ended)

    @property
    def _logger(self):
        return logging.getLogger(type(self).__module__)


class FaultsOnly(logging.Filter):
    """Of answers 503 the log has a line of ours; a traceback for each request would fill the disk of an outage."""

    def filter(self, record):
        return getattr(record, "status_code", None) != 503
