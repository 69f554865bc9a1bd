"""The tables of the whole: totals, where all of it stands, promptness, working days, outcomes."""

from django.utils.translation import gettext

from feedback.data import points
from feedback.data.tables.scope import percent
from feedback.office import outcomes as office
from feedback.parts.drawn.bars import Cell, Row, Table
from feedback.rules.counted import statistics
from feedback.rules.counted.statistics import DERIVED, share
from feedback.rules.counted.tally import days
from feedback.rules.periods import Cause, Promptness
from feedback.rules.reasons import Closing
from portal.reading.languages import reading


def summary(scope):
    """The totals, each with how it is counted."""
    group, ratings = scope.statistics.total, scope.statistics.ratings
    last = ratings.final
    tally = group.tally
    rows = [
        (gettext("收到"), tally.received, gettext("給過回執的每一件都算，一件不少。"), "received"),
        (gettext("有效"), tally.valid, gettext("收到的，減去不予受理和撤回的。"), "valid"),
        (gettext("已辦結"), tally.handled, gettext("辦結的，加上主件已經辦結的併案。"), "handled"),
        (
            gettext("辦結率"),
            percent(group.rate),
            gettext("有效 %(valid)s 件，其中已辦結 %(handled)s 件。")
            % {"valid": tally.valid, "handled": tally.handled},
            None,
        ),
        (
            gettext("按期答覆率"),
            percent(group.on_time_rate),
            gettext("已經答覆或者已過期限的 %(judged)s 件，其中按期答覆 %(on_time)s 件。")
            % {"judged": group.judged, "on_time": group.on_time},
            None,
        ),
        (
            gettext("重辦按期率"),
            percent(group.returns_on_time_rate),
            gettext("重新進入辦理以後，已經答覆或者已過這次期限的 %(judged)s 次，其中按期答覆 %(on_time)s 次。")
            % {"judged": group.returns_judged, "on_time": group.returns_on_time},
            None,
        ),
        (
            gettext("答覆用時中位數（工作日）"),
            days(statistics.median(group.days)),
            gettext("已有首次答覆的 %(count)s 件（併案、撤回和不予受理的不計），按用時長短排列，正中間的天數。")
            % {"count": group.replied},
            None,
        ),
        (
            gettext("九成不超過（工作日）"),
            days(statistics.percentile(group.days, 90)),
            gettext("已有首次答覆的 %(count)s 件（併案、撤回和不予受理的不計），至少九成不超過這個天數。")
            % {"count": group.replied},
            None,
        ),
        (
            gettext("滿意率"),
            percent(share(last.content, last.rated)),
            gettext(
                "得到過答覆的 %(replied)s 件（併案隨主件得到答覆的也算）：已評議 %(rated)s 件，沒有評議 "
                "%(not_rated)s 件。最後評議基本滿意及以上 %(content)s 件；憑工作人員開具的回執評議的 %(staffed)s 件。"
            )
            % {
                "replied": ratings.replied,
                "rated": last.rated,
                "content": last.content,
                "staffed": last.staffed,
                "not_rated": ratings.not_rated,
            },  # fmt: skip
            None,
        ),
    ]
    return Table(
        name="summary",
        title=gettext("總數"),
        meaning=gettext("辦結率等百分比一律捨去尾數，不作進位；沒有可算的件數時，不列百分比。"),
        headings=(gettext("指標"), gettext("數值"), gettext("怎樣計算")),
        rows=[Row(label, (Cell(number, scope.board(tally=name)), Cell(note))) for label, number, note, name in rows]
        if tally.received
        else [],
        empty=gettext("這個範圍裡還沒有收到意見建議，所以沒有數字可列。"),
    )


