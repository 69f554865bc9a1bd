"""What the rest of a sentence gives to the name of a number: the names before it, earlier clauses, the heading."""

import re
from dataclasses import dataclass

from reports.importer.doubts import Doubt
from reports.importer.folding import fold
from reports.importer.sentences.belonging import Owners, is_consequence
from reports.importer.sentences.changes import WIDTHS
from reports.importer.sentences.clauses import TOPS, WENT, Clauses
from reports.importer.sentences.heads import is_opinion, rate_of_all, verb_of_whole, with_head, without_verb
from reports.importer.sentences.lent import Asking, Lent, is_new
from reports.importer.sentences.lists import (
    agent_of,
    has_verb,
    is_bare_verb,
    is_share_of,
    is_thing,
    lent_verb,
    only_verbs,
)
from reports.importer.sentences.measures import Rows
from reports.importer.sentences.own import OF_PERIOD, SHORT
from reports.importer.sentences.sharing import ENDS_IN_QUANTITY
from reports.importer.sentences.topics import Topics
from reports.importer.sentences.trimming import without_adverb
from reports.importer.sentences.units import NAMING

LEVEL = re.compile(r"(?:达到?|累计达?到?|[增升扩]至|[增升扩].?[至到]|总计|合计|共有?|总数为?)(?:了|约|近|超过?|逾)*$")
# Behind a clause that tells of what there are most: 「爆竊案居次，有200宗」.
THERE_ARE = re.compile(r"(?:共?有|录得|共)(?:了|约|近|超过?|逾)*$")
SUM = re.compile(r"(?:[合共总]计|合共|总共)(?:达到?|为)?(?:了|约|近|超过?|逾)*$")
# What comes of a deed and is not done: 「接待遊客86萬人次、旅遊收入5億元」.
EARNED = re.compile(r"(?:收入|花费|营收|产值|利润|税收|销售额|成交额|交易额|涉案金额|货值|价值)$")
CLOSES = re.compile("[；;：:。]")  # what stands before it is told to its end
GOES_ON = re.compile(r"\d[^，。；、,;：]{0,9}$")
RECEIVED = re.compile(r"共?(?:收到?|接到|接获|接报|发生|发现)")  # says no more than that there are so many
OF_PART = re.compile("由|在(?=.{3})|荣?获|被|入选|入围|纳入|列入|晋[级升]|上榜|跻身")
EACH = re.compile("每[百千万十]{1,2}名?(?:常住|户籍)?(?:人口?|老年人|老人|户)(?:拥有|平均)?")
# Which of the things that are counted: 「10億元以上項目31個、50億元以上5個」, 「國家級企業32家、省級480家」.
GRADE = re.compile(r"(?:国家|省|市|区|县|自治区|[1-5]?A|[一二三四五]星)级(?:以上)?|[\d.几]*[十百千万亿]+元以上")
SHORT_THEME = 1  # characters of what cannot be what grew
BOTH = ("均", "都")
NAMELESS = "（沒有名稱）"  # as no figure can be saved without one


@dataclass(frozen=True)
class Given:
    """A number that looks for its name, with the words of its own."""

    own: str
    behind: str
    core: tuple[int, int]
    number: object
    is_change: bool
    is_listed: bool


