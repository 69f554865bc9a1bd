"""Erasing what is personal, by rule: after the round, and of who does not meet the conditions some days after."""

from datetime import timedelta

from feedback.models import Campaign
from feedback.representatives.models import Application, Representative, Terms
from feedback.representatives.rules import State
from feedback.rules import moments

AT_ONCE = 500  # rows in one statement


def erase_due(now):
    """Erase what is due; label, cell and state stay. The number of rows; a second run finds none."""
    today, count = moments.day(now), 0
    for campaign in Campaign.objects.prefetch_related("phases").select_related("terms"):
        terms = Terms.of(campaign)
        applications = Application.objects.of(campaign).not_erased()
        if terms.erased_on and terms.erased_on <= today:
            count += _erase(applications, now) + _erase(Representative.objects.of(campaign).not_erased(), now)
        else:
            before = moments.midnight(today - timedelta(days=terms.erase_ineligible_days - 1))
            count += _erase(applications.filter(state=State.INELIGIBLE, checked_at__lt=before), now)
    return count


def _erase(rows, now):
    """All at once by keys: a query that stays open would keep SQLite from writing."""
    model, keys = rows.model, list(rows.order_by("pk").values_list("pk", flat=True))
    nothing = dict.fromkeys(model.PERSONAL, "")
    for first in range(0, len(keys), AT_ONCE):
        model.objects.filter(pk__in=keys[first : first + AT_ONCE]).update(erased_at=now, **nothing)
    return len(keys)
