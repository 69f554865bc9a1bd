"""Of a paper, the tables of numbers: the span beside earlier ones, the units, what came of low ratings."""

from django.utils.translation import gettext

from feedback.papers.numbers import whole
from feedback.papers.rules import CALLED, Kind
from feedback.papers.tables import NOTHING, Cell, Column, Table, day, numbers, share, texts
from feedback.rules.counted.statistics import median
from feedback.rules.counted.tally import days
from feedback.rules.periods import Promptness
from feedback.rules.ratings import RatingOutcome
from portal.reading.readers import name_shown


def compared(paper):
    """Each number of the span beside those of earlier ones."""
    columns = [Column(gettext("項目")), Column(_heading(gettext("本期"), paper.span), is_number=True)]
    called = zip(CALLED[paper.span.kind], paper.earlier, strict=True)
    columns += [Column(_heading(word, span), is_number=True) for word, span in called]
    told = [_measures(whole(by_unit)) for by_unit in paper.found]
    rows = [[Cell(row[0][0]), *(Cell(value) for _name, value in row)] for row in zip(*told, strict=True)]
    return Table("compared", gettext("本期與以往"), columns, rows, notes=_how(paper.span))


def units(paper):
    """Of the whole bureau, what each unit did in the span and has in hand now."""
    columns = [
        Column(gettext("承辦單位")),
        *numbers(
            gettext("收到"), gettext("受理"), gettext("首次答覆"), gettext("首次辦理按期"), gettext("重新辦理按期"),
            gettext("評議滿意"), gettext("現未辦結"), gettext("現逾期未答覆"),
        ),
    ]  # fmt: skip
    rows = []
    for key, name in [(None, gettext("尚未轉辦")), *((unit.pk, str(unit)) for unit in paper.units.values())]:
        found, is_open = paper.found[0].get(key), paper.standing.open[key]
        if not found and not is_open:
            continue
        told = _of_unit(found) if found else [0, 0, 0, NOTHING, NOTHING, NOTHING]
        rows.append(texts(name, *told, is_open, paper.standing.late[key]))
    return Table(
        "units", gettext("各承辦單位"), columns, rows,
        notes=(gettext("各單位按現在由誰承辦計；「現」字各欄是製表時的情況。"),),
        empty=gettext("各單位本期沒有收到，也沒有未辦結的。"),
    )  # fmt: skip


def low_outcomes(paper):
    """How the low ratings of the span ended."""
    lows = whole(paper.found[0]).ratings.lows
    named = [(outcome.value, outcome.label) for outcome in RatingOutcome] + [("", gettext("還沒有結果"))]
    rows = [texts(label, lows[code]) for code, label in named if lows.get(code)]
    columns = [Column(gettext("結果")), Column(gettext("次數"), is_number=True)]
    return Table("lows", gettext("不滿意的評議怎樣了結"), columns, rows)


def loads(paper):
    """What each handler has in hand now."""
    order = {key: place for place, key in enumerate(paper.units)}
    found = sorted(paper.standing.handlers.items(), key=lambda item: (order.get(item[0][0], -1), -item[1][0]))
    rows = []
    for (unit, handler), (in_hand, late) in found:
        who = name_shown(paper.person(handler)) if handler else gettext("沒有指定承辦人")
        rows.append(texts(who, paper.unit_name(unit), in_hand, late))
    columns = [Column(gettext("承辦人")), Column(gettext("承辦單位")), *numbers(gettext("在辦"), gettext("其中逾期"))]
    return Table("loads", gettext("承辦人在辦"), columns, rows, empty=gettext("現在沒有在辦的。"))


def _heading(word, span):
    """What a span is called, with its days; a whole month by its name."""
    if span.kind == Kind.MONTH and span.until == span.last:
        return f"{word} {span.first:%Y-%m}"
    return f"{word} {day(span.first)}—{day(span.until)}"


def _measures(found):
    """[(what, number as it is read)] of the numbers of a span."""
    group, ratings, tally = found.group, found.ratings, found.tally
    middle = days(median(group.days))
    return [
        (gettext("收到（件）"), str(tally.received)),
        (gettext("其中在線懇談提問（件）"), str(found.in_talks)),
        (gettext("其中有效（件）"), str(tally.valid)),
        (gettext("受理（件）"), str(found.accepted)),
        (gettext("首次答覆（件）"), str(found.replied)),
        (gettext("首次辦理按期答覆"), share(group.on_time, group.judged)),
        (gettext("首次辦理逾期答覆（件）"), str(group.promptness.get(Promptness.LATE, 0))),
        (gettext("首次辦理逾期未答覆（件）"), str(group.promptness.get(Promptness.OVERDUE, 0))),
        (gettext("首次答覆用時中位數（工作日）"), middle or NOTHING),
        (gettext("重新辦理後答覆（次）"), str(found.returns_replied)),
        (gettext("重新辦理按期答覆"), share(group.returns_on_time, group.returns_judged)),
        (gettext("評議（件）"), str(ratings.final.rated)),
        (gettext("基本滿意及以上"), share(ratings.final.content, ratings.final.rated)),
        (gettext("不滿意的評議（次）"), str(sum(ratings.lows.values()))),
    ]


def _of_unit(found):
    group, last = found.group, found.ratings.final
    return [
        found.tally.received, found.accepted, found.replied, share(group.on_time, group.judged),
        share(group.returns_on_time, group.returns_judged), share(last.content, last.rated),
    ]  # fmt: skip


def _how(span):
    told = gettext(
        "按現在的登記計算，算法與公開的統計相同。按期：本期首次答覆的和期限在本期或者更早、至今沒有答覆的，其中按期"
        "答覆的；重新辦理的另計。評議只計最後一次。少於五件的不算比率。"
    )
    if not span.is_running:
        return (told,)
    return told, gettext("本期還沒有結束，以往各期也只算到同一天。")
