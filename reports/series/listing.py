"""/figures/: every figure of the published reports, as a series or, while it is in none, by itself."""

from dataclasses import dataclass

from django.urls import reverse

from portal.reading.simplified import one_script
from portal.search.folding import fold
from reports.models import Figure
from reports.series.letters import OTHER, letter_of
from reports.series.models import Point, Series


@dataclass
class Entry:
    """One line of the list: a series, or a figure of that name that is in none."""

    name: str
    url: str
    years: list
    field: str = ""
    key: str = ""  # of a figure that stands by itself
    series: object = None
    names: tuple = ()  # what reports call it
    newest: object = None

    def __post_init__(self):
        self.letter = letter_of(self.name)

    @property
    def place(self):
        """By letter, then as dictionaries have the common characters; what has no letter comes last."""
        return self.letter == OTHER, self.letter, one_script(self.name).encode("gb18030"), self.url


def entries():
    told = {}
    rows = Point.objects.public().order_by("figure__section__report__year")
    for series, key, name, year in rows.values_list(
        "series", "figure__key", "figure__name", "figure__section__report__year"
    ):
        told.setdefault(series, []).append((key, name, year))
    keys = {key for rows in told.values() for key, _name, _year in rows}
    found = [
        Entry(
            one.name,
            one.get_absolute_url(),
            sorted({year for _key, _name, year in told[one.pk]}),
            field=one.field,
            series=one,
            names=(one.definition, *{name for _key, name, _year in told[one.pk]}),
        )
        for one in Series.objects.filter(pk__in=told)
    ]
    return sorted([*found, *_alone(keys)], key=lambda entry: entry.place)


def _alone(in_series):
    by_key = {}
    rows = Figure.objects.published().order_by("section__report__year", "section__order", "order")
    for key, name, year in rows.values_list("key", "name", "section__report__year"):
        if key not in in_series:
            entry = by_key.setdefault(key, [name, set()])
            entry[0] = name
            entry[1].add(year)
    for key, (name, years) in by_key.items():
        yield Entry(name, reverse("figure_history", args=[name]), sorted(years), key=key)


def narrowed(entries, *, q, letter, field):
    return [
        entry
        for entry in entries
        if (not letter or entry.letter == letter) and (not field or entry.field == field) and _is_asked(entry, q)
    ]


def _is_asked(entry, query):
    if query.is_empty:
        return True
    text = fold("\n".join([entry.name, *entry.names]))
    return all(words in text for words in [*query.han, *query.words])


def with_newest(entries):
    """Each of the few that a page shows with the newest figure told of it."""
    keys = [entry.key for entry in entries if entry.key]
    series = [entry.series.pk for entry in entries if entry.series]
    newest = {}
    for figure in Figure.objects.published().filter(key__in=keys).with_place().order_by("section__report__year"):
        newest["", figure.key] = figure
    points = Point.objects.public().filter(series__in=series).order_by("figure__is_change")
    for point in points.select_related("figure__section__report").defer("figure__section__paragraphs"):
        known = newest.get((point.series_id, ""))
        if not known or known.section.report.year < point.figure.section.report.year:
            newest[point.series_id, ""] = point.figure
    for entry in entries:
        entry.newest = newest[(entry.series.pk, "") if entry.series else ("", entry.key)]
    return entries
