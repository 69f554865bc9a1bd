"""The tables of the parts: everything that is counted, by month, category, unit, district and kind."""

from calendar import monthrange
from dataclasses import replace
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.data import lines, points, ranking
from feedback.data.tables import ratings
from feedback.data.tables.scope import percent
from feedback.models import Category, District, Suggestion, Unit
from feedback.parts.drawn.bars import Cell, Row, Table
from feedback.rules.counted import statistics
from feedback.rules.counted.few import FEW
from feedback.rules.counted.ratings import Ratings
from feedback.rules.counted.tally import days
from feedback.rules.moments import with_gaps
from portal.reading.languages import reading


def months(scope):
    groups = scope.statistics.groups["month"]
    rows = []
    for entry in with_gaps(groups):
        if entry in groups:
            rows.append(grouped(_month(entry, scope.today), groups[entry], partial(_of_month, scope, entry)))
        else:
            rows.append(Row(_stretch(*entry), note=gettext("沒有收到意見建議。")))
    meaning = gettext("按收到的月份歸入；辦結多少，是這個月收到的到現在辦結了多少。")
    chosen = lines.shown_year(scope.received, scope.today, scope.parameters.get("year"))
    year = lines.Year.of(chosen, scope.received, scope.today)
    if scope.is_of_round or not any(year.counts):
        return by(
            "months", gettext("按月份"), gettext("月份"), rows, meaning,
            subtitle=gettext("各月收到的件數，條的前段是已辦結的。"),
        )  # fmt: skip
    before = lines.comparable(chosen, scope.received)
    return by(
        "months", gettext("按月份"), gettext("月份"), rows, meaning,
        point=points.months(year, before),
        subtitle=gettext("每月收到的件數，空心的是本月至今。") if year.is_running else gettext("每月收到的件數。"),
        drawing=lines.drawn(year, before),
    )  # fmt: skip


def _of_month(scope, month, tally):
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return scope.board(received_from=month, received_to=last, tally=tally)


def _month(month, today):
    name = date_format(month, "YEAR_MONTH_FORMAT")
    return gettext("%(month)s（至今）") % {"month": name} if month == today.replace(day=1) else name


def _stretch(first, last):
    names = {"first": date_format(first, "YEAR_MONTH_FORMAT"), "last": date_format(last, "YEAR_MONTH_FORMAT")}
    return names["first"] if first == last else gettext("%(first)s至%(last)s") % names


def categories(scope):
    rows = _rows_of(Category, "category", scope, nameless=gettext("領域待定"))
    return by(
        "categories",
        gettext("按領域"),
        gettext("領域"),
        rows,
        gettext("按現在的領域歸入；一件都沒有收到的領域不列。評議過的不足五件的，不列滿意率。"),
        subtitle=gettext("各領域收到的件數，條的前段是已辦結的。"),
        more=ratings.HEADINGS,
    )


def units(scope):
    """With what citizens said of each, and without a rate where it would be one of too few."""
    groups, said = scope.statistics.groups["unit"], scope.statistics.ratings_by["unit"]
    named = _named(Unit, groups, nameless=gettext("沒有承辦單位"))
    rated = [
        ranking.Line(
            label, groups[key], said.get(key, Ratings()), page, scope.board(unit=key, tally="received"),
            is_unit=key is not None,
        )
        for key, label, page in named
    ]  # fmt: skip
    rows = [_of_unit(line, key, scope) for line, (key, *_rest) in zip(rated, named, strict=True)]
    return Table(
        name="units",
        title=gettext("按承辦單位"),
        meaning=gettext(
            "按現在的承辦單位歸入；尚未轉辦的，轉辦之前已經不予受理、併案或撤回的，列為「沒有承辦單位」。按期率是按期答覆的"
            "占已經答覆或已過期限的，滿意率是最後評議基本滿意及以上的占評議過的，工作日是首次答覆用時的中位數。不足五件的，"
            "只列件數，不列比率，也不排先後。"
        ),
        point=points.units(ranking.rates_on_time(rated)) if rated else "",
        subtitle=gettext("工作日是首次答覆用時的中位數。點列名換排法；不足五件的只列件數。"),
        headings=(gettext("承辦單位"), *map(str, HEADINGS), *map(str, ratings.HEADINGS)),
        rows=rows,
        drawing=ranking.ranked(rated, scope.sort, scope.parameters),
    )  # fmt: skip


def _of_unit(line, key, scope):
    """All that is counted of a unit: its rates and days only where it has enough of them."""
    row = grouped(line.label, line.group, lambda tally: scope.board(unit=key, tally=tally))
    cells = list(row.cells)
    if line.group.tally.valid < FEW:
        cells[RATE] = Cell(None)
    cells[ON_TIME_RATE] = Cell(line.on_time.text)
    cells[MEDIAN] = Cell(line.days.text)
    if line.group.returns_judged < FEW:
        cells[RETURNS_RATE] = Cell(None)
    if line.group.replied < FEW:
        cells[MEDIAN + 1] = Cell(None)
    return Row(line.label, (*cells, *ratings.cells(line.ratings)), parts=row.parts)


