"""Days and hours as a calendar that programs on telephones and computers read (iCalendar, RFC 5545)."""

from datetime import UTC, date, datetime, timedelta
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


class Hours(NamedTuple):
    """From one moment to another, as one entry; `sequence` is higher whenever it was changed, as when it was moved."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    url: str
    description: str = ""
    place: str = ""
    sequence: int = 0


def calendar_of(name, entries):
    """The response that is a calendar of this name with the `Days` and `Hours` in it; the same ones, the same bytes."""
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
    if isinstance(entry, Hours):
        _add_hours(event, entry)
    else:
        _add_days(event, entry)
    event.add("url", settings.SITE_URL + entry.url)
    if entry.description:
        event.add("description", entry.description)
    return event


def _add_days(event, entry):
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))  # the first day that no longer belongs to it
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it


def _add_hours(event, entry):
    """In UTC, which every program turns into its reader's own hours without a table of time zones in the file."""
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    if entry.place:
        event.add("location", entry.place)


def _host():
    return urlsplit(settings.SITE_URL).hostname
