"""Sessions in the database, which does not have to take writes for whoever is signed in to read on."""

import logging

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

from portal.serving.outage import is_unavailable, reason

logger = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    def save(self, must_create=False):
        """Keep the session. One that is there and cannot be written stays as it was: who is in it counts as idle since.

        A new one is needed by whoever signs in, and raises.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if not is_unavailable(error.__context__):  # it has ended meanwhile
                raise
            logger.warning("A session could not be written: the database said %s", reason(error.__context__))
