"""Notices at the desk: each module registers itself."""

from feedback.notices import wish_page  # noqa: F401
from feedback.notices.desk import sent, texts  # noqa: F401
