"""The postman of one channel: takes what is due, hands it over, writes down what became of it."""

import logging
import time
import traceback
from contextlib import suppress

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone
from django.utils.crypto import get_random_string

from feedback.notices import letters, outbox
from feedback.notices.models import Notice
from portal.beside import Round
from portal.post.outcome import later, unknown

LOOK_EVERY = 5.0  # seconds from one look for holds without a worker to the next

logger = logging.getLogger(__name__)


class Postman(Round):
    def __init__(self, channel, sender):
        super().__init__(f"notices by {channel}")
        self._channel, self._sender = channel, sender
        self._holder = get_random_string(32)
        self._watch, self._unrecorded = Watch(channel), None

    def turn(self, now):
        if self._unrecorded:  # the database was away after something was handed over
            self._record(*self._unrecorded)
        self._watch.look(now)
        notices = outbox.claim(self._channel, self._holder, now)
        if notices:
            self._deliver(notices, now)
        return bool(notices)

    def rest(self):
        self._sender.close()

    def _deliver(self, notices, now):
        if self.stopped.is_set():
            outbox.give_back(notices)
            return
        try:
            message = letters.compose(notices, now)
        except letters.NotSendable as never:
            outbox.fail(notices, never.why, now)
            return
        except Error:
            raise
        except Exception as error:  # one text that cannot be made holds up no other notice
            logger.error("Notice %s cannot be written: %s", notices[0].pk, _where(error))  # noqa: TRY400
            outbox.record(notices, later(type(error).__name__), now)
            return
        with suppress(outbox.NotHeld):
            self._record(notices, self._handed_over(notices, message))

    def _handed_over(self, notices, message):
        """Outcome; nothing of a sender's fault is lost on the way to the record."""
        was_handed = False

        def handing():
            nonlocal was_handed
            outbox.handing(notices)
            was_handed = True

        try:
            return self._sender.send(message, handing)
        except (outbox.NotHeld, Error):
            raise
        except Exception as error:
            logger.error("Notice %s was not handed over in order: %s", notices[0].pk, _where(error))  # noqa: TRY400
            self._sender.close()
            return unknown(type(error).__name__) if was_handed else later(type(error).__name__)

    def _record(self, notices, outcome):
        self._unrecorded = notices, outcome
        outbox.record(notices, outcome, timezone.now())
        self._unrecorded = None


class Closed(Round):
    """A channel by which this site does not send, or no longer: what was left in it comes to an end all the same."""

    pause = 60.0

    def __init__(self, channel):
        super().__init__(f"no notices by {channel}")
        self._channel, self._watch = channel, Watch(channel)

    def turn(self, now):
        self._watch.look(now)
        outbox.give_up(self._channel, now)
        return False

    def rest(self):
        connections.close_all()


def _where(error):
    """What failed in which line; what an error says may name a person."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.filename}:{last.lineno}"


class Watch:
    """Since when each notice of a channel is held as it is: a hold that lasts too long has lost its worker.

    Only this worker's own clock is asked, the one that never goes back; clocks of machines are not compared.
    """

    def __init__(self, channel, clock=time.monotonic):
        self._channel, self._clock = channel, clock
        self._since, self._looked_at = {}, None

    def look(self, at):
        now = self._clock()
        if self._looked_at is not None and now - self._looked_at < min(LOOK_EVERY, settings.NOTICE_HELD_SECONDS / 3):
            return
        self._looked_at, seen = now, {}
        for notice in Notice.objects.held(self._channel).only("channel", "held_by", "held_at", "state", "tries"):
            hold = (notice.pk, notice.state, notice.held_by, notice.held_at)
            seen[hold] = since = self._since.get(hold, now)
            if now - since >= settings.NOTICE_HELD_SECONDS:
                outbox.take_back(notice, at)
        self._since = seen
