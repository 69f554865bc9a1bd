"""The face of the desk's pages of series: Django looks for it here."""

from reports.series.desk import admin  # noqa: F401
