"""Where Django looks for the admin: the modules of `feedback.desk` register themselves."""

from feedback.desk import admin, home  # noqa: F401
from feedback.desk.many import on_home  # noqa: F401
from feedback.desk.reference import absences, calendar, offices, outcomes, ratings, routing  # noqa: F401
