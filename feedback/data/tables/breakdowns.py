"""The tables of the parts: everything that is counted, by month, category, unit, district and kind."""

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.data.tables.scope import days, percent
from feedback.models import Category, District, Suggestion, Unit
from feedback.parts.bars import Cell, Row, Table
from feedback.rules import statistics
from portal.reading.languages import reading


def months(scope):
    groups = scope.statistics.groups["month"]
    rows = []
    for entry in statistics.with_gaps(groups):
        if entry in groups:
            rows.append(_grouped(_month(entry, scope.today), groups[entry]))
        else:
            rows.append(Row(_stretch(*entry), note=gettext("沒有收到意見建議。")))
    return _by(
        "months",
        gettext("按月份"),
        gettext("月份"),
        rows,
        gettext("按收到的月份歸入；辦結多少，是這個月收到的到現在辦結了多少。"),
    )


def _month(month, today):
    name = date_format(month, "YEAR_MONTH_FORMAT")
    return gettext("%(month)s（至今）") % {"month": name} if month == today.replace(day=1) else name


def _stretch(first, last):
    names = {"first": date_format(first, "YEAR_MONTH_FORMAT"), "last": date_format(last, "YEAR_MONTH_FORMAT")}
    return names["first"] if first == last else gettext("%(first)s至%(last)s") % names


def categories(scope):
    rows = _rows_of(Category, "category", scope, nameless=gettext("領域待定"))
    return _by(
        "categories", gettext("按領域"), gettext("領域"), rows, gettext("按現在的領域歸入；一件都沒有收到的領域不列。")
    )


def units(scope):
    rows = _rows_of(Unit, "unit", scope, nameless=gettext("沒有承辦單位"))
    meaning = gettext("按現在的承辦單位歸入；尚未轉辦的，轉辦之前已經不予受理、併案或撤回的，列為「沒有承辦單位」。")
    return _by("units", gettext("按承辦單位"), gettext("承辦單位"), rows, meaning)


def districts(scope):
    rows = _rows_of(District, "district", scope, nameless=gettext("不限或不清楚"), has_list=False)
    return _by(
        "districts",
        gettext("按區市"),
        gettext("區市"),
        rows,
        gettext("按市民所填的區市歸入；一件都沒有收到的區市不列。"),
    )


def kinds(scope):
    groups = scope.statistics.groups["kind"]
    rows = [_grouped(kind.label, groups[kind]) for kind in Suggestion.Kind if kind in groups]
    return _by("kinds", gettext("按類別"), gettext("類別"), rows, gettext("按市民提交時所選的類別歸入。"))


def _grouped(label, group, link=lambda tally: ""):
    """A row of a table that counts everything of each; `link` gives the list behind a number of the tally."""
    tally = group.tally
    text = {
        "received": tally.received, "valid": tally.valid, "handled": tally.handled, "unfinished": group.unfinished,
        "invalid": group.invalid, "rate": percent(group.rate),
    }  # fmt: skip
    told = gettext("收到 %(received)s，有效 %(valid)s，已辦結 %(handled)s（%(rate)s）")
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
        parts=(("handled", tally.handled), ("unfinished", group.unfinished), ("invalid", group.invalid)),
        told=(told if tally.valid else gettext("收到 %(received)s，都不予受理或已撤回")) % text,
        title=gettext("已辦結 %(handled)s 件，尚未辦結 %(unfinished)s 件，不予受理或撤回 %(invalid)s 件") % text,
        url=link("received"),
    )


def _rows_of(model, name, scope, *, nameless, has_list=True):
    """A row for each stored row that something belongs to, in their own order; last, what belongs to none."""
    groups = scope.statistics.groups[name]

    def row(key, label):
        link = (lambda tally: scope.board(**{name: key, "tally": tally})) if has_list else (lambda tally: "")
        return _grouped(label, groups[key], link)

    rows = [row(stored.pk, reading(stored)) for stored in model.objects.all() if stored.pk in groups]
    return rows + ([row(None, nameless)] if None in groups else [])


HEADINGS = (
    _("收到"), _("有效"), _("已辦結"), _("辦結率"), _("已經答覆或已過期限"), _("按期答覆"), _("按期答覆率"),
    _("重辦已經答覆或已過期限（次）"), _("重辦按期（次）"), _("重辦按期率"), _("有首次答覆"),
    _("答覆用時中位數（工作日）"), _("九成不超過（工作日）"),
)  # fmt: skip


def _by(name, title, heading, rows, meaning):
    return Table(
        name=name,
        title=title,
        meaning=meaning,
        headings=(heading, *map(str, HEADINGS)),
        rows=rows,
        legend=(
            ("handled", gettext("已辦結（含併案）")),
            ("unfinished", gettext("尚未辦結")),
            ("invalid", gettext("不予受理或撤回")),
        ),
    )
