"""Series as tables to download: a line for every value of every year, with its sentence and where it stands."""

from django.conf import settings

from portal.reading.languages import reading
from reports.models import Figure
from reports.series.models import Break, Point
from reports.series.reading import lines_of

COLUMNS = [
    "year", "value", "unit", "words", "qualifier", "told_change", "computed_change", "break", "sentence", "address",
]  # fmt: skip


def rows_of(figures, breaks):
    """A line for each value; for a year of which only a change is told, one without a value."""
    for line in lines_of(figures, breaks):
        told = "；".join(reading(figure.told) for figure in line.told)
        computed = "；".join(f"{reading(words)}（{year}）" for words, year in line.computed_words)
        notes = "；".join(mark.note for mark in line.breaks)
        for figure in line.values or line.told[:1]:
            yield [line.year, *_value(figure), told, computed, notes, figure.sentence, address_of(figure)]


def rows_of_all(entries):
    """The same of every entry of the list, each line with the number of its series, if it has one, and its name."""
    of_series, alone, breaks = {}, {}, {}
    for point in Point.objects.public().in_order().with_place():
        of_series.setdefault(point.series_id, []).append(point.figure)
    figures = Figure.objects.published().filter(key__in=[entry.key for entry in entries if entry.key])
    in_order = figures.order_by("section__report__year", "section__order", "order")
    for figure in in_order.prefetch_related("section__report"):
        alone.setdefault(figure.key, []).append(figure)
    for mark in Break.objects.order_by("year"):
        breaks.setdefault(mark.series_id, []).append(mark)
    for entry in entries:
        if entry.series:
            key = entry.series.pk
            rows = rows_of(of_series[key], breaks.get(key, ()))
        else:
            key, rows = "", map(row_alone, alone[entry.key])
        for row in rows:
            yield [key, entry.name, *row]


def row_alone(figure):
    """Of a figure that is in no series."""
    told = reading(figure.told) if figure.is_change else ""
    return [figure.section.report.year, *_value(figure), told, "", "", figure.sentence, address_of(figure)]


def _value(figure):
    if figure.is_change:
        return "", "", "", figure.approximation
    return figure.number, figure.unit, figure.words, figure.approximation


def address_of(figure):
    return f"{settings.SITE_URL}{figure.section.report.get_absolute_url()}#{figure.spot}"
