"""What a chart says: its heading as a sentence, computed from the numbers that are drawn; no queries, no clock.

Each takes plain numbers of which at least one is not 0, and has a sentence for all of them, for one, for a tie.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from feedback.data.tables.scope import percent_of
from feedback.rules.counted.tally import days

NAMED = 2  # so many that lead together are named, of more it is said how many they are


def largest(counts):
    """Of [(name, count)]."""
    counts = [(name, count) for name, count in counts if count]
    most, total = max(count for _name, count in counts), sum(count for _name, count in counts)
    leading = [name for name, count in counts if count == most]
    if len(counts) == 1:
        return gettext("%(count)s 件都屬於「%(name)s」") % {"count": most, "name": leading[0]}
    if len(leading) > NAMED:
        return gettext("%(number)s 項一樣多，各 %(count)s 件") % {"number": len(leading), "count": most}
    if len(leading) > 1:
        return gettext("「%(one)s」和「%(other)s」一樣多，各 %(count)s 件") % {
            "one": leading[0], "other": leading[1], "count": most,
        }  # fmt: skip
    share = percent_of(most, total)
    return gettext("「%(name)s」最多，%(count)s 件，占 %(share)s") % {"name": leading[0], "count": most, "share": share}


def closed(count, received):
    """Of how many received ones are closed."""
    return _of_a_whole(
        count,
        received=received,
        none=gettext("收到的 %(received)s 件，還沒有辦結的"),
        every=gettext("收到的 %(received)s 件都辦結了"),
        some=gettext("收到的 %(received)s 件，辦結 %(count)s 件，占 %(share)s"),
    )


def on_time(count, judged):
    """Of how many first replies that can be judged, maybe none, were in time."""
    if not judged:
        return gettext("還沒有一件可以判斷是否按期")
    return _of_a_whole(
        count,
        judged=judged,
        none=gettext("已答覆或逾期的 %(judged)s 件，沒有按期答覆的"),
        every=gettext("已答覆或逾期的 %(judged)s 件，都按期答覆"),
        some=gettext("已答覆或逾期的 %(judged)s 件，按期答覆 %(count)s 件，占 %(share)s"),
    )


def returns_on_time(count, judged):
    """The same of what came back into work."""
    if not judged:
        return gettext("重辦的還沒有一次可以判斷是否按期")
    return _of_a_whole(
        count,
        judged=judged,
        none=gettext("重辦已答覆或逾期的 %(judged)s 次，沒有按期的"),
        every=gettext("重辦已答覆或逾期的 %(judged)s 次，都按期答覆"),
        some=gettext("重辦已答覆或逾期的 %(judged)s 次，按期答覆 %(count)s 次，占 %(share)s"),
    )


def adopted(count, replied):
    """Of how many replies adopted a suggestion, or a part of it."""
    return _of_a_whole(
        count,
        replied=replied,
        none=gettext("現有答覆的 %(replied)s 件，沒有採納或部分採納的"),
        every=gettext("現有答覆的 %(replied)s 件，都採納或部分採納"),
        some=gettext("採納或部分採納 %(count)s 件，占現有答覆的 %(share)s"),
    )


def content(count, rated, replied):
    """Of how many were content, of those who said so, maybe none."""
    if not rated:
        return gettext("得到過答覆的 %(replied)s 件，還沒有一件評議") % {"replied": replied}
    return _of_a_whole(
        count,
        rated=rated,
        none=gettext("評議過的 %(rated)s 件，沒有基本滿意及以上的"),
        every=gettext("評議過的 %(rated)s 件，都在基本滿意及以上"),
        some=gettext("評議過的 %(rated)s 件，基本滿意及以上的 %(count)s 件，占 %(share)s"),
    )


def solved(count, asked):
    """Of how many a citizen said that it is solved, of those who were asked, maybe none."""
    if not asked:
        return gettext("以前的評議沒有問是否解決")
    return _of_a_whole(
        count,
        asked=asked,
        none=gettext("問過的 %(asked)s 件，沒有說解決了的"),
        every=gettext("問過的 %(asked)s 件，都說解決了"),
        some=gettext("問過的 %(asked)s 件，說解決了的 %(count)s 件，占 %(share)s"),
    )


def lows(count, low):
    """Of how many low ratings it is known how they ended."""
    return _of_a_whole(
        count,
        low=low,
        none=gettext("不滿意的 %(low)s 次，都還沒有結果"),
        every=gettext("不滿意的 %(low)s 次，都有了結果"),
        some=gettext("不滿意的 %(low)s 次，有結果的 %(count)s 次，占 %(share)s"),
    )


def _of_a_whole(count, *, none, every, some, **named):
    """The sentence that is true of `count` of a whole, which is not 0 and is the one that is `named`."""
    (whole,) = named.values()
    sentence = none if not count else every if count == whole else some
    return sentence % {"count": count, "share": percent_of(count, whole), **named}


def working_days(middle, most):
    """Of the median and of the ninetieth percent."""
    text = {"middle": days(middle), "most": days(most)}
    if not most:
        return gettext("九成以上當天得到答覆")
    if not middle:
        return gettext("一半以上當天得到答覆，九成在 %(most)s 個工作日以內") % text
    if middle == most:
        return gettext("九成在 %(most)s 個工作日以內得到答覆") % text
    return gettext("一半在 %(middle)s 個工作日以內得到答覆，九成在 %(most)s 個以內") % text


def units(rates):
    """Of [(name, share that was answered in time as it is read)], the best first; only of those that have a rate."""
    if not rates:
        return gettext("各單位可以判斷是否按期的都不到五件，只列件數")
    if len(rates) == 1:
        return gettext("只有%(name)s夠五件，按期答覆率 %(rate)s") % {"name": rates[0][0], "rate": rates[0][1]}
    high, low = rates[0][1], rates[-1][1]
    if high == low:
        return gettext("夠五件的 %(number)s 個單位，按期答覆率都是 %(rate)s") % {"number": len(rates), "rate": high}
    best, worst = ([name for name, rate in rates if rate == extreme] for extreme in (high, low))
    return gettext("按期答覆率最高 %(high)s：%(best)s；最低 %(low)s：%(worst)s") % {
        "high": high, "best": _names_of_units(best), "low": low, "worst": _names_of_units(worst),
    }  # fmt: skip


def _names_of_units(names):
    return gettext("、").join(names) if len(names) <= NAMED else gettext("%(number)s 個單位") % {"number": len(names)}


def months(year, last):
    """Of a `Year` and of the 12 counts of the year before, None where those cannot be compared with it."""
    before = sum(last[: year.over]) if last else 0
    if before:
        return _compared(year, before)
    most = max(year.counts)
    leading = [month_name(place) for place, count in enumerate(year.counts, start=1) if count == most]
    text = {"year": year.year, "count": most, "months": gettext("、").join(leading)}
    if most == sum(year.counts):
        return gettext("%(year)s 年收到的 %(count)s 件都在%(months)s") % text
    if len(leading) > 1:
        return gettext("%(year)s 年%(months)s一樣多，各收到 %(count)s 件") % text
    return gettext("%(year)s 年%(months)s收到的最多，%(count)s 件") % text


def _compared(year, before):
    """Of the months that are over with the same ones of the year before."""
    count = sum(year.counts[: year.over])
    text = {"year": year.year, "period": _period(year.over), "count": count, "more": abs(count - before)}
    if count > before:
        return gettext("%(year)s 年%(period)s收到 %(count)s 件，比上年同期多 %(more)s 件") % text
    if count < before:
        return gettext("%(year)s 年%(period)s收到 %(count)s 件，比上年同期少 %(more)s 件") % text
    return gettext("%(year)s 年%(period)s收到 %(count)s 件，和上年同期一樣多") % text


def month_name(number):
    return date_format(date(2000, number, 1), gettext("n月"))


def _period(over):
    """From January to the last month that is over."""
    if over == 12:
        return gettext("全年")
    if over == 1:
        return month_name(1)
    return gettext("%(first)s至%(last)s") % {"first": month_name(1), "last": month_name(over)}
