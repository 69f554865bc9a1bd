"""What is read of a sentence, in the few words that a test compares."""

from reports.importer.figures import figures_in
from reports.importer.parsed import PARTS


def told(text, year=None):
    """Each figure as (name, value, unit) with what else it has: 「change」, a word, a year, parts."""
    return [_told(figure) for figure in figures_in(text, year=year)]


def _told(figure):
    more = ["change"] if figure.is_change else []
    more += [figure.approximation] if figure.approximation else []
    more += [figure.compared_year] if figure.compared_year else []
    more += [f"{part} {getattr(figure, part):f}" for part in PARTS if getattr(figure, part) is not None]
    return figure.name, f"{figure.value:f}", figure.unit, *more
