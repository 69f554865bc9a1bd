"""The task worker: what was queued for later, and the daily work."""

import logging

from django_tasks_db.management.commands import db_worker

from portal.operations.worker import Worker

db_worker.Worker = Worker  # what the library's command makes


class Command(db_worker.Command):
    help = "Do what is queued for later, and once a day the daily work; run as many as you like."

    def configure_logging(self, verbosity):
        super().configure_logging(verbosity)
        if verbosity == 0:  # beside a server in one terminal: failures only
            for name in ("django_tasks", "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.ERROR)
