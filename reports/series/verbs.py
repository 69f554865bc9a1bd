"""What is done to series: proposed, confirmed, refused, made, described, marked, merged."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.serving import generation
from reports.models import Figure
from reports.series import differences
from reports.series.differences import SeriesRefused
from reports.series.log import log
from reports.series.models import Break, Part, Point, Series
from reports.series.proposing import Trait, proposed


class Choice(NamedTuple):
    """What a person decided on a figure: the series it tells, else the name of a new one, else that it tells none."""

    series: Series | None = None
    name: str = ""


@generation.publishing()
def propose(report, *, by, now):
    """Write anew which series the figures of a report may tell that no person decided on; returns how many."""
    Point.objects.proposed().filter(figure__section__report=report).delete()
    figures = {figure.pk: figure for figure in Figure.objects.of(report).filter(point=None)}
    known, told = defaultdict(set), set()
    for point in Point.objects.confirmed().filter(series__merged_into=None).select_related("figure__section"):
        if point.figure.section.report_id == report.pk:
            told.add((point.series_id, point.figure.is_change))
        else:
            known[point.series_id].add(Trait.of(point.figure))
    traits = {key: Trait.of(figure) for key, figure in figures.items()}
    found = proposed(traits, known, told=told)
    Point.objects.bulk_create([Point(figure_id=key, series_id=series) for key, series in found.items()])
    if found:
        log(by, [report], _("提出 %(count)s 個指標對應的歷年指標"), count=len(found))
    return len(found)


@generation.publishing()
def decide(report, choices, *, by, now):
    """Do what a person decided on figures of a report, {figure: Choice}, all or none; returns the series touched.

    Several figures given one new name are put to one new series, such as a value and its change.
    """
    points = Point.objects.select_for_update().filter(figure__in=choices).select_related("series")
    places = {point.figure_id: point for point in points}
    held, touched = _held(choices.values()), {}
    for figure, choice in choices.items():
        if figure.section.report_id != report.pk:
            raise SeriesRefused(gettext("所選的指標不屬於這份報告，沒有保存。"))
        unit = "" if figure.is_change else figure.unit
        if choice.name and choice.name not in held:
            held[choice.name] = create(choice.name, unit=unit, by=by, now=now)
        series = held.get(choice.name or (choice.series and choice.series.pk))
        before = _place(figure, places.get(figure.pk), series, by=by, now=now)
        touched |= {one.pk: one for one in (before, series) if one}
    differences.find(touched.values(), now=now)
    generation.bump()
    return list(touched.values())


def _held(choices):
    """{key: series} of those that were chosen, locked."""
    chosen = {choice.series.pk for choice in choices if choice.series}
    held = {one.pk: one for one in Series.objects.select_for_update().filter(pk__in=chosen).order_by("pk")}
    for series in held.values():
        if series.merged_into_id:
            raise SeriesRefused(gettext("「%(name)s」剛剛併入了另一個，請重新選擇。") % {"name": series.name})
    return held


def create(name, *, unit="", by, now):
    series = Series.objects.create(name=name, unit=unit, created_at=now)
    log(by, [series], _("新建歷年指標"))
    return series


def _place(figure, point, series, *, by, now):
    """Confirm that `figure` tells `series`, or with None that it tells none; returns the series it told before."""
    before = point.series if point and point.confirmed_at else None
    if series is None:
        if point:
            point.confirmed_at, point.confirmed_by, point.refused_at = None, None, now
            point.save()
            log(by, [point.series], _("「%(figure)s」不歸入"), figure=figure)
        return before
    if not series.unit and not figure.is_change:
        series.unit = figure.unit
        series.save(update_fields=["unit"])
    point = point or Point(figure=figure)
    point.series, point.refused_at = series, None
    point.confirmed_at, point.confirmed_by = now, by
    point.save()
    log(by, [series], _("確認「%(figure)s」歸入"), figure=figure)
    return before


@generation.publishing()
def describe(series, *, name, definition, field, by, now):
    """Give it another short name, another definition, another field; its address stays."""
    series.name, series.definition, series.field = name, definition, field
    series.full_clean()
    series.save(update_fields=["name", "definition", "field"])
    log(by, [series], _("修改簡稱、口徑說明或者領域"))
    generation.bump()


@generation.publishing()
def mark_break(series, *, year, note, by, now):
    """Say that from `year` on it counts something else; a second note of a year takes the place of the first."""
    Break.objects.update_or_create(series=series, year=year, defaults={"note": note})
    _changed(series, now)
    log(by, [series], _("標明 %(year)s 年起口徑有變化：%(note)s"), year=year, note=note)


@generation.publishing()
def take_break_back(series, mark, *, by, now):
    mark.delete()
    _changed(series, now)
    log(by, [series], _("取消 %(year)s 年的口徑變化"), year=mark.year)


@generation.publishing()
def mark_part(series, part, *, by, now):
    """Say that `part` is one of the parts that add up to `series`."""
    part = part.standing
    above, seen = {series.pk}, set()
    while above - seen:  # whatever `series` is a part of
        seen |= above
        above = set(Part.objects.filter(part__in=seen).values_list("whole", flat=True))
    if part.pk in seen:
        raise SeriesRefused(gettext("「%(name)s」本身包括這個指標，不能作它的組成部分。") % {"name": part.name})
    Part.objects.get_or_create(whole=series, part=part)
    _changed(series, now)
    log(by, [series], _("標明「%(part)s」是組成部分"), part=part)


@generation.publishing()
def take_part_back(series, mark, *, by, now):
    mark.delete()
    _changed(series, now)
    log(by, [series], _("取消組成部分「%(part)s」"), part=mark.part)


def _changed(series, now):
    differences.find([series], now=now)
    generation.bump()


@generation.publishing()
def merge(series, into, *, by, now):
    """Let `series` go into another one, with all that hangs on it; its address leads there for ever."""
    held = {one.pk: one for one in Series.objects.select_for_update().filter(pk__in=[series.pk, into.pk])}
    series, into = held[series.pk], held[into.pk].standing
    if series.merged_into_id:
        raise SeriesRefused(gettext("「%(name)s」已經併入別的指標。") % {"name": series.name})
    if into.pk == series.pk:
        raise SeriesRefused(gettext("不能併入它自己，請選擇另一個。"))
    series.points.update(series=into)
    series.differences.update(series=into)
    years = into.breaks.values_list("year", flat=True)
    series.breaks.exclude(year__in=list(years)).update(series=into)
    _move_parts(series, into)
    series.merged_into = into
    series.save(update_fields=["merged_into"])
    _changed(into, now)
    log(by, [series], _("併入「%(name)s」（編號 %(key)s）"), name=into.name, key=into.pk)
    log(by, [into], _("併入了「%(name)s」（編號 %(key)s）"), name=series.name, key=series.pk)
    return into


def _move_parts(series, into):
    """What it was a part of and what it is made of; a line that stands there already, or is of itself, goes."""
    for mark in Part.objects.filter(whole=series).exclude(part=into):
        Part.objects.get_or_create(whole=into, part=mark.part)
    for mark in Part.objects.filter(part=series).exclude(whole=into):
        Part.objects.get_or_create(whole=mark.whole, part=into)
    Part.objects.filter(whole=series).delete()
    Part.objects.filter(part=series).delete()
