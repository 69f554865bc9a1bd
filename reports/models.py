"""The tables of reports: Django looks for them here, and pages import them from here."""

from reports.records.entries import FigureEntry, SectionEntry
from reports.records.figures import Figure
from reports.records.publications import Publication
from reports.records.reports import Report
from reports.records.sections import Section
from reports.records.uploads import Upload

__all__ = ["Figure", "FigureEntry", "Publication", "Report", "Section", "SectionEntry", "Upload"]
