"""What the log puts beside the tasks of every worker, and into what is watched."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal.beside import Round, beside
from portal.frame import WATCHED, Watch
from portal.ledger import (
    recovering,  # noqa: F401  what it entered is read again in every process
    sequencing,
    stamps,
    standing,
    watching,
    witnesses,
)
from portal.ledger.state import Refused

LOOK_EVERYWHERE = timedelta(minutes=10)

logger = logging.getLogger(__name__)

WATCHED.add(50, Watch("ledger", "refused", watching.refused))
WATCHED.add(51, Watch("ledger_origin", "changed", watching.other_origin))
WATCHED.add(52, Watch("ledger_age", "late", watching.late))
WATCHED.add(53, Watch("ledger_guards", "missing", watching.missing_guards))
WATCHED.add(54, Watch("witnesses", "silent", witnesses.trouble))


class Sequencer(Round):
    """Gives pending entries their places every few seconds, and signs; after midnight it states the day."""

    pause = 3.0

    def __init__(self, name):
        super().__init__(name)
        self._stated = self._looked_at = self._told = None

    def turn(self, now):
        """Whoever was refused says it once, and tries again: a database may be put right while the worker runs."""
        try:
            checkpoint = self._sequenced(now)
        except Refused as refused:
            if str(refused) != self._told:
                logger.error("The ledger signs nothing. %s", refused)  # noqa: TRY400  no fault of the program
            self._told = str(refused)
            return False
        self._told = None
        return bool(checkpoint) and sequencing.is_much_pending()

    def _sequenced(self, now):
        if self._stated != timezone.localdate(now):
            sequencing.state_days(now)
            self._stated = timezone.localdate(now)
        everywhere = self._looked_at is None or now - self._looked_at >= LOOK_EVERYWHERE
        checkpoint = sequencing.sequence(now, everywhere=everywhere)
        if everywhere and not sequencing.pending().exists():  # else there was more than fits at once
            self._looked_at = now
        return checkpoint


@beside
def sequencer():
    return [Sequencer("the ledger")]


class Standing(Round):
    """Brings in what was there before the ledger: at the start, and each day what was put in past the verbs."""

    pause = 24 * 60 * 60.0

    def turn(self, now):
        with suppress(Refused):  # the sequencer says why
            for _count in standing.state_all(now):
                if self.stopped.is_set():
                    break
        return False


@beside
def stander():
    return [Standing("what stood before the ledger")]


@beside
def witnessing():
    """A thread for each: none waits for another, nor the sequencer for any of them."""
    return [witnesses.Asking(witness) for witness in settings.LEDGER_WITNESSES]


@beside
def stamping():
    return [stamps.Stamping()] if settings.LEDGER_STAMP_URL else []
