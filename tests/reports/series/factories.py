"""Reports of one bureau through the years, and their figures put to series."""

from reports.models import Figure
from reports.series import verbs
from reports.series.models import Series
from reports.series.verbs import Choice
from tests.reports.factories import NOW, make_report

TEXT = """某市公安局{year}年工作報告

一、守護平安

{cases}
"""


def make_year(year, cases, *, published_by=None):
    """The report of a year that says `cases` in one paragraph."""
    return make_report(year=year, text=TEXT.format(year=year, cases=cases), published_by=published_by)


def put(report, name, *texts, by):
    """Put the figures that the report writes as `texts` to the series called `name`, made when there is none."""
    series = Series.objects.standing().filter(name=name).first()
    figures = Figure.objects.of(report).filter(text__in=texts)
    verbs.decide(report, {one: Choice(series, "" if series else name) for one in figures}, by=by, now=NOW)
    return Series.objects.standing().get(name=name)
