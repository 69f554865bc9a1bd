"""The days that something will be due by, for whoever sends it now."""

import logging

from django.utils import timezone

from feedback.office.calendar import working_days
from feedback.rules.deadlines import due_days

logger = logging.getLogger(__name__)


def counted_days(now, **limit):
    """The `DueDays` of what is received at `now`; `limit` as `due_days` takes it.

    None where they cannot be counted: nothing is lost by it, the daily task makes it good.
    """
    try:
        return due_days(timezone.localdate(now), working_days(), **limit)
    except Exception:
        logger.exception("The due days of a new suggestion could not be counted")
        return None
