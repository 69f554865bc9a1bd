"""The verbs of supporters. They move nothing and record no event: the timeline tells what the office did."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from feedback.rules.moments import hour
from feedback.rules.workflow import OPEN_STAGES, Refused


def is_supportable(suggestion):
    """Whether it can be supported: while everybody may read it and it is open. Later one sends another, linked."""
    return suggestion.is_public and suggestion.stage in OPEN_STAGES


def is_supported_by(suggestion, browser):
    """Whether the browser of this digest supports it."""
    return bool(browser) and suggestion.supports.filter(browser_digest=browser).exists()


@transaction.atomic
def support(suggestion, browser, *, now):
    """Count `browser`, a digest, among its supporters; a second time changes nothing.

    Only the hour is kept: a mail address that is left right after it is not known by the moment.
    """
    row = type(suggestion).objects.select_for_update(no_key=True).get(pk=suggestion.pk)
    if not row.is_supportable:
        raise Refused(gettext("這件建議不在辦理中，或者不再公開，不能再表示「我也遇到」。"))
    support, is_new = row.supports.get_or_create(browser_digest=browser, defaults={"at": hour(now)})
    if is_new:
        _count_supports(suggestion, +1)


@transaction.atomic
def drop_support(suggestion, browser):
    type(suggestion).objects.select_for_update(no_key=True).get(pk=suggestion.pk)
    gone, by_model = suggestion.supports.filter(browser_digest=browser).delete()
    if gone:
        _count_supports(suggestion, -1)


def _count_supports(suggestion, more):
    type(suggestion).objects.filter(pk=suggestion.pk).update(support_count=F("support_count") + more)
    suggestion.refresh_from_db(fields=["support_count"])
