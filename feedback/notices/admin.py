"""Notices at the desk."""

from feedback.notices import wish_page  # noqa: F401  registers itself