def districts(scope):
    """Of what everybody may read: nobody is told of a stub which district it is of."""
    rows = _rows_of(District, "district", scope, nameless=gettext("不限或不清楚"))
    return by(
        "districts",
        gettext("按區市"),
        gettext("區市"),
        rows,
        gettext(
            "按市民所填的區市歸入，只算內容已經公開的：內容不公開的，是哪個區市也不公開。內容公開的一件都沒有的區市不列。"
            "評議過的不足五件的，不列滿意率。"
        ),
        subtitle=gettext("各區市內容公開的件數，條的前段是已辦結的。"),
        received=gettext("內容公開的"),
        more=ratings.HEADINGS,
        empty=gettext("還沒有內容公開的意見建議，所以沒有區市可列。"),
    )


def kinds(scope):
    groups = scope.statistics.groups["kind"]
    rows = [grouped(kind.label, groups[kind]) for kind in Suggestion.Kind if kind in groups]
    return by(
        "kinds",
        gettext("按類別"),
        gettext("類別"),
        rows,
        gettext("按市民提交時所選的類別歸入。"),
        subtitle=gettext("各類別收到的件數，條的前段是已辦結的。"),
    )


def grouped(label, group, link=lambda tally: "", page=""):
    """A row of a table that counts everything of each; `link` gives the list behind a number of the tally."""
    tally = group.tally
    return Row(
        label,
        (
            Cell(tally.received, link("received")),
            Cell(tally.valid, link("valid")),
            Cell(tally.handled, link("handled")),
            Cell(percent(group.rate)),
            Cell(group.judged),
            Cell(group.on_time),
            Cell(percent(group.on_time_rate)),
            Cell(group.returns_judged),
            Cell(group.returns_on_time),
            Cell(percent(group.returns_on_time_rate)),
            Cell(group.replied),
            Cell(days(statistics.median(group.days))),
            Cell(days(statistics.percentile(group.days, 90))),
        ),
        parts=(("handled", tally.handled), ("rest", tally.received - tally.handled)),
        told=gettext("%(count)s 件") % {"count": tally.received},
        more=gettext("已辦結 %(count)s 件") % {"count": tally.handled},
        url=link("received"),
        page=page,
    )


def _rows_of(model, name, scope, *, nameless):
    """A row with its ratings for each stored row that something belongs to, in their own order; last, of none."""
    groups, said = scope.statistics.groups[name], scope.statistics.ratings_by[name]

    def row_of(key, label, page):
        row = grouped(label, groups[key], lambda tally: scope.board(**{name: key, "tally": tally}), page=page)
        rated = ratings.cells(said.get(key, Ratings()), lambda code: _of_ratings(scope, name, key, code))
        return replace(row, cells=(*row.cells, *rated))

    return [row_of(*one) for one in _named(model, groups, nameless=nameless)]


def _of_ratings(scope, name, key, code):
    """The list behind a number of the ratings: of a district all that is counted is public and stands in one."""
    return scope.board(district=key, rating=code) if name == "district" else ""


def _named(model, groups, *, nameless):
    """(key, name, its page) of each stored row in `groups`, in their own order; last, of what belongs to none."""
    named = [
        (stored.pk, reading(stored), stored.get_absolute_url() if model in HAVING_PAGES else "")
        for stored in model.objects.all()
        if stored.pk in groups
    ]
    return named + ([(None, nameless, "")] if None in groups else [])


HAVING_PAGES = (Unit, District)
HEADINGS = (
    _("收到"), _("有效"), _("已辦結"), _("辦結率"), _("已經答覆或已過期限"), _("按期答覆"), _("按期答覆率"),
    _("重辦已經答覆或已過期限（次）"), _("重辦按期（次）"), _("重辦按期率"), _("有首次答覆"),
    _("答覆用時中位數（工作日）"), _("九成不超過（工作日）"),
)  # fmt: skip
RATE, ON_TIME_RATE, RETURNS_RATE, MEDIAN = 3, 6, 9, 11  # their places among these


def by(
    name, title, heading, rows, meaning, *,
    point="", subtitle="", drawing=None, received=HEADINGS[0], more=(), empty="",
):  # fmt: skip
    counts = [(row.label, row.length) for row in rows]
    return Table(
        name=name,
        title=title,
        meaning=meaning,
        headings=(heading, str(received), *map(str, [*HEADINGS[1:], *more])),
        rows=rows,
        empty=empty,
        point=point or (points.largest(counts) if rows else ""),
        subtitle=subtitle,
        drawing=drawing,
    )
