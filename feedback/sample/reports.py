"""The sample's four reports, published by two people as any report is, and what a person made of their figures."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

import reports
from feedback.sample.days import moment
from reports.importer import parse, read_file
from reports.models import Figure, Report
from reports.series import differences, verbs
from reports.series.models import Difference, Series
from reports.series.verbs import Choice

SAMPLE = Path(reports.__file__).parent / "sample"
PUBLISHED = {
    2019: date(2019, 12, 6),
    2020: date(2020, 12, 4),
    2021: date(2021, 12, 10),
    2022: date(2022, 12, 23),
}


def file_of(year):
    return SAMPLE / f"report-{year}.md"


def names_of(year):
    """[(text, name)] of the figures of the report, in its order."""
    lines = (SAMPLE / f"figures-{year}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def publish(cast):
    """All four, each followed by a person who puts its figures to their series; returns them by year."""
    published = {}
    for year, day in PUBLISHED.items():
        published[year] = _publish(year, day, cast)
        _put_to_series(published[year], cast, moment(day + timedelta(days=3), year))
    _say_what_differs(cast)
    return published


def _publish(year, day, cast):
    file, now = file_of(year), moment(day, year)
    parsed = parse(read_file(file), bureau=settings.BUREAU_NAME)
    report = Report.objects.save_draft(parsed, source_name=file.name, now=now - timedelta(days=4), is_sample=True)
    report.name_figures(names_of(year))
    report.propose_publish(by=cast.administrator, now=now - timedelta(days=1))
    report.publish(by=cast.supervisor, now=now)
    return report


def _rows():
    return tomllib.loads((SAMPLE / "series.toml").read_text(encoding="utf-8"))["series"]


def _put_to_series(report, cast, now):
    """Each figure that the sample has a series for; what the rule proposes beside waits for whoever tries the desk."""
    names = {name: row["name"] for row in _rows() if row.get("waits") != report.year for name in row["figures"]}
    known = {series.name: series for series in Series.objects.all()}
    choices = {}
    for figure in Figure.objects.of(report):
        name = names.get(figure.name)
        if name:
            choices[figure] = Choice(known[name]) if name in known else Choice(name=name)
    verbs.decide(report, choices, by=cast.administrator, now=now)


def _say_what_differs(cast):
    """Definitions, parts, a break. Two numbers do not agree: one is said to everybody, one is left to the desk."""
    now = moment(PUBLISHED[2022] + timedelta(days=10), 2022)
    known = {series.name: series for series in Series.objects.all()}
    for row in _rows():
        series, by = known[row["name"]], cast.administrator
        verbs.describe(series, name=series.name, definition=row["definition"], field=row["field"], by=by, now=now)
        for part in row.get("parts", ()):
            verbs.mark_part(series, known[part], by=by, now=now)
        if "break" in row:
            verbs.mark_break(series, **row["break"], by=by, now=now)
        for difference in Difference.objects.open().filter(series=series) if "note" in row else ():
            differences.publish(difference, row["note"], by=cast.supervisor, now=now)
