"""The task worker's loop: it outlives a database that is away, and sees to it that the daily work is queued."""

import logging
import time
from threading import Event

from django.db import Error, connections
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from portal import daily
from portal.operations.pauses import Pauses

logger = logging.getLogger(__name__)


class Worker(db_worker.Worker):
    """The library's, which ends for good at the first error of the database."""

    clock, wait = staticmethod(time.monotonic), staticmethod(Event().wait)

    def run(self):
        """Work until told to stop; while the database fails, try again after a growing pause."""
        pauses, is_away = Pauses(), False
        while self.running:
            begun = self.clock()
            try:
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
            self.startup_delay = False
            connections.close_all()
            self.wait(pause)
