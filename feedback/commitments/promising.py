"""Which sentences promise, and by which day: in the plan that closes a report, and in a reply.

What is found is only proposed; a person reads it and corrects it. Every pattern is written in folded text (simplified
characters, half-width digits), which is as long as the text itself, so that places stay the same.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from reports.importer.folding import fold


class Promise(NamedTuple):
    """A sentence as it stands in the text, what it may be called, and the day it names, None where it names none."""

    sentence: str
    title: str
    day: date | None


MOST_OF_TITLE = 60
NUMERAL = "[一二三四五六七八九十]"
# 第一，… / 一是… / 其一，… / 首先，… / （一）… / 1.…
ENUMERATOR = (
    rf"(?:第{NUMERAL}+[,，、:：]|{NUMERAL}+是(?:要)?|其{NUMERAL}[,，]|首先[,，]?|其次[,，]?|最后[,，]"
    rf"|\({NUMERAL}+\)|\d{{1,2}}[.、])"
)
BREAK = re.compile(rf"(?<=[。!?！？\n])|(?<=[;；:：])(?={ENUMERATOR})")
REPLY_BREAK = re.compile(r"(?<=[。!?！？\n;；])")  # there each clause speaks for itself
ENUMERATED = re.compile(rf"\s*{ENUMERATOR}\s*")
INTENDS = re.compile(
    "将|打算|计划|拟|预计|争取|力争|确保|安排|继续|照常|推进|推动|开展|推行|整治|完成|建成|新建|新增|改造|扩建|安装|增设|开通|启用|上线|推广|"
    "扩大|加强|提升|落实|实现|解决|做到|做好|要"
)
# It only opens a list, looks back, or speaks to the reader.
LEADS = re.compile(
    r"^.{0,6}(?:做得不够|不足之处|短板|差距)|(?:件事|几项|如下|以下)[^,，]{0,8}[。:：]?$|请(?:市民|大家|各位|您)|谢谢|感谢"
)
# In a reply a day to come is promised, unless it is one by which the citizen does something.
OF_THE_CITIZEN = re.compile("您可|您须|评议|有效期")
# A month without a year that has passed is that of the next year, where the sentence looks ahead.
AHEAD, NOT_AHEAD = re.compile("将|拟|计划|预计|争取|力争|前"), re.compile(r"已|去年|今年|上年|\d{4}年")
NEXT = "明年|来年|新的一年|下一年|下一步|下步"
PLANS = "打算|计划|安排|规划|目标|思路|重点|工作|将|要"


def in_report(sections, year):
    """[(key, `Promise`)] of what a report of `year` promises for the next year.

    `sections` are (key, headings from the top down, paragraphs) in reading order.
    """
    upcoming = rf"{year + 1}\s*年|{NEXT}"
    heads = re.compile(rf"(?:{upcoming}).*(?:{PLANS})|(?:{PLANS}).*(?:{upcoming})")
    opens = re.compile(rf"\s*(?:{upcoming}).{{0,30}}?(?:{PLANS})")
    names_year = re.compile(upcoming)
    found = []
    for key, headings, paragraphs in sections:
        is_plan = any(heads.search(fold(heading)) for heading in headings)
        for paragraph in paragraphs:
            is_plan = is_plan or bool(opens.match(fold(paragraph)))
            for sentence in sentences(paragraph):
                told = fold(sentence)
                day = day_in(told, year + 1, year + 1)
                is_promise = _plans(told, day) if is_plan else _looks_ahead(told, names_year)
                if is_promise and not LEADS.search(told):
                    found.append((key, _promise(sentence, day or date(year + 1, 12, 31))))
    return found


def in_reply(body, said_on):
    """[`Promise`] of the sentences of a reply, written on the day `said_on`, that name a day to come."""
    found = []
    for sentence in sentences(body, REPLY_BREAK):
        told = fold(sentence)
        day = _day_ahead(told, said_on)
        if day and day > said_on and not LEADS.search(told) and not OF_THE_CITIZEN.search(told):
            found.append(_promise(sentence, day))
    return found


def _day_ahead(told, said_on):
    """The day that a sentence of that day names; 一月底前, said in December, is of the next year."""
    day = day_in(told, said_on.year, said_on.year + 1)
    if day and day <= said_on and AHEAD.search(told) and not NOT_AHEAD.search(told):
        return day_in(told, said_on.year + 1, said_on.year + 2)
    return day


def sentences(text, breaks=BREAK):
    """The sentences of a text, and the parts of a list within one, each as it stands there."""
    ends = [0, *(match.start() for match in breaks.finditer(fold(text))), len(text)]
    pieces = (text[start:end].strip() for start, end in zip(ends, ends[1:], strict=False))
    return [piece for piece in pieces if piece]


def _plans(told, day):
    return bool(day or ENUMERATED.match(told) or INTENDS.search(told))


def _looks_ahead(told, names_year):
    return bool(names_year.search(told) and INTENDS.search(told))


def _promise(sentence, day):
    return Promise(sentence, title_of(sentence), day)


def title_of(sentence):
    """What a promise may be called: its sentence without numeral and stop, cut where a clause ends."""
    numeral = ENUMERATED.match(fold(sentence))
    text = sentence[numeral.end() :] if numeral else sentence
    text = text.strip().rstrip("。！？!?；;")
    if len(text) <= MOST_OF_TITLE:
        return text
    cut = max(text.rfind(mark, 0, MOST_OF_TITLE) for mark in "，,；;：:、")
    return text[: cut if cut > 0 else MOST_OF_TITLE]


DIGITS = "〇○零一二三四五六七八九"
MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
TERMS = re.compile(
    rf"(?P<year>(?:19|20)\d{{2}}|二[〇○零][{DIGITS}]{{2}})\s*年(?!代)"
    r"|(?P<next>明年|来年|下一年)|(?P<this>今年|本年)|(?P<past>去年|上年|前年|往年|截至)"
    rf"|{MONTH}(?:份)?(?:\s*(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[日号]|(?P<part>[上中下]旬))?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<end>年底|年末|年内|年终|岁末)"
)
NUMBERS = {"〇": 0, "○": 0, "零": 0} | {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
TENS = {"上旬": 10, "中旬": 20}


def day_in(text, year, next_year):
    """The last day that `text` names: of a month or a quarter its last one. None where it names none.

    A day without a year is of `year`, and 明年 is `next_year`; a year that is named counts for what follows it, and is
    a day itself, its last one, where none follows. What is said of the past is left out.
    """
    days, of_year, is_bare = [], year, False
    for term in TERMS.finditer(fold(text)):
        if term["past"] or term["this"] or term["next"] or term["year"]:
            days += [date(of_year, 12, 31)] if is_bare else []
            is_bare = bool(term["next"] or term["year"])
            of_year = None if term["past"] else _year(term, year, next_year)
        elif of_year:
            is_bare = False
            days += _named(term, of_year)
    return max([*days, *([date(of_year, 12, 31)] if is_bare else [])], default=None)


def _named(term, year):
    """The day that a term names in that year, in a list; none where there is no such day."""
    if term["half"]:
        return [date(year, 6, 30) if term["half"] == "上" else date(year, 12, 31)]
    if term["quarter"]:
        return [date(year, *QUARTER_ENDS[_number(term["quarter"])])]
    if term["end"]:
        return [date(year, 12, 31)]
    month = _number(term["month"])
    last = monthrange(year, month)[1]
    day = _number(term["day"]) if term["day"] else TENS.get(term["part"], last)
    return [date(year, month, day)] if 1 <= day <= last else []


def _year(term, year, next_year):
    """The year that a term names: in digits, one by one in words, or as this one or the next."""
    if term["year"]:
        return int("".join(str(NUMBERS.get(digit, digit)) for digit in term["year"]))
    return next_year if term["next"] else year


def _number(numeral):
    """1 to 99, in digits or in words: 9, 九, 十九, 二十九."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (NUMBERS.get(tens, 1) * 10 if ten else 0) + NUMBERS.get(ones, 0)
