"""What papers do once a day."""

from feedback.papers import tasks  # noqa: F401  makes itself known
