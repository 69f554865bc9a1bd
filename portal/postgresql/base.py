"""Django's PostgreSQL, but nobody waits for one that is away: who could not connect tries again after a second."""

from django.db import OperationalError
from django.db.backends.postgresql import base

from portal.postgresql import WAIT_SECONDS
from portal.serving.outage import Outage


class DatabaseOutage(Outage):
    longest = 2 * WAIT_SECONDS
    begun, ended = "The database is away; what is kept stays readable: %s %.200r", "The database is back."


outage = DatabaseOutage()


class DatabaseWrapper(base.DatabaseWrapper):
    def connect(self):
        if not outage.may_try():
            raise OperationalError("The database was away a moment ago and is not asked again yet.")
        try:
            super().connect()
        except self.Database.Error as error:
            outage.begin(error)
            raise
        outage.end()
