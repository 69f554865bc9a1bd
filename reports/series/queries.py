"""What the public may ask of series: only what published reports tell, confirmed by a person."""

from reports.importer.names import key_of
from reports.models import Figure
from reports.series.models import Difference, Part, Point, Series


def figures_of(series):
    """The figures of a series, by year, with all that its page says of each."""
    told = Figure.objects.published().filter(point__series=series, point__confirmed_at__isnull=False)
    return told.with_surroundings()


def namesakes_of(figures):
    """What published reports tell under the same names and no person has assigned to any series."""
    keys = {figure.key for figure in figures}
    loose = Figure.objects.published().filter(key__in=keys).exclude(point__confirmed_at__isnull=False)
    return loose.with_place().order_by("-section__report__year", "section__order", "order")


def series_named(name):
    """(series, years) that tell of `name`, where there is one and no other; else (None, [])."""
    told = Point.objects.public().filter(figure__key=key_of(name)).order_by("figure__section__report__year")
    found = {}
    for series, year in told.values_list("series", "figure__section__report__year"):
        found.setdefault(series, []).append(year)
    if len(found) != 1:
        return None, []
    [(series, years)] = found.items()
    return Series.objects.get(pk=series).standing, sorted({*years})


def told_differences(series):
    return Difference.objects.told().filter(series=series).select_related("figure")


def parts_of(series):
    """{part: its points} of what adds up to the series, as far as the public knows it."""
    marks = Part.objects.filter(whole=series).select_related("part")
    parts = {mark.part_id: (mark.part, []) for mark in marks}
    for point in Point.objects.public().filter(series__in=parts).in_order().with_place():
        parts[point.series_id][1].append(point)
    return dict(parts.values())


def wholes_of(series):
    return Series.objects.public().filter(parts__part=series)
