"""/status/calendar.ics: one's own days as a file; it names the number, and nothing else of the suggestion."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from feedback.parts.calendars import Days, calendar_of
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from feedback.status.opened import with_receipt
from portal.serving.pages import personal


@personal
@require_safe
@with_receipt
def status_calendar(request, suggestion):
    entries = days_of(suggestion)
    if not entries:
        messages.info(request, gettext("這件建議現在沒有可以存入日曆的期限。"))
        return redirect("status_detail")
    response = calendar_of(suggestion.number, entries)
    response["Content-Disposition"] = f'attachment; filename="{suggestion.number}.ics"'
    return response


def days_of(suggestion):
    """The day by which it is answered, or the last day for rating the answer; a merged one has its main one's."""
    main, told = suggestion.main_or_self, {"number": suggestion.number}
    if main.stage in UNANSWERED_STAGES and main.due_on:
        title = gettext("%(number)s 答覆期限（暫定）") if main.is_due_provisional else gettext("%(number)s 答覆期限")
        return [_day(suggestion, "due", title % told, main.due_on)]
    if main.stage == Stage.REPLIED and main.rating_ends_on:
        return [_day(suggestion, "rating", gettext("%(number)s 評議截止") % told, main.rating_ends_on)]
    return []


def _day(suggestion, kind, title, day):
    url = f"{reverse('status_lookup')}?number={suggestion.number}"
    main = suggestion.main_or_self
    at = main.last_event_at or main.received_at
    return Days(f"{kind}-{suggestion.number}", title, day, day, changed_at=at, url=url)
