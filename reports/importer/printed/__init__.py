"""Printed pages become paragraphs again: columns in reading order, lines joined, running heads and page numbers out."""

from reports.importer.printed.text import text_of

__all__ = ["text_of"]
