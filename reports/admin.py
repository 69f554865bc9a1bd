"""The face of the desk's pages of reports: Django looks for it here."""

from reports.desk import admin  # noqa: F401
