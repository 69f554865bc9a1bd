"""What the numbers of a sentence count, as the sentence says it, and why that may be doubted."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

import rjieba

from reports.importer.doubts import Doubt
from reports.importer.folding import fold
from reports.importer.sentences.behind import following
from reports.importer.sentences.belonging import with_owner_of_first
from reports.importer.sentences.changes import WAS, WIDTHS, Change, change_before, cut_before
from reports.importer.sentences.context import Context, Given
from reports.importer.sentences.heads import averages_of, paired, pulled_by
from reports.importer.sentences.leading import past
from reports.importer.sentences.lent import RATES, grown
from reports.importer.sentences.lists import VERB, lent_verb
from reports.importer.sentences.own import Words
from reports.importer.sentences.periods import PART, Periods
from reports.importer.sentences.sharing import all_sides, shared_out
from reports.importer.sentences.units import ONE_BY_ONE, SCALE, UNIT, is_points

RESPECTIVELY = re.compile(r"分别|依次|各(?=$|[增减升降上下提回达为约近超突占有])")
WIDTH = "|".join(WIDTHS)
# 「比全國平均水平高1.6個百分點」 tells of no rise.
THAN_ELSEWHERE = (
    r"[比较](?:全[国省市县区州]|世界|行业|同类|[东中西]部)(?:同期|同行业|规上工业|规模以上工业)?(?:平均)?(?:水平|增速|增幅)?"
    r"(?:高出?|低|快|慢|多|少)了?(?:约|近)?"
)
RELATIONS = re.compile(
    rf"占(?![道地用线座])|(?:增减|升跌|变动|变化)(?:幅度|率)|变幅|(?:{WIDTH})?(?:高[于出]|低于|快于|慢于|{THAN_ELSEWHERE})|跑赢|比重|恢复到\d{{4}}年"
    r"|超(?:年度|全年|时序|序时)?(?:计划|进度|额|目标|预期)|完成(?:全年|年[度初]?|调整)?(?:目标|计划|任务|预算|预期)"
    r"|为(?:年[初度]|全年|调整)?(?:预算|计划|目标|任务)"
)
AND_OTHERS = re.compile("、[^、]*等(?![级候待额效高])")
ALL_OF_THEM = re.compile(r"(?:[两二三四五\d]+(?:项|者|类|个|种)(?:指标|数据|指数)?|前者|二者|以上|上述|它们|其|该|各)?")
BASE_VALUE = re.compile(
    r"(?:[较比]|(?=\d{4}年|[上去前]年同期))(?P<when>(?:\d{4}年|[上去前]年)(?:同期|底|末|全年)?)(?:的|为|是|仅为|则为|仅|只有)?(?:约|近|超过?)?"
)
DAYS = re.compile(rf"\d+天(?P<over>(?:超过?|突破|高于|低于)[\d.]+(?:{SCALE})?(?:{UNIT}))")  # 「負荷46天超9000萬千瓦」
PLACES = re.compile(
    "国家(?:和地区)?|国|省份?|(?:设区)?市|县区?|县市区|区县|乡镇|街道|城市|社区|行政村|村|部门|单位|学校"
)
AMONG_THEM = re.compile("中有$")
FOR_WHOM = re.compile(r"(?:^|[，,；;。：:、]|累计|[已共])(?:为|给|向|对)(?:约|近|超过?|逾)?$")
# What is made longer or shorter has a length; 「延長15個窗口服務時間」 counts 窗口.
LENGTHS = {"延长", "缩短", "拓宽"}
# A clause that only says what those behind it are compared with: 「與上年相比，」.
COMPARISON = re.compile(
    r"(?:^|(?<=[，；：。,;:]))[与同跟较比](?:(?P<year>\d{4})年|(?P<last>[上去]年))度?(?:同期|全年)?(?:相比|比较?)?[，,]"
)
# What a change's own words compare it with, or over how long: 「較年初」, 「環比」, 「年均」.
OTHER_BASE = re.compile("[较比与同跟于环季月]|年均|[前两]年")
# What is faster by so many points is not what grew but its growth: 「增長5.3%，比上年快0.2個百分點」.
PACES = {"快", "慢"}
YEARLY_MEAN = re.compile("年均|年平均")
ABOVE = re.compile(rf"高[于出]|低于|快于|慢于|超出|跑赢|{THAN_ELSEWHERE}")
ELSEWHERE = re.compile(rf"{THAN_ELSEWHERE}$")


@dataclass(frozen=True)
class Named:
    """A number with its name, the change it tells and the doubts about its name."""

    number: object
    name: str
    change: Change
    doubts: tuple[Doubt, ...] = ()
    plain: str = ""  # the name without what was added because it rose or fell


class Sentence:
    """A walk through one sentence that remembers what it speaks of."""

    def __init__(self, text, folded, heading):
        self.text, self.folded = text, folded
        self.context = Context(text, folded, heading)
        self.clauses, self.lent = self.context.clauses, self.context.lent
        self._periods, self._period = Periods(text, folded), ""
        self._change, self._width = Change(), ""  # what the width of the last change is called

    def named(self, chain, floor, stop):
        """A Named for each number of a chain; words before `floor` and from `stop` on belong to other numbers."""
        first, last = chain[0], chain[-1]
        self._leave_bracket(floor, first.opens)
        start, is_listed = self.clauses.own_start(self.clauses.start_of(first.opens, floor), first.opens, floor)
        after = self.clauses.after(last.end, stop)
        if 0 < floor == start and not is_listed:
            start = first.opens if self._is_side_by_side(first, floor, after) else self._behind_whom(floor, first.opens)
        base = BASE_VALUE.fullmatch(self.folded, start, first.opens) if self.lent.is_any() else None
        if base:
            return [self._at_another_time(first, base)]
        if first.opens == start and start > floor and self.folded[start - 1] == "(":  # 「差額（-1.2億元）」
            start = self.clauses.start_of(start - 1, floor)
        change = self._change_of(first, start)
        if first.is_share and self.folded[floor : first.opens] == "(" and self._change.is_told:  # 「減少18宗（16.4%）」
            change = replace(self._change, start=first.opens, word=(0, 0))
        end = first.opens if change.start is None else change.start
        end -= end > start and self.folded[end - 1] == "("
        core = self._led(self.clauses.trimmed(start, end, is_joined=start == floor and floor > 0), after)
        named = self._several(chain, core, change) if len(chain) > 1 else []
        if not named:
            named = self._alike(chain, core, change, after, is_listed)
        before = self.lent.last
        for one in named:
            is_share = one.number.unit == "%" and not one.change.is_told and one.name != one.plain
            relation = one.name if is_share else ""
            self.lent.remember(
                one.plain, one.number, is_change=one.change.is_told, is_listed=is_listed, relation=relation
            )
        self._change = named[-1].change
        if not ABOVE.match(self.folded, *core):  # 「高於全國2個百分點，快於全省1個」 are both of the same growth
            self._width = self._called(named[-1])
        self.clauses.passed(chain)
        is_same = {one.plain for one in named} == {before}
        self._period = self._periods.before(first.opens) or (self._period if is_same else "")
        was = WAS.match(self.folded, change.start, first.opens) if change.start is not None else None
        if was:
            return [replace(one, name=self.text[slice(*was.span("when"))] + one.name) for one in named]
        return [one if PART.match(fold(one.name)) else replace(one, name=self._period + one.name) for one in named]

    def _is_side_by_side(self, number, floor, after):
        """Whether the words between two numbers are of the first alone: 「26個國家110餘座城市」, 「94個縣中有91個」."""
        if AMONG_THEM.search(self.folded, floor, number.opens):
            return True
        if number.is_share or not PLACES.fullmatch(self.folded, floor, number.opens):
            return False
        return following(self.text, self.folded, (number.opens, number.opens), after) != ""

    def _behind_whom(self, start, end):
        """Where the deed begins that was done for those counted right before: 「為1200家企業減免租金3億元」."""
        before = self.clauses.numbers[-1]
        if not FOR_WHOM.search(self.folded, max(0, before - 10), before):
            return start
        at = start
        for word, kind in rjieba.tag(self.folded[start:end]):
            if at > start and len(word) > 1 and (kind.startswith("v") or VERB.fullmatch(word)):
                return at
            at += len(word)
        return start

    def _called(self, named):
        """「年均增速」 of what rose by so many percent a year; "" of what did not rise or fall by a share."""
        change = named.change
        if not change.is_told or named.number.unit != "%" or RATES.search(fold(named.plain)):
            return ""
        each_year = YEARLY_MEAN.search(self.folded, change.start or 0, max(change.start or 0, change.word[0]))
        width = "增速" if change.direction == "up" else "降幅"
        return f"年均{width}" if each_year else width

    def _led(self, core, after):
        """The words before a number without those that only lead to what is counted, unless nothing else names it."""
        start = past(self.folded, *core, self.clauses.ends)
        is_nameless = start == core[1] and not following(self.text, self.folded, (start, start), after)
        return core if is_nameless else (start, core[1])

    def _leave_bracket(self, floor, place):
        between = self.folded[floor:place]
        if ")" in between and "(" not in between:
            self.lent.leave(self.folded.rfind("(", 0, floor))

    def _at_another_time(self, number, base):
        """Of 「較2019年同期的80宗減少23宗」 the 80, under the name of what is compared with it."""
        name = next(reversed(self.lent.values()), self.lent.subject)
        year = re.match(r"(\d{4})年", base["when"])
        self._change = Change(direction="up", is_yearly=not year, compared_year=int(year[1]) if year else None)
        self.lent.remember(name, number, is_change=False)
        self.clauses.passed([number])
        return Named(number, self.text[slice(*base.span("when"))] + name, Change(), (Doubt.CARRIED,))

    # Changes

    def _change_of(self, number, start):
        """The change that the words before a number tell; one without a base goes on with that of the one before."""
        if ELSEWHERE.search(self.folded, start, number.opens):
            return Change()
        change, before = change_before(self.folded, start, number.opens), self._change
        if fold(number.unit) in ONE_BY_ONE and self.folded[slice(*change.word)] in LENGTHS:
            return Change()
        if not change.is_told:
            is_cut = number.form.kind != "ratio" and number.is_share and number.from_value is None
            return cut_before(self.folded, start, number.opens, self.clauses.ends) if is_cut else change
        # 「低於全省降幅0.3個百分點」 tells of no fall
        if fold(self.text[slice(*change.word)]) in WIDTHS and ABOVE.search(self.folded, start, change.word[0]):
            return Change()
        if number.form.is_signed:
            return self._signed(number, change)
        has_own = change.compared_year or change.is_yearly or self.folded[start : change.start].strip(" 、")
        has_own = has_own or OTHER_BASE.search(self.folded, change.start, change.word[0])  # 「較年初」
        if has_own or not before.is_told or not self._follows_change(start):
            return self._compared(change)
        return replace(change, compared_year=before.compared_year, is_yearly=before.is_yearly, years=before.years)

    def _compared(self, change):
        """A change without a base of its own, with the one that a clause before it names for all."""
        if change.compared_year or change.is_yearly or OTHER_BASE.search(self.folded, change.start, change.word[0]):
            return change
        since = self.folded.rfind("；", 0, change.start) + 1
        told = [None, *COMPARISON.finditer(self.folded, since, change.start)][-1]
        if not told:
            return change
        return replace(change, is_yearly=told["last"] is not None, compared_year=told["year"] and int(told["year"]))

    def _signed(self, number, change):
        """「增長-0.3%」 is a fall of 0.3, and 「漲幅為-0.3%」 a width that is less than nothing."""
        if fold(self.text[slice(*change.word)]) in WIDTHS:
            return Change()
        is_up = (change.direction == "up") == (number.value > 0)
        return replace(change, direction="up" if is_up else "down")

    def _follows_change(self, start):
        """Whether this clause follows right on a change: 「較上年增加30宗，上升5%」."""
        return self._change.start is None or (start > 0 and self.folded[start - 1] in "，,、")

    def _turned(self, before, number, change):
        """The change of a number that goes on a chain: its own, or that of the one before."""
        own = change_before(self.folded, before.end, number.opens)
        return replace(change, direction=own.direction, word=own.word) if own.is_told else change

    # Several numbers at once

    def _several(self, chain, core, change):
        """Each number by the name that the clause, the numbers or the clause before list; [] when they list none."""
        core, tail = self._without_tail(core, len(chain))
        is_idle = ALL_OF_THEM.fullmatch(self.folded[slice(*core)]) is not None
        values = self.lent.of_several(len(chain))
        own = self.text[slice(*core)]
        averages = averages_of(own, values) if len(values) == len(chain) else []
        averages = averages or averages_of(own, self.lent.counted_of_list()[-len(chain) :])
        if len(averages) == len(chain) and self._is_of_several(chain):
            return self._each(chain, averages, change, (Doubt.CARRIED,))
        is_relation = RELATIONS.match(self.folded, *core) and len(self.clauses.pieces(core)) == 1
        if is_relation and len(values) == len(chain) and self._is_of_several(chain):
            return self._each(chain, [value + own + tail for value in values], change, (Doubt.CARRIED,))
        if not is_idle and self._is_one_of_kind(chain, own):
            return []
        if not is_idle:
            return self._by_names(chain, self.clauses.pieces(core), tail, change, (Doubt.SHARED,), place=core[0])
        theme = self.clauses.theme(chain[0].opens, only_last=True)
        listed = self.clauses.pieces(theme) if theme else []
        if len(listed) >= len(chain):
            return self._by_names(chain, listed, tail, change, (Doubt.SHARED, Doubt.CARRIED), place=theme[0])
        is_told = change.is_told or core[0] >= core[1]
        if len(values) < len(chain) or not is_told or not self._is_of_several(chain):
            return []
        names = [pulled_by(tail, value) or value + tail for value in values]
        return self._each(chain, names, change, (Doubt.CARRIED,))

    def _is_one_of_kind(self, chain, own):
        """Whether 「醫院、酒店等機構數據17類、2.4億條」 is one thing, counted twice."""
        return AND_OTHERS.search(fold(own)) is not None and not self._is_of_several(chain)

    def _without_tail(self, core, count):
        """(what is before 「分別」, the words behind it that belong to each of the names)."""
        start, end = core
        found = RESPECTIVELY.search(self.folded, start, end)
        if not found:
            is_behind = self.folded.endswith(("分别", "依次"), 0, start)
            if is_behind and len(self.clauses.pieces(core)) >= count:  # 「分別新建食堂、公園3家、4個」
                return core, ""
            return ((start, start), self.text[start:end]) if is_behind else (core, "")
        tail = self.clauses.trimmed(found.end(), end)
        return self.clauses.trimmed(start, found.start()), self.text[slice(*tail)]

    def _by_names(self, chain, pieces, tail, change, doubts, *, place):
        is_verb_first = self.folded.endswith(("分别", "依次"), 0, place)
        sides = all_sides(*pieces[0]) if len(pieces) == 1 else []
        if sides and len(sides) == len(chain):
            return self._each(chain, [side + tail for side in sides], change, doubts)
        if len(pieces) < len(chain):
            return []
        names = shared_out(pieces, len(chain))
        verb = lent_verb(names[0]) if is_verb_first else ""
        names = [names[0], *(verb + name for name in names[1:])] if verb else names
        owned = self.context.owners.of(names[0], place)
        names = [owned, *(self.context.owners.of(name, place) or name for name in names[1:])] if owned else names
        names = [names[0], *(paired(name, before) or name for before, name in pairwise(names))]
        return self._each(chain, [name + tail for name in names], change, doubts)

    def _is_of_several(self, chain):
        """Whether the numbers are of different things: 「15宗或7.7%」 are not."""
        near = self.folded[max(0, chain[0].opens - 8) : chain[0].opens]
        return len({number.unit for number in chain}) == 1 or RESPECTIVELY.search(near) is not None

    def _each(self, chain, names, change, doubts):
        names = with_owner_of_first([name + "比" if name.endswith(("占", "佔")) else name for name in names])
        self.lent.subject, self.lent.shared = names[-1], names
        named = []
        for place, (number, name) in enumerate(zip(chain, names, strict=True)):
            change = self._turned(chain[place - 1], number, change) if place else change
            named.append(Named(number, self._grown(name, number, change), change, doubts, plain=name))
        return named

    # One name

    def _alike(self, chain, core, change, after, is_listed):
        """All numbers of a chain by one name."""
        name, plain, doubts = self._name(core, chain[0], after, change, is_listed)
        if len(chain) > 1 and Doubt.CARRIED not in doubts:
            doubts = (*doubts, Doubt.ONE_FOR_MANY)
        return [Named(number, name, change, doubts, plain=plain) for number in chain]

    def _name(self, core, number, after, change, is_listed):
        """(what is counted, the same without what was added, the doubts about it)."""
        own, behind = Words(self.text, self.folded, core, number, after, change).told()
        given = Given(own, behind, core, number, change.is_told, is_listed)
        lent = self.context.borrowed(given)
        related = not lent and self._is_related(core, number)
        lent = lent or self.context.of_list(given)
        doubts = [Doubt.CARRIED] if related or lent else []
        if related:
            name = self.lent.subject + self._width_of(number, core) + own + behind
        elif lent:
            is_of_growth = change.is_told and not own and is_points(number.unit)
            is_same = lent == self.lent.last  # 「投資增長5%，比上年加快0.2個百分點」
            name = lent + self._width if is_of_growth and is_same else lent
        else:
            name, doubts = self.context.by_itself(given)
        name = name.strip(" 、")
        if name.endswith(("占", "佔")):  # 「可卡因佔58公斤」 is no share
            name = name + "比" if number.is_share or len(name) == 1 else name[:-1]
        topical = "" if related else self.context.about(name, given)
        if topical:
            name, doubts = topical, [*doubts, Doubt.CARRIED]
        if not (is_listed and (lent or not own)):
            self.context.begin_list(given) if not related else self.context.end_list()
        if not related or number.from_value is not None:
            self.lent.subject = name
        days = DAYS.match(self.folded, number.start) if number.unit == "天" and own and not behind else None
        is_own = not related and (not lent or topical)
        told = self._grown(name, number, change) if is_own or number.unit == "%" else name
        told = f"{name}{self.text[slice(*days.span('over'))]}" if days else told
        told = told + "增速" if self._is_pace(name, number, change) else told
        return told, self.lent.subject if related and number.unit else name, tuple(dict.fromkeys(doubts))

    def _is_related(self, core, number):
        """Whether a number only says how what is spoken of stands to something else: 「增速高於全國1個百分點」."""
        if not RELATIONS.match(self.folded, *core):
            return False
        if re.match(WIDTH, self.folded[slice(*core)]):
            self.lent.subject = self.context.grown_before(number) or self.lent.subject
        return self.lent.subject != ""

    def _width_of(self, number, core):
        """「增速」 where what is more than elsewhere is by how much something rose: 「增長5%，高於全國1個百分點」."""
        is_of_growth = self._width and is_points(number.unit) and ABOVE.match(self.folded, *core)
        return self._width if is_of_growth else ""

    def _is_pace(self, name, number, change):
        """Whether what is told to be faster is the growth of that which is named."""
        is_told = self.folded[slice(*change.word)] in PACES and is_points(number.unit)
        return is_told and not (fold(name).endswith(WIDTHS) or RATES.search(fold(name)))

    def _grown(self, name, number, change):
        each_year = change.is_told and YEARLY_MEAN.search(self.folded, change.start or 0, change.word[0])
        if each_year and number.unit == "%" and not RATES.search(fold(name)):
            return name + self._called(Named(number, name, change, plain=name))
        return grown(name, self.text[slice(*change.word)] if change.is_told else "", number)
