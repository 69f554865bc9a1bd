"""Days and moments in the office's time zone."""

from datetime import datetime, time

from django.utils import timezone


def midnight(day):
    """The moment at which `day` begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def day(moment):
    """The day of a moment in the office's time zone."""
    return timezone.localdate(moment, timezone.get_default_timezone()) if moment else None
