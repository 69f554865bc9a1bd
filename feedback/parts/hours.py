"""Hours in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext


def hours_told(starts_at, ends_at):
    """The day and the hours, for everybody: 2026年11月29日（星期日）09:00至11:00."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    places = {
        "day": date_format(start, "DATE_FORMAT"),
        "weekday": date_format(start, "l"),
        "start": date_format(start, "TIME_FORMAT"),
        "end": date_format(end, "TIME_FORMAT"),
    }
    if start.date() == end.date():
        return gettext("%(day)s（%(weekday)s）%(start)s至%(end)s") % places
    places["last"] = date_format(end, "DATE_FORMAT")
    return gettext("%(day)s（%(weekday)s）%(start)s至%(last)s%(end)s") % places
