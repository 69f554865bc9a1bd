"""放假安排: the days off and the working weekends of one year, read from the State Council's list.

The list is taken as it is published (「春節：2月15日至23日放假調休，共9天。2月14日上班。」), or with one day a line
(「2027-01-01 元旦 放假」), as a sheet has it; in either script.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext

MOST_CHARACTERS = 10_000
LONGEST_RUN = 15  # days; what is longer was mistyped
WEEKDAYS = "一二三四五六日"
# The days off that the law names by their date (全國年節及紀念日放假辦法, as in force since 2025).
FIXED_SINCE = 2025
FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
FESTIVALS = {
    "元旦": "元旦",
    "春節": "春[節节]",
    "清明節": "清明",
    "勞動節": "[勞劳][動动][節节]|五一",
    "端午節": "端午",
    "中秋節": "中秋",
    "國慶節": "[國国][慶庆]",
}
TOKEN = re.compile(
    r"""(?P<iso>\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2})
    |(?:(?P<year>\d{4})\s?年\s?)?(?:(?P<month>\d{1,2})\s?月\s?)?(?P<day>\d{1,2})\s?[日號号]
    |(?P<to>[至到~～—–-])
    |(?P<said>[（(][^（()）]{0,40}[)）]|(?:星期|周|週)[一二三四五六日天])
    |(?P<off>放假|[補补]休|休息)
    |(?P<work>上班|[補补]班)
    |共\s?(?P<count>\d{1,2})\s?天
    |(?P<stop>[。；;\n])""",
    re.VERBOSE,
)


class Unclear(ValueError):
    """The list cannot be taken as it is, for the reason that it says."""


@dataclass(frozen=True)
class Arrangement:
    """The days of one year that differ, or might, from its weekdays; `missing` are festivals that nothing names."""

    year: int
    off: frozenset = field(default_factory=frozenset)
    working: frozenset = field(default_factory=frozenset)
    missing: tuple = ()

    @property
    def days(self):
        """{day: is a working day}, in order."""
        return {day: day in self.working for day in sorted(self.off | self.working)}

    @property
    def working_in_order(self):
        return sorted(self.working)

    @property
    def runs(self):
        """The days off as (first, last, how many), in order."""
        runs = []
        for day in sorted(self.off):
            if runs and day - runs[-1][-1] == timedelta(days=1):
                runs[-1].append(day)
            else:
                runs.append([day])
        return [(run[0], run[-1], len(run)) for run in runs]


def is_fixed_day_off(day):
    """Whether the law itself makes `day` a day off, whatever a list says."""
    return day.year >= FIXED_SINCE and (day.month, day.day) in FIXED


def read_arrangement(text, year=None):
    """The `Arrangement` that `text`, of 10,000 characters at the most, says; `Unclear` when it cannot be sure.

    `year` is the one it is of, where the text itself does not tell.
    """
    if len(text) > MOST_CHARACTERS:
        raise Unclear(gettext("內容太長，請只粘貼放假安排的正文。"))
    year = year or _year_of(text)
    off, working = _days_of(text, year)
    _check(year, off, working)
    missing = tuple(name for name, pattern in FESTIVALS.items() if not re.search(pattern, text))
    return Arrangement(year, frozenset(off), frozenset(working), missing)


def _year_of(text):
    titled = re.search(r"(\d{4})\s?年[^。\n]{0,12}(?:[節节]假日|放假)", text)
    years = [int(titled[1])] if titled else [int(iso["iso"][:4]) for iso in TOKEN.finditer(text) if iso["iso"]]
    if not years:
        raise Unclear(gettext("看不出是哪一年的安排，請填寫年份。"))
    return Counter(years).most_common(1)[0][0]


def _days_of(text, year):
    """The days off and the working days, each as a set."""
    off, working, pending, run, is_range, without_month = set(), set(), [], [], False, ""
    for token in TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "day" and not (token["month"] or pending):
            without_month = token[0]  # or the number of the notice itself: 「7號」
        elif kind in ("iso", "day"):
            day = _day_of(token, year, pending)
            if is_range:
                pending[-1:] = _range(pending[-1], day, token)
            else:
                pending.append(day)
            is_range = False
        elif kind == "to":
            is_range = bool(pending)
        elif kind == "said":
            _check_weekday(token[0], pending)
        elif kind in ("off", "work") and without_month:
            raise Unclear(gettext("「%(words)s」沒有寫是哪個月，請補上。") % {"words": without_month})
        elif kind == "off" and pending:
            off.update(pending)
            run, pending = pending, []
        elif kind == "work" and pending:
            working.update(pending)
            pending = []
        elif kind == "count" and int(token["count"]) != len(run):
            told = gettext("「%(day)s」起的假期寫的是共 %(said)s 天，按日期數是 %(counted)s 天，請核對。")
            raise Unclear(told % {"day": run[0] if run else "", "said": int(token["count"]), "counted": len(run)})
        elif kind == "stop":
            pending, is_range, without_month = [], False, ""
    return off, working


def _day_of(token, year, before):
    """The date of a token; a month or year that is not written is that of the day before it in the sentence."""
    if token["iso"]:
        numbers = [int(number) for number in re.split(r"\s?[-/.]\s?", token["iso"])]
    else:
        before = before[-1] if before else date(year, 1, 1)
        numbers = [int(token["year"] or before.year), int(token["month"] or before.month), int(token["day"])]
    try:
        return date(*numbers)
    except ValueError:
        raise Unclear(gettext("沒有「%(words)s」這一天，請核對。") % {"words": token[0]}) from None


def _range(first, last, token):
    if last < first and first.month == 12:  # 12月31日至1月2日
        first = first.replace(year=last.year - 1)
    length = (last - first).days + 1
    if not 1 <= length <= LONGEST_RUN:
        raise Unclear(gettext("到「%(words)s」為止的一段假期不對，請核對起止日期。") % {"words": token[0]})
    return [first + timedelta(days=number) for number in range(length)]


def _check_weekday(words, pending):
    said = re.search(r"(?:星期|周|週|禮拜|礼拜)([一二三四五六日天])", words)
    if said and pending and WEEKDAYS.index(said[1].replace("天", "日")) != pending[-1].weekday():
        told = gettext("%(day)s 是星期%(weekday)s，寫的卻是「%(words)s」，請核對日期和年份。")
        raise Unclear(told % {"day": pending[-1], "weekday": WEEKDAYS[pending[-1].weekday()], "words": words})


def _check(year, off, working):
    fixed = [day for day in (date(year, month, number) for month, number in FIXED) if is_fixed_day_off(day)]
    missing = [day for day in fixed if day not in off]
    elsewhere = [day for day in off | working if not date(year - 1, 12, 15) <= day <= date(year + 1, 1, 15)]
    both, weekdays = sorted(off & working), sorted(day for day in working if day.weekday() < 5)
    if not off:
        raise Unclear(gettext("沒有讀到放假的日期，請粘貼整篇放假安排。"))
    if missing:
        told = gettext("%(day)s 是法定假日，安排裡卻沒有，請粘貼全年的安排。")
        raise Unclear(told % {"day": missing[0]})
    if elsewhere:
        told = gettext("%(day)s 不在 %(year)s 年的安排裡，請核對年份。")
        raise Unclear(told % {"day": min(elsewhere), "year": year})
    if both:
        raise Unclear(gettext("%(day)s 既寫了放假，又寫了上班，請核對。") % {"day": both[0]})
    if weekdays:
        raise Unclear(gettext("%(day)s 本來就是工作日，卻寫了上班，請核對。") % {"day": weekdays[0]})
