"""The three sentences that open the statistics: what became of all, how promptly it was answered, who was content.

A sentence is a list of pieces; a number has the address of its list, where there is one that holds exactly these.
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext

from feedback.data.tables.scope import percent_of
from feedback.models import Campaign
from feedback.rules.counted import statistics
from feedback.rules.counted.ratings import RATED
from feedback.rules.counted.tally import days
from feedback.rules.periods import Promptness
from feedback.rules.ratings import RatingOutcome


class Piece(NamedTuple):
    text: str
    url: str = ""


def pieces(sentence, **places):
    """`sentence` cut at its places; what stands in one is a text, a `Piece`, or a list of pieces."""
    cut = []
    for number, part in enumerate(re.split(r"%\((\w+)\)s", sentence)):
        found = places[part] if number % 2 else part
        cut += found if isinstance(found, list) else [found if isinstance(found, Piece) else Piece(str(found))]
    return [piece for piece in cut if piece.text]


def sentences(scope):
    """Three paragraphs, each a list of sentences; there is something in `scope`."""
    total = scope.statistics.total
    return [
        [_received(scope, total.tally), *_of_talks(scope)],
        [_on_time(scope, total), *_how_long(total)],
        _content(scope),
    ]


def _number(scope, count, **filters):
    return Piece(str(count), scope.board(**filters) if count else "")


def _listed(parts):
    """Pieces of several parts, one behind the other."""
    listed = parts[:1]
    for part in parts[1:]:
        listed += [[Piece(gettext("，"))], part]
    return [piece for part in listed for piece in part]


def _received(scope, tally):
    parts = [
        ("closed", tally.closed, gettext("辦結 %(count)s 件"), gettext("收到 %(received)s 件，全部辦結。")),
        ("open", tally.open, gettext("在辦 %(count)s 件"), gettext("收到 %(received)s 件，全部在辦。")),
        ("merged", tally.merged, gettext("併案 %(count)s 件"), gettext("收到 %(received)s 件，全部併案。")),
        ("declined", tally.declined, gettext("不予受理 %(count)s 件"), gettext("收到 %(received)s 件，全部不予受理。")),
        ("withdrawn", tally.withdrawn, gettext("撤回 %(count)s 件"), gettext("收到 %(received)s 件，全部撤回。")),
    ]
    received = _number(scope, tally.received, tally="received")
    for name, count, _part, of_all in parts:
        if count == tally.received > 1:
            return pieces(of_all, received=_number(scope, count, tally=name))
    told = [pieces(part, count=_number(scope, count, tally=name)) for name, count, part, _of_all in parts if count]
    return pieces(gettext("收到 %(received)s 件：%(parts)s。"), received=received, parts=_listed(told))


def _of_talks(scope):
    """How much of several campaigns was asked in talks; nothing where one is chosen, or nobody asked."""
    group = scope.by_kind.get(Campaign.Kind.LIVE)
    if not group or "campaign" in scope.parameters:
        return []
    asked = _number(scope, group.tally.received, campaign_kind=Campaign.Kind.LIVE, tally="received")
    handled = _number(scope, group.tally.handled, campaign_kind=Campaign.Kind.LIVE, tally="handled")
    sentence = gettext("其中在線懇談提問 %(asked)s 件，已辦結 %(handled)s 件。")
    return [pieces(sentence, asked=asked, handled=handled)]


def _on_time(scope, group):
    if not group.judged:
        return pieces(gettext("還沒有一件可以判斷是否按期答覆。"))
    if group.on_time == group.judged > 1:
        judged = _number(scope, group.judged, promptness=Promptness.ON_TIME)
        return pieces(gettext("已經答覆或已過期限的 %(judged)s 件，全部按期答覆，沒有逾期的。"), judged=judged)
    parts = [
        (Promptness.ON_TIME, gettext("按期答覆 %(count)s 件（%(share)s）")),
        (Promptness.LATE, gettext("逾期答覆 %(count)s 件")),
        (Promptness.OVERDUE, gettext("逾期未答覆 %(count)s 件")),
    ]
    told = []
    for mark, part in parts:
        count = group.promptness.get(mark, 0)
        number = _number(scope, count, promptness=mark)
        told.append(pieces(part, count=number, share=percent_of(count, group.judged)))
    sentence = gettext("已經答覆或已過期限的 %(judged)s 件：%(parts)s。")
    return pieces(sentence, judged=group.judged, parts=_listed(told))


def _how_long(group):
    """How many working days the first reply took; nothing while there is none."""
    if not group.replied:
        return []
    middle, most = days(statistics.median(group.days)), days(statistics.percentile(group.days, 90))
    if group.replied == 1:
        return [
            pieces(
                gettext("有首次答覆的 1 件（併案、撤回和不予受理的不計），用了 %(days)s 個工作日。"), days=Piece(middle)
            )
        ]
    sentence = gettext(
        "有首次答覆的 %(replied)s 件（併案、撤回和不予受理的不計），用時的中位數是 %(middle)s 個工作日，"
        "九成不超過 %(most)s 個。"
    )
    return [pieces(sentence, replied=group.replied, middle=Piece(middle), most=Piece(most))]


def _content(scope):
    """The lists of the board have only ratings of what is public, so no number leads there; a sentence says it."""
    ratings = scope.statistics.ratings
    last = ratings.final
    if not ratings.replied:
        return [pieces(gettext("還沒有一件得到過答覆，所以還沒有評議。"))]
    if not last.rated:
        return [
            pieces(
                gettext("得到過答覆的 %(replied)s 件（併案隨主件得到答覆的也算），還沒有一件評議。"),
                replied=ratings.replied,
            )
        ]
    if last.content == last.rated > 1:
        told = pieces(
            gettext(
                "得到過答覆的 %(replied)s 件（併案隨主件得到答覆的也算），評議過的 %(rated)s 件，"
                "最後都在基本滿意及以上。"
            ),
            replied=ratings.replied, rated=last.rated,
        )  # fmt: skip
    else:
        told = pieces(
            gettext(
                "得到過答覆的 %(replied)s 件（併案隨主件得到答覆的也算），評議過的 %(rated)s 件，"
                "最後在基本滿意及以上的 %(content)s 件（%(share)s）。"
            ),
            replied=ratings.replied, rated=last.rated, content=last.content, share=percent_of(last.content, last.rated),
        )  # fmt: skip
    staffed = pieces(gettext("憑工作人員開具的回執評議的有 %(count)s 件。"), count=last.staffed)
    silent = gettext("沒有評議的 %(count)s 件。") if ratings.not_rated else gettext("得到過答覆的都評議了。")
    public = Piece(gettext("看內容公開的評議"), scope.board(rating=RATED))
    return [told, staffed, pieces(silent, count=ratings.not_rated), *_lows(ratings.lows), [public]]


def _lows(lows):
    """How the low ratings ended, those of an earlier answer too; nothing while there is none."""
    total = sum(lows.values())
    if not total:
        return []
    parts = [
        (RatingOutcome.CONTENT_AFTER_REDO, gettext("重辦後滿意 %(count)s 次")),
        (RatingOutcome.LOW_AFTER_REDO, gettext("重辦後仍不滿意 %(count)s 次")),
        (RatingOutcome.EXPLAINED, gettext("已說明 %(count)s 次")),
        (RatingOutcome.UNREACHABLE, gettext("無法聯繫 %(count)s 次")),
        ("", gettext("還沒有結果 %(count)s 次")),
    ]
    told = [pieces(part, count=lows[outcome]) for outcome, part in parts if lows.get(outcome)]
    return [pieces(gettext("不滿意的評議 %(total)s 次：%(parts)s。"), total=total, parts=_listed(told))]
