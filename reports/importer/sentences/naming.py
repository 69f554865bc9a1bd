"""What the numbers of a sentence count, as the sentence says it, and why that may be doubted."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.importer.doubts import Doubt
from reports.importer.folding import fold
from reports.importer.sentences.behind import IS, following
from reports.importer.sentences.changes import WIDTHS, Change, change_before, cut_before
from reports.importer.sentences.clauses import Clauses
from reports.importer.sentences.heads import averages_of, paired, with_head
from reports.importer.sentences.lent import RATES, Asking, Lent, grown
from reports.importer.sentences.lists import has_verb, is_share_of, is_thing, lent_verb
from reports.importer.sentences.sharing import shared_out
from reports.importer.sentences.trimming import ADVERB, COVERBS

RESPECTIVELY = re.compile(r"分别|依次|各(?=$|[增减升降上下提回达为约近超突占有])")
RELATIONS = re.compile(
    r"占(?![道地用线座])|高[于出]|低于|比重|超(?:计划|额)|比全[国省市]|完成(?:全年|年度|年)?(?:目标|计划|任务|预算|预期)"
)
LEVEL = re.compile(r"(?:达到?|累计达?到?|[增升扩]至|[增升扩].?[至到]|总计|合计|共有?|总数为?)(?:了|约|近|超过?|逾)*$")
SUM = re.compile(r"(?:[合共总]计|合共|总共)(?:达到?|为)?(?:了|约|近|超过?|逾)*$")
ALL_OF_THEM = re.compile(r"(?:[两二三四五\d]+(?:项|者|类|个|种)(?:指标|数据)?|前者|二者|以上|上述|它们|其|该|各)?")
BASE_VALUE = re.compile(
    r"(?:[较比]|(?=\d{4}年|[上去前]年同期))(?P<when>(?:\d{4}年|[上去前]年)(?:同期|底|末|全年)?)(?:的|为|是|仅为|则为|仅|只有)?(?:约|近|超过?)?"
)
CLOSES = re.compile("[；;：:。]")  # what stands before it is told to its end
GOES_ON = re.compile(r"\d[^，。；、,;：]{0,9}$")
RECEIVED = re.compile(r"共?(?:收到?|接到|接获|接报|发生|发现)")  # says no more than that there are so many
NAMELESS = "（沒有名稱）"  # as no figure can be saved without one
SHORT = 2  # characters of a name that the clause before makes clear


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
        self.text, self.folded, self.heading = text, folded, heading
        self.clauses, self.lent = Clauses(text, folded), Lent()
        self._change, self._verb = Change(), ""  # the verb that the list which is being read began with

    def named(self, chain, floor, stop):
        """A Named for each number of a chain; words before `floor` and from `stop` on belong to other numbers."""
        first, last = chain[0], chain[-1]
        self._leave_bracket(floor, first.opens)
        start, is_listed = self.clauses.own_start(self.clauses.start_of(first.opens, floor), first.opens, floor)
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
        core = self.clauses.trimmed(start, end, is_joined=start == floor and floor > 0)
        named = self._several(chain, core, change) if len(chain) > 1 else []
        if not named:
            named = self._alike(chain, core, change, self.clauses.after(last.end, stop), is_listed)
        for one in named:
            self.lent.remember(one.plain, one.number, is_change=one.change.is_told)
        self._change = named[-1].change
        self.clauses.numbers += [number.start for number in chain]
        return named

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
        self.clauses.numbers.append(number.start)
        return Named(number, self.text[slice(*base.span("when"))] + name, Change(), (Doubt.CARRIED,))

    # Changes

    def _change_of(self, number, start):
        """The change that the words before a number tell; one without a base goes on with that of the one before."""
        change, before = change_before(self.folded, start, number.opens), self._change
        if not change.is_told:
            is_cut = number.form.kind != "ratio" and number.is_share and number.from_value is None
            return cut_before(self.folded, start, number.opens, self.clauses.ends) if is_cut else change
        if number.form.is_signed:
            return self._signed(number, change)
        has_own = change.compared_year or change.is_yearly or self.folded[start : change.start].strip(" 、")
        if has_own or not before.is_told or not self._follows_change(start):
            return change
        return replace(change, compared_year=before.compared_year, is_yearly=before.is_yearly, years=before.years)

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
        core, tail = self._without_tail(core)
        is_idle = ALL_OF_THEM.fullmatch(self.folded[slice(*core)]) is not None
        values = self.lent.of_several(len(chain))
        averages = averages_of(self.text[slice(*core)], values) if len(values) == len(chain) else []
        if averages and self._is_of_several(chain):
            return self._each(chain, averages, change, (Doubt.CARRIED,))
        if not is_idle:
            return self._by_names(chain, self.clauses.pieces(core), tail, change, (Doubt.SHARED,))
        theme = self.clauses.theme(chain[0].opens, only_last=True)
        listed = self.clauses.pieces(theme) if theme else []
        if len(listed) >= len(chain):
            return self._by_names(chain, listed, tail, change, (Doubt.SHARED, Doubt.CARRIED))
        is_told = change.is_told or core[0] >= core[1]
        if len(values) < len(chain) or not is_told or not self._is_of_several(chain):
            return []
        return self._each(chain, [value + tail for value in values], change, (Doubt.CARRIED,))

    def _without_tail(self, core):
        """(what is before 「分別」, the words behind it that belong to each of the names)."""
        start, end = core
        found = RESPECTIVELY.search(self.folded, start, end)
        if not found:
            is_behind = self.folded.endswith(("分别", "依次"), 0, start)
            return ((start, start), self.text[start:end]) if is_behind else (core, "")
        tail = self.clauses.trimmed(found.end(), end)
        return self.clauses.trimmed(start, found.start()), self.text[slice(*tail)]

    def _by_names(self, chain, pieces, tail, change, doubts):
        if len(pieces) < len(chain):
            return []
        names = shared_out(pieces, len(chain))
        names = [names[0], *(paired(name, before) or name for before, name in pairwise(names))]
        return self._each(chain, [name + tail for name in names], change, doubts)

    def _is_of_several(self, chain):
        """Whether the numbers are of different things: 「15宗或7.7%」 are not."""
        near = self.folded[max(0, chain[0].opens - 8) : chain[0].opens]
        return len({number.unit for number in chain}) == 1 or RESPECTIVELY.search(near) is not None

    def _each(self, chain, names, change, doubts):
        names = [name + "比" if name.endswith(("占", "佔")) else name for name in names]
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
        own, behind = self._own_words(core, number, after, change)
        related = self.lent.subject and RELATIONS.match(self.folded, *core)
        lent = self.lent.to(self._asking(own, behind, number, change, is_listed))
        lent = lent or self._of_list(core, own, behind, number, change, is_listed)
        doubts = [Doubt.CARRIED] if related or lent else []
        if related:
            name = self.lent.subject + own + behind
        elif lent:
            name = lent
        else:
            theme = self._theme_of_short(own, number) if not behind and not is_listed else ""
            doubts += [Doubt.CARRIED] if theme else []
            is_said = theme and (theme.endswith(own) or RECEIVED.fullmatch(fold(own)))
            name = self._without_adverb(theme if is_said else theme + own) + behind
        if not name.strip(" 、"):
            name, doubts = self._elsewhere(number)
        name = name.strip(" 、")
        if name.endswith(("占", "佔")):
            name += "比"
        if not is_listed or not lent:
            self._verb = lent_verb(own) if own and not related else ""
        if not related or number.from_value is not None:
            self.lent.subject = name
        is_own = not related and not lent
        told = self._grown(name, number, change) if is_own or number.unit == "%" else name
        return told, self.lent.subject if related and number.unit else name, tuple(dict.fromkeys(doubts))

    def _of_list(self, core, own, behind, number, change, is_listed):
        """The name of a number with what the names before it lend to it, or ""."""
        is_near = self.lent.is_any() and not CLOSES.search(self.folded, self.clauses.numbers[-1], core[0])
        if own and not behind and is_near:
            headed = with_head(own, self.text[max(0, core[0] - 2) : core[0]], self.lent)
            if headed:
                return headed
        if not (is_listed and self._verb) or change.is_told or number.is_share:
            return ""
        if own and (has_verb(own) or is_share_of(own)):
            return ""
        is_named = own if own else behind and is_thing(behind)
        return self._verb + own + behind if is_named else ""

    def _own_words(self, core, number, after, change):
        """(the words before a number that name it, those behind it)."""
        start, end = core
        own = self.text[start:end] if self.folded[start:end].strip("其该它这此") else ""
        if start <= change.word[0] < change.word[1] <= end:  # 「壓減辦理時間一成二」
            own = self.text[start : change.word[0]] + self.text[change.word[1] : end].lstrip("了")
        if number.is_share and self.folded.startswith("的", after[0]) and not RATES.search(fold(own)):
            return "", self.text[after[0] + 1 : after[1]]
        behind = "" if number.from_value is not None else following(self.text, self.folded, core, after)
        if number.is_share and own:  # 「占比30%」 is named already
            is_named = change.is_told or (len(own) > SHORT and not IS.match(self.folded, *after))
            behind = "" if is_named else behind
        coverb = COVERBS.match(self.folded, start, end) if behind and own else None
        return (self.text[coverb.end() : end] if coverb else own), behind

    def _asking(self, own, behind, number, change, is_listed):
        before = self.folded[max(0, number.opens - 12) : number.opens]
        return Asking(
            own=own,
            unit=number.unit,
            is_change=change.is_told,
            has_following=behind != "",
            is_listed=is_listed,
            is_level=LEVEL.search(self.folded, max(0, number.start - 8), number.start) is not None,
            is_sum=SUM.search(before) is not None,
            goes_on=GOES_ON.search(before) is not None,
        )

    def _theme_of_short(self, own, number):
        """What the clause before speaks of, for a name that says little alone: 「刑事案件方面，偵破700起」."""
        if not own or len(own) > SHORT:
            return ""
        theme = self._theme(number, only_last=True)
        return "" if theme and self.clauses.begins_with_verb(theme) else theme

    def _elsewhere(self, number):
        """(a name from what the sentence spoke of, an earlier clause or the heading, the doubts about it)."""
        for name, doubt in ((self.lent.subject, Doubt.CARRIED), (self._theme(number), Doubt.CARRIED)):
            if name:
                return name, [doubt]
        return (self.heading, [Doubt.HEADING]) if self.heading else (NAMELESS, [Doubt.NAMELESS])

    def _theme(self, number, *, only_last=False):
        place = self.clauses.theme(number.opens, only_last=only_last)
        return self.text[slice(*place)] if place else ""

    def _without_adverb(self, name):
        """「全市共破獲案件」 is 全市破獲案件."""
        adverb = ADVERB.match(fold(name))
        if not adverb or adverb.end() == len(name):
            return name
        idle = "idle" if adverb["idle"] else "midst"
        return name[: adverb.start(idle)] + name[adverb.end(idle) :]

    def _grown(self, name, number, change):
        return grown(name, self.text[slice(*change.word)] if change.is_told else "", number)
