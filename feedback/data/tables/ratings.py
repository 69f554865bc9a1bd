"""The tables of 評議: the levels, whether it is solved, and how the low ones ended; and the columns of it elsewhere.

A rate stands with how many rated, how many did not, and how many did on a receipt that staff issued.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.data import points
from feedback.data.tables.scope import percent
from feedback.parts.drawn.bars import Cell, Row, Table
from feedback.rules.counted import few
from feedback.rules.counted.ratings import OPEN, RATED, WITHOUT_LEVEL
from feedback.rules.counted.statistics import share
from feedback.rules.ratings import Meaning, RatingOutcome, Solved

# What a table of parts says of the ratings of each.
HEADINGS = (
    _("已評議"), _("首次評議基本滿意及以上"), _("最後評議基本滿意及以上"), _("滿意率"), _("沒有評議"),
    _("憑工作人員開具的回執評議"),
)  # fmt: skip


def cells(ratings, link=lambda code: ""):
    """Under `HEADINGS`; of few no rate. `link` gives the list behind a number, where all of it is public."""
    first, last = ratings.first, ratings.final

    def listed(count, code):
        return Cell(count, link(code) if count else "")

    return (
        listed(last.rated, RATED),
        Cell(first.content),
        listed(last.content, Meaning.CONTENT),
        Cell(percent(few.rate(last.content, last.rated))),
        listed(ratings.not_rated, WITHOUT_LEVEL),
        Cell(last.staffed),
    )


def ratings(scope):
    said, public = scope.statistics.ratings, scope.statistics.public_ratings
    first, last = said.first, said.final

    def row(label, at_first, in_the_end, staffed, code):
        rate = share(in_the_end, said.replied)
        more = (Cell(percent(rate)), Cell(staffed), _of_public(scope, public, rating=code))
        return _bar(label, in_the_end, (Cell(at_first), Cell(in_the_end), *more), percent(rate))

    rows = [
        row(
            level.name, first.levels.get(level.code, 0), last.levels.get(level.code, 0),
            last.levels_staffed.get(level.code, 0), level.code,
        )
        for level in scope.levels
        if level.is_current or level.code in {*first.levels, *last.levels}
    ]  # fmt: skip
    rows.append(row(gettext("沒有評議"), said.not_rated, said.not_rated, 0, WITHOUT_LEVEL))
    return Table(
        name="ratings",
        title=gettext("市民評議"),
        meaning=gettext(
            "得到過答覆的 %(answered)s 件，每張回執對每次答覆評議一次；併入別件的也各自評議。首次和最後的評議都計入，"
            "只評議過一次的，兩處相同。已評議 %(rated)s 件，沒有評議 %(not_rated)s 件。"
            "由工作人員登記的，回執由工作人員開具，憑這種回執評議的 %(staffed)s 件同樣計入，另列一欄。"
            "帶鏈接的是內容公開的，按最後的評議列出。"
        )
        % {"answered": said.replied, "rated": last.rated, "not_rated": said.not_rated, "staffed": last.staffed},
        point=points.content(last.content, last.rated, said.replied) if said.replied else "",
        subtitle=gettext("得到過答覆的，市民最後怎樣評議。"),
        headings=(
            gettext("評議"), gettext("首次"), gettext("最後"), gettext("占得到過答覆的"),
            gettext("其中憑工作人員開具的回執"), gettext("其中內容公開的"),
        ),
        rows=rows if said.replied else [],
        empty=gettext("還沒有一件得到答覆，所以沒有評議可列。"),
    )  # fmt: skip


def solved(scope):
    """What was not asked yet when it was rated is shown and in no share."""
    said, public = scope.statistics.ratings, scope.statistics.public_ratings
    last = said.final
    rows = []
    for code, label in Solved.choices:
        count = last.solved.get(code, 0)
        if code == Solved.NOT_ASKED and not count:
            continue
        rate = percent(share(count, last.asked)) if code != Solved.NOT_ASKED else None
        more = (Cell(rate), Cell(last.solved_staffed.get(code, 0)), _of_public(scope, public, solved=code))
        rows.append(_bar(label, count, (Cell(count), *more), rate))
    return Table(
        name="solved",
        title=gettext("解決了嗎"),
        meaning=gettext(
            "已評議的 %(rated)s 件，按最後一次評議所答；占比只算問過的 %(asked)s 件，以前的評議沒有問這一項，列為"
            "「未問」。沒有評議的 %(not_rated)s 件不計；憑工作人員開具的回執評議的 %(staffed)s 件同樣計入，另列一欄。"
        )
        % {"rated": last.rated, "asked": last.asked, "not_rated": said.not_rated, "staffed": last.staffed},
        point=points.solved(last.solved.get(Solved.SOLVED, 0), last.asked) if last.rated else "",
        subtitle=gettext("評議時，市民說問題解決了沒有。"),
        headings=(
            gettext("解決了嗎"), gettext("件數"), gettext("占問過的"), gettext("其中憑工作人員開具的回執"),
            gettext("其中內容公開的"),
        ),
        rows=rows if last.rated else [],
        empty=gettext("還沒有一件評議，所以沒有可列的。"),
    )  # fmt: skip


def lows(scope):
    """Every low rating by how it ended, those of an earlier answer too."""
    said, public = scope.statistics.ratings, scope.statistics.public_ratings
    total = sum(said.lows.values())
    rows = []
    for code, label in [*RatingOutcome.choices, ("", gettext("還沒有結果"))]:
        count = said.lows.get(code, 0)
        rate = percent(share(count, total))
        more = (Cell(rate), Cell(said.low_receipts.get(code, 0)), _of_public(scope, public, low=code or OPEN))
        rows.append(_bar(label, count, (Cell(count), *more), rate, in_times=True))
    return Table(
        name="lows",
        title=gettext("不滿意的結果"),
        meaning=gettext(
            "不滿意及以下的評議共 %(total)s 次，每一次都要有結果；重辦以前的也計入，所以一件可以有幾次。其中 "
            "%(open)s 次還沒有結果；市民隨後撤回建議的，不會再有結果，也算在內。"
        )
        % {"total": total, "open": said.lows.get("", 0)},
        point=points.lows(total - said.lows.get("", 0), total) if total else "",
        subtitle=gettext("不滿意的評議，每一次後來怎樣。"),
        headings=(gettext("結果"), gettext("次數"), gettext("占不滿意的"), gettext("件數"), gettext("其中內容公開的")),
        rows=rows if total else [],
        empty=gettext("沒有不滿意的評議。"),
    )


def _of_public(scope, public, **filter):
    """How many of it everybody may read, with their list."""
    [(name, code)] = filter.items()
    count = public.number(name, code)
    return Cell(count, scope.board(**filter) if count else "")


def _bar(label, count, cells, rate, *, in_times=False):
    told = (gettext("%(count)s 次") if in_times else gettext("%(count)s 件")) % {"count": count}
    return Row(label, cells, parts=(("plain", count),), told=told, more=rate or "")
