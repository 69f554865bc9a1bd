"""Days as a calendar that programs on telephones and computers read (iCalendar, RFC 5545)."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

TYPE = "text/calendar; charset=utf-8"


class Days(NamedTuple):
    """Whole days from the first to the last, as one entry; `key` names it for good, `url` begins with a slash."""

    key: str
    title: str
    first: date
    last: date
    changed_at: datetime
    url: str
    description: str = ""


def calendar_of(name, entries):
    """The response that is a calendar of this name with the `Days` in it; the same days are the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{_host()}//portal//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for entry in entries:
        calendar.add_component(_event(entry))
    return HttpResponse(calendar.to_ical(), content_type=TYPE)


def _event(entry):
    event = Event()
    event.add("uid", f"{entry.key}@{_host()}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.title)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))  # the first day that no longer belongs to it
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    event.add("url", settings.SITE_URL + entry.url)
    if entry.description:
        event.add("description", entry.description)
    return event


def _host():
    return urlsplit(settings.SITE_URL).hostname