class Context:
    """What one sentence has told so far."""

    def __init__(self, text, folded, heading):
        self.text, self.folded, self.heading = text, folded, heading
        self.clauses, self.lent = Clauses(text, folded), Lent()
        self.owners, self.topics = Owners(self.clauses), Topics(self.clauses)
        self.rows = Rows(self.clauses, self.lent)
        self._each = ""  # 「每萬人」, with which the list that is being read began
        self._verb = ""  # that the list which is being read began with
        self._verb_of_whole = ""  # that the part which is being read took from what it is a part of

    def borrowed(self, given):
        """The name that numbers or clauses before it lend to a number whose own words are too few, or ""."""
        told = self._by_whom(given) or self._of_times(given) or self._of_level(given) or self._of_turn(given)
        if told:
            return told
        lent = self.lent.to(self._asking(given))
        return self._of_owner(given, lent) or lent

    def _by_whom(self, given):
        """「其中30項由市局牽頭」 are 市局牽頭 of what was counted before, 「8家入選名錄」 those of it that 入選名錄."""
        is_part = self._is_part(given)
        if given.own or not is_part or not self.lent.counted:
            return ""
        told, thing = OF_PART.match(fold(given.behind)), without_verb(self.lent.counted)
        if not told:
            return ""
        name = given.behind[1:] + thing if told.group() == "由" else thing + given.behind
        self.lent.parts.add(name)
        return name

    def _is_part(self, given):
        """Whether a number counts some of what was counted before: 「其中」 stands before it or its list."""
        start = max(self.folded.rfind(stop, 0, given.number.opens) for stop in "，,；;。")
        last = self.lent.last_value
        is_alike = last is not None and last.unit == given.number.unit
        return is_alike and self.folded.startswith("其中", start + 1)

    def _of_times(self, given):
        """「是2020年的1.8倍」 is told of what was counted before."""
        is_told = fold(given.number.unit) == "倍" and not given.is_change and OF_PERIOD.fullmatch(fold(given.own))
        return self.lent.last_value.name if is_told and self.lent.last_value else ""

    def _of_level(self, given):
        """「一般貿易佔比首次過半，達到」 tells what 53% is of, although numbers of another thing stand before it."""
        number = given.number
        if given.own or given.behind or given.is_change or given.is_listed or not self.clauses.number_ends:
            return ""
        place = self.clauses.theme(number.opens, only_last=True)
        if not place or place[0] < self.clauses.number_ends[-1] or self.folded[slice(*place)] in WIDTHS:
            return ""
        words, near = self.text[slice(*place)], max(0, number.start - 8)
        is_level = LEVEL.search(self.folded, near, number.start)
        end = self.clauses.start_of(number.opens, 0) - 1
        if TOPS.fullmatch(self.folded, place[1], max(place[1], end)):
            return words if is_level or THERE_ARE.search(self.folded, near, number.start) else ""
        return words if is_level and ENDS_IN_QUANTITY.search(fold(words)) else ""

    def _of_turn(self, given):
        """「進出口由降轉升，增長8%」 tells what grew, although numbers of another thing stand before it."""
        ends = self.clauses.number_ends
        if given.own or given.behind or not given.is_change or given.is_listed or not ends:
            return ""
        place = self.clauses.theme(given.number.opens, only_last=True)
        grown = self.grown_before(given.number) if place and place[0] >= ends[-1] else ""
        is_one = len(grown) > SHORT_THEME and "、" not in grown and fold(grown) not in WIDTHS
        return grown if is_one else ""

    def of_list(self, given):
        """The name of a number with what the names before it in its list lend to it, or ""."""
        own, behind, core, number = given.own, given.behind, given.core, given.number
        is_near = self.lent.is_any() and not CLOSES.search(self.folded, self.clauses.numbers[-1], core[0])
        since = self.folded.rfind("；", 0, core[0]) + 1
        reached = self.lent.reached(own, behind, is_listed=given.is_listed, since=since) if own and is_near else ""
        if reached:
            return reached
        if own and not behind and is_near:
            ahead = self.text[max(0, core[0] - 3) : core[0]].rstrip("，,")[-2:]
            is_of_all = self.folded[core[1] : number.start][:1] in BOTH
            of_all = rate_of_all(own, self.lent.counted_of_list()) if is_of_all or is_opinion(own) else ""
            headed = of_all or with_head(own, ahead, self.lent, is_listed=given.is_listed)
            if headed:
                return headed
            if not given.is_change:
                self._verb_of_whole = verb_of_whole(own, ahead, self.lent, number.unit)
                if self._verb_of_whole:
                    return self._verb_of_whole + own
        told = self._of_grade(given) or self._of_each(given)
        if told:
            return told
        if not (given.is_listed and self._verb) or given.is_change or number.is_share:
            return ""
        if own and (has_verb(own) or is_share_of(own) or EARNED.search(fold(own))):
            return ""
        agent = agent_of(self.lent.last) if is_bare_verb(own) and not behind else ""
        if agent:
            return agent + own
        is_named = own if own else behind and is_thing(behind)
        return self._verb + own + behind if is_named else ""

    def _of_grade(self, given):
        """「省級」 behind 新增國家級企業 is 新增省級企業; "" of anything but a bare grade."""
        if given.behind or not GRADE.fullmatch(fold(given.own)) or not (given.is_listed or self._is_part(given)):
            return ""
        last = self.lent.last
        grade = GRADE.search(fold(last))
        return last[: grade.start()] + given.own + last[grade.end() :] if grade and grade.end() < len(last) else ""

    def _of_each(self, given):
        """「托位」 behind 每千人口執業醫師 is 每千人口托位."""
        is_counted = given.is_listed and given.own and not (given.is_change or given.number.is_share)
        is_told = given.own.startswith("每")
        return self._each + given.own + given.behind if self._each and is_counted and not is_told else ""

    def by_itself(self, given):
        """(the name that a number's own words give it, with what belongs to them; the doubts about it)."""
        own, behind = given.own, given.behind
        if own and not behind:
            measure = self.rows.measure_of(own, given.number, is_change=given.is_change, core=given.core)
            if measure:
                return own + measure, []
        theme = self._theme_of_short(given) if not behind and not given.is_listed else ""
        is_said = theme and (theme.endswith(own) or RECEIVED.fullmatch(fold(own)))
        name = without_adverb(theme if is_said else theme + own) + behind
        if name.strip(" 、"):
            is_unit_named = fold(given.number.unit) in NAMING and not behind and is_new(name)
            return name + given.number.unit if is_unit_named else name, [Doubt.CARRIED] if theme else []
        return self._elsewhere(given.number)

    def about(self, name, given):
        """A name with the topic that it is of, or ""."""
        start = given.core[0]
        first = self.topics.of(given.own, start, is_first=True)
        return first or self.topics.of(name, start) or self.topics.of_case(name, self.lent.last)

    def begin_list(self, given):
        """Remember the verb that the next of a list may go without."""
        own, behind = given.own, given.behind
        each = EACH.match(fold(own))
        self._each = own[: each.end()] if each and each.end() < len(own) else ""
        verb = own if behind and only_verbs(own) else lent_verb(own) if own and not is_share_of(own) else ""
        self._verb, self._verb_of_whole = verb or self._verb_of_whole, ""

    def end_list(self):
        self._each = self._verb = self._verb_of_whole = ""

    def _of_owner(self, given, lent):
        """The name of a number with what it belongs to, or ""; what is `lent` gives way to an owner that is nearer."""
        own, start = given.own + given.behind, given.core[0]
        if not own or (given.behind and not is_consequence(own)):
            return ""
        last = self.clauses.number_ends[-1] if self.clauses.number_ends else 0
        counted = self.lent.counted_of_list()
        return self.owners.of_share(own, start, last) or self.owners.of(
            own, start, is_after=last if lent else 0, counted=counted
        )

    def grown_before(self, number):
        """What the clause right before says that it grew: 「工業增加值穩步增長，增速」; "" when it says nothing so."""
        place = self.clauses.theme(number.opens, only_last=True)
        end = self.clauses.start_of(number.opens, 0) - 1
        return self.text[slice(*place)] if place and WENT.match(self.folded, place[1], max(place[1], end)) else ""

    def _asking(self, given):
        number = given.number
        before = self.folded[max(0, number.opens - 12) : number.opens]
        return Asking(
            own=given.own,
            unit=number.unit,
            is_change=given.is_change,
            has_following=given.behind != "",
            is_listed=given.is_listed,
            is_level=LEVEL.search(self.folded, max(0, number.start - 8), number.start) is not None,
            is_sum=SUM.search(before) is not None,
            goes_on=GOES_ON.search(before) is not None,
        )

    def _theme_of_short(self, given):
        """What the clause before speaks of, for a name that says little alone: 「刑事案件方面，偵破700起」."""
        if not given.own or len(given.own) > SHORT:
            return ""
        theme = self.theme(given.number, only_last=True)
        return "" if theme and self.clauses.begins_with_verb(theme) else theme

    def _elsewhere(self, number):
        """(a name from what the sentence spoke of, an earlier clause or the heading, the doubts about it)."""
        for name in (self.lent.subject, self.theme(number)):
            if name:
                return name, [Doubt.CARRIED]
        return (self.heading, [Doubt.HEADING]) if self.heading else (NAMELESS, [Doubt.NAMELESS])

    def theme(self, number, *, only_last=False):
        place = self.clauses.theme(number.opens, only_last=only_last)
        return self.text[slice(*place)] if place else ""
