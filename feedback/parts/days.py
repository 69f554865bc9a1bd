"""Dates as pages write them, with what is to be known of a day by which something is due."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext


def day(moment):
    """A date as it is read; of a datetime, the day it is here."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return date_format(moment, "DATE_FORMAT") if moment else ""


def due_day(suggestion, name="due_on"):
    """A due day of it, marked while it may still move with the calendar."""
    due = getattr(suggestion, name)
    if not due:
        return ""
    return gettext("%(day)s（暫定）") % {"day": day(due)} if suggestion.is_due_provisional else day(due)
