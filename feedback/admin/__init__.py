"""The desk: what staff do, in Django's admin."""

from feedback.admin import calendar, campaigns, offices, routing, suggestions  # noqa: F401 - they register themselves
