"""The task worker's loop: it outlives a database that is away, gives signs of life, and queues the daily work.

What apps run beside the tasks begins and ends with it.
"""

import logging
import time
from contextlib import suppress
from threading import Event

from django.db import Error, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from portal import beside, daily
from portal.operations import life
from portal.operations.pauses import Pauses

logger = logging.getLogger(__name__)


class Worker(db_worker.Worker):
    """The library's, which ends for good at the first error of the database."""

    clock, wait = staticmethod(time.monotonic), staticmethod(Event().wait)

    def run(self):
        pulse, others = life.Pulse(lambda: self.worker_id), beside.Running()
        pulse.start()
        others.start()
        try:
            self.work()
        finally:
            others.stop()
            pulse.stop()
            with suppress(Error):
                life.end(self.worker_id)

    def work(self):
        """Work until told to stop; while the database fails, try again after a growing pause.

        What it held when the database failed it does not hold any more: it goes on under another name, and that task
        is taken up like one of a worker that died.
        """
        pauses, is_away = Pauses(), False
        while self.running:
            begun = self.clock()
            try:
                life.beat(self.worker_id, timezone.now())
                daily.queue(timezone.now())
                if is_away:
                    logger.warning("The database answers again.")
                is_away = False
                super().run()
                return
            except Error as error:
                pause, is_away = pauses.after(self.clock() - begun), True
                told = str(error).partition("\n")[0]
                logger.error("The database fails; the worker tries again in %s s: %.200s", pause, told)
            self.startup_delay, self.worker_id = False, get_random_string(32)
            connections.close_all()
            self.wait(pause)
