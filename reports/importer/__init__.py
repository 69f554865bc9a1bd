"""From a file to a report that can be checked and saved; no models, no queries."""

from reports.importer.limits import AT_ONCE, MOST
from reports.importer.parse import made_title, parse
from reports.importer.parsed import ParsedFigure, ParsedReport, ParsedSection
from reports.importer.reading import check_size, read_file, read_text
from reports.importer.refusals import ImportRefused, TooLarge
from reports.importer.sums import Unsummed, unsummed

__all__ = [
    "AT_ONCE",
    "MOST",
    "ImportRefused",
    "ParsedFigure",
    "ParsedReport",
    "ParsedSection",
    "TooLarge",
    "Unsummed",
    "check_size",
    "made_title",
    "parse",
    "read_file",
    "read_text",
    "unsummed",
]
