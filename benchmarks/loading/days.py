"""When the suggestions of the benchmark arrive, and the moments of their way."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from feedback.rules import deadlines

YEARS = 6
BUSY, QUIET = 4, 0.4  # a day while a 「三民」 round collects, and a day off, against an ordinary working day
OPENS, CLOSES = 7 * 60, 22 * 60  # minutes of the day within which citizens write


def _looked_up():
    """The days of the years that are known, each looked up once: the package takes long over every question."""
    known, day, days = deadlines.Calendar(), date(min(deadlines.PACKAGED_YEARS), 1, 1), {}
    while day.year in deadlines.PACKAGED_YEARS:
        days[day] = known.is_working(day)
        day += timedelta(days=1)
    return days


CALENDAR = deadlines.Calendar(_looked_up())


@cache
def midnight(day):
    """The moment at which `day` begins in the office's time zone, in UTC: quicker to add to and to write."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone()).astimezone(UTC)


def day(moment):
    """The day of a moment in the office's time zone, quickly."""
    return (moment + timedelta(hours=8)).date()


@cache
def due(day, workdays):
    """The day `workdays` working days after `day`, as a `Due`."""
    return CALENDAR.after(day, workdays)


@cache
def between(first, last):
    """How many working days lie after `first`, up to and with `last`."""
    return CALENDAR.between(first, last)


@cache
def card(due_on, today):
    return deadlines.card(due_on, today, CALENDAR)


def round_of(year):
    """First and last day on which the 「三民」 round of `year` collects."""
    return date(year, 11, 10), date(year + 1, 1, 15)


def round_on(day):
    """The year of the round that collects on `day`, or None."""
    year = day.year if day.month > 6 else day.year - 1
    first, last = round_of(year)
    return year if first <= day <= last else None


def arrivals(count, now):
    """(day, moment) of each of `count` arrivals in order: the years up to `now`, more of them in the rounds."""
    today = timezone.localdate(now)
    first = date(today.year - YEARS + 1, 1, 1)
    days = [first + timedelta(days=place) for place in range((today - first).days + 1)]
    weights = [(1 if CALENDAR.is_working(day) else QUIET) * (BUSY if round_on(day) else 1) for day in days]
    whole, before, given = sum(weights), 0, 0
    for day, weight in zip(days, weights, strict=True):
        before += weight
        number = round(count * before / whole) - given
        given += number
        opens = midnight(day) + timedelta(minutes=OPENS)
        span = timedelta(minutes=CLOSES - OPENS)
        if day == today:
            opens, span = midnight(day), now - midnight(day)
        for place in range(number):
            yield day, opens + span * (place / number)
