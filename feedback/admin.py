"""The face of the desk: Django looks for it here, and what stands in `feedback.desk` registers itself."""

from feedback.desk import admin, home  # noqa: F401
from feedback.desk.reference import calendar, campaigns, offices, routing  # noqa: F401
