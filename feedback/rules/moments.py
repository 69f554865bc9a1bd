"""Days and moments in the office's time zone; months, each named by its first day."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def midnight(day):
    """The moment at which `day` begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def day(moment):
    """The day of a moment in the office's time zone."""
    return timezone.localdate(moment, timezone.get_default_timezone()) if moment else None


def hour(moment):
    """The hour of a moment: what somebody left at the same minute as something else is not known by its time."""
    return moment.replace(minute=0, second=0, microsecond=0)


def next_month(month):
    return (month + timedelta(days=31)).replace(day=1)


def months_between(first, last):
    """The first days of the months from that of `first` to that of `last`."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months


def with_gaps(months):
    """The `months` (first days) in order, and between them, as (first, last), each stretch in which nothing came."""
    expected = None
    for month in sorted(months):
        if expected and month != expected:
            yield expected, (month - timedelta(days=1)).replace(day=1)
        yield month
        expected = next_month(month)
