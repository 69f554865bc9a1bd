"""What the page of a series says of numbers that do not agree: what still holds, in the words of a person."""

from typing import NamedTuple

from reports.series import queries
from reports.series.differences import as_kept, found_in
from reports.series.models import Difference
from reports.series.reading import change_words, reading_of
from reports.series.rules import Comparison


class Shown(NamedTuple):
    year: int
    difference: Difference
    computed: str  # in words


def shown_differences(series, figures, breaks, parts):
    """The confirmed differences that the published figures still have, the years in order."""
    told = list(queries.told_differences(series))
    if not told:
        return []
    of_parts = [[reading_of(point.figure) for point in points] for points in parts.values()]
    readings = [reading_of(figure) for figure in figures]
    holds = found_in(readings, [mark.year for mark in breaks], of_parts)
    years = {figure.pk: figure.section.report.year for figure in figures}
    shown = []
    for difference in told:
        found = holds.get((difference.figure_id, difference.kind))
        if found and as_kept(found) == (difference.told, difference.computed):
            computed = change_words(found) if isinstance(found, Comparison) else found.words
            shown.append(Shown(years[difference.figure_id], difference, computed))
    return sorted(shown, key=lambda one: one.year)
