"""Wrong receipts: they refuse who tries them, and of the suggestion they only mark the desk.

Numbers are public and follow one another, so anybody can try any of them: no number of tries shuts an owner out.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError

from feedback.models import Suggestion
from portal.serving import limits, throttle
from portal.serving.outage import is_unavailable, reason
from portal.tables.tries import Tries

logger = logging.getLogger(__name__)

REMEMBERED = timedelta(days=30)  # from the first of them
OF = "suggestion:"
MOST_LISTED = 5


def refuses(request, number, *, now):
    """Whether too many wrong receipts came from there; if not, count this one, for `number` as well.

    For who is refused already nothing is counted, so a number was tried at least as often as is counted. While the
    database takes no writes nothing is counted either, and who was refused before still is.
    """
    try:
        return _counted(request, number, now)
    except DatabaseError as error:
        if not is_unavailable(error):
            raise
        logger.warning("A wrong receipt could not be counted: the database said %s", reason(error))
        return False


def _counted(request, number, now):
    if throttle.refuses(limits.WRONG_RECEIPT, request, now=now):
        return True
    key = Suggestion.objects.by_number(number).values_list("pk", flat=True).first()
    throttle.count(f"{OF}{key or 'none'}", now=now, lasting=REMEMBERED)  # the same work for a number that is none
    return False


def of(suggestion, *, now):
    """How often it was tried in vain, once that is more than an owner mistypes; else 0."""
    count = throttle.how_often(f"{OF}{suggestion.pk}", now=now)
    return count if count >= settings.WRONG_RECEIPTS_MARKED else 0


def most_guessed(*, now):
    """[(suggestion, how often)] of those that were tried most, at most five."""
    tried = Tries.objects.going_on(now).filter(key__startswith=OF, count__gte=settings.WRONG_RECEIPTS_MARKED)
    most = tried.exclude(key=f"{OF}none").order_by("-count", "key")[:MOST_LISTED]
    counts = {int(row.key.removeprefix(OF)): row.count for row in most}
    found = Suggestion.objects.only("pk", "year", "sequence").in_bulk(counts) if counts else {}
    return [(found[key], count) for key, count in counts.items() if key in found]
