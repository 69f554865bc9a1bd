"""The desk: what staff do, in Django's admin."""

from feedback.admin import campaigns, offices, routing, suggestions  # noqa: F401 - they register themselves