def standing(scope):
    tally = scope.statistics.total.tally
    rows = [
        (gettext("在辦"), "open", tally.open),
        (gettext("辦結"), "closed", tally.closed),
        (gettext("不予受理"), "declined", tally.declined),
        (gettext("併案"), "merged", tally.merged),
        (gettext("撤回"), "withdrawn", tally.withdrawn),
    ]
    return Table(
        name="standing",
        title=gettext("辦到哪一步"),
        meaning=gettext("收到的 %(received)s 件，每一件都在其中一項裡，五項相加就是收到的總數。")
        % {"received": tally.received},
        point=points.closed(tally.closed, tally.received) if tally.received else "",
        subtitle=gettext("收到的現在辦到哪一步，相加就是總數。"),
        headings=(gettext("去向"), gettext("件數"), gettext("占收到的")),
        rows=[_counted(label, count, tally.received, url=scope.board(tally=name)) for label, name, count in rows]
        if tally.received
        else [],
    )


def closings(scope):
    counts = scope.statistics.closings
    total = sum(counts.values())
    return Table(
        name="closings",
        title=gettext("怎樣辦結的"),
        meaning=gettext(
            "現在辦結的 %(total)s 件，按最近一次辦結的原因。收到同一答覆的市民都評議為基本滿意及以上的，隨即辦結；沒有"
            "都這樣評議的，評議期滿自動辦結；到期沒有自動辦結的，由工作人員辦結。正在重新辦理的不計，併案隨主件辦結，也不計。"
        )
        % {"total": total},
        point=points.largest([(closing.label, counts.get(closing, 0)) for closing in Closing]) if total else "",
        subtitle=gettext("現在辦結的，是怎樣辦結的。"),
        headings=(gettext("原因"), gettext("件數"), gettext("占辦結的")),
        rows=[_counted(closing.label, counts.get(closing, 0), total) for closing in Closing] if total else [],
        empty=gettext("還沒有辦結的，所以沒有辦結的原因可列。"),
    )


def promptness(scope):
    group = scope.statistics.total
    timed = sum(group.promptness.values())
    return Table(
        name="promptness",
        title=gettext("是否按期答覆"),
        meaning=gettext(
            "計時的 %(timed)s 件：有效的，減去隨主件答覆的併案，再減去起初不予受理、經市民提出異議才重新審查的。首次"
            "答覆不晚於首次辦理的期限為按期；期限從收到起算，不因重辦而改變，經公開延長的，按延長後的期限。按期率只算已經答覆"
            "或者已過期限的 %(judged)s 件。"
        )
        % {"timed": timed, "judged": group.judged},
        point=points.on_time(group.on_time, group.judged) if timed else "",
        subtitle=gettext("首次答覆是否按期。"),
        headings=(gettext("情況"), gettext("件數"), gettext("占已經答覆或已過期限的")),
        rows=[
            _counted(
                mark.label,
                group.promptness.get(mark, 0),
                None if mark == Promptness.NOT_YET else group.judged,
                url=scope.board(promptness=mark),
            )
            for mark in Promptness
        ]
        if timed
        else [],
        empty=gettext("還沒有要計時的意見建議。"),
    )


def returns(scope):
    """What came back into work, each time with days of its own, beside the first replies."""
    group = scope.statistics.total
    derived, judged = group.returned(DERIVED), group.returns_judged
    causes = [cause for cause in Cause if cause != Cause.FIRST]
    rows = [(mark.label, mark, None if mark == Promptness.NOT_YET else judged) for mark in Promptness]
    meaning = gettext(
        "重新進入辦理的 %(count)s 次：市民不滿意而重辦的、督辦決定重新辦理的、市民提出異議而重新審查的、不予受理撤回而"
        "重新審查的。每次都從當天起另算期限，可以公開延長一次；答覆不晚於這次期限的為按期，不影響首次辦理是否按期。"
        "重辦按期率只算已經答覆或者已過這次期限的 %(judged)s 次；又不予受理、併案或撤回的不計。"
    ) % {"count": sum(group.returns.values()), "judged": judged}
    if derived:
        rows.append((gettext("期限為追溯推算，不計入"), DERIVED, None))
        meaning += gettext(
            "其中 %(derived)s 次在另算期限以前發回，當時沒有這個期限，是後來按辦理記錄追溯推算的，只列次數，不計入重辦"
            "按期率。"
        ) % {"derived": derived}
    return Table(
        name="returns",
        title=gettext("重辦是否按期"),
        meaning=meaning,
        point=points.returns_on_time(group.returns_on_time, judged) if group.returns else "",
        subtitle=gettext("重新進入辦理的次數，另算期限。"),
        headings=(
            gettext("情況"),
            gettext("次數"),
            gettext("占已經答覆或已過期限的"),
            *(gettext("其中：%(cause)s") % {"cause": cause.label} for cause in causes),
        ),
        rows=[
            _counted(
                label,
                group.returned(mark),
                whole,
                in_times=True,
                more=[Cell(group.returned(mark, cause=cause)) for cause in causes],
            )
            for label, mark, whole in rows
        ]
        if group.returns
        else [],
        empty=gettext("沒有重新進入辦理的。"),
    )


def working_days(scope):
    group = scope.statistics.total
    rows, so_far = [], 0
    for span, count in statistics.spans(group.days) if group.replied else []:
        so_far += count
        cells = (Cell(count), Cell(percent(share(count, group.replied))), Cell(percent(share(so_far, group.replied))))
        rows.append(_bar(_span(*span), count, share(count, group.replied), cells))
    return Table(
        name="working-days",
        title=gettext("多少個工作日得到答覆"),
        meaning=gettext(
            "已有首次答覆的 %(count)s 件，從收到的次日（信件等先送達、後登記的，從送達的次日）數到首次答覆當天。"
            "工作日按國務院公布的節假日和調休計算；尚未公布的年份，暫按星期一至星期五計算。併案、撤回和不予受理的不計。"
        )
        % {"count": group.replied},
        point=points.working_days(statistics.median(group.days), statistics.percentile(group.days, 90))
        if group.replied
        else "",
        subtitle=gettext("從收到到首次答覆所用的工作日。"),
        headings=(gettext("工作日"), gettext("件數"), gettext("占已答覆的"), gettext("累計")),
        rows=rows,
        empty=gettext("還沒有一件得到答覆，所以沒有用時可列。"),
    )


def _span(first, last):
    if last is None:
        return gettext("%(first)s 個工作日以上") % {"first": first}
    return gettext("%(first)s 至 %(last)s 個工作日") % {"first": first, "last": last} if last else gettext("當天")


def outcomes(scope):
    counts, rows = scope.statistics.outcomes, office.outcomes()
    shown = [(code, reading(row)) for code, row in rows.items() if row.is_active or counts.get(code)]
    adopted = office.codes_taken_up()
    total = sum(counts.values())
    return Table(
        name="outcomes",
        title=gettext("採納情況"),
        meaning=gettext("現有答覆的 %(total)s 件，按最近一次答覆所寫的採納情況；正在重新辦理的和併案不計。")
        % {"total": total},
        point=points.adopted(sum(counts.get(code, 0) for code in adopted), total) if total else "",
        subtitle=gettext("最近一次答覆的採納情況。"),
        headings=(gettext("採納情況"), gettext("件數"), gettext("占已答覆的")),
        rows=[_counted(name, counts.get(code, 0), total) for code, name in shown] if total else [],
        empty=gettext("還沒有答覆，所以沒有採納情況可列。"),
    )


def _bar(label, count, rate, cells, url="", in_times=False):
    told = (gettext("%(count)s 次") if in_times else gettext("%(count)s 件")) % {"count": count}
    return Row(label, cells, parts=(("plain", count),), told=told, more=percent(rate) or "", url=url)


def _counted(label, count, whole, *, url="", more=(), in_times=False):
    rate = share(count, whole) if whole else None
    url = url if count else ""
    return _bar(label, count, rate, (Cell(count, url), Cell(percent(rate)), *more), url, in_times)
