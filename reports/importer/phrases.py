"""The words around a number: where its clause begins, which of them name what is counted, which tell a change.

Patterns are matched against folded text (see folding.py) and names are cut from the text as written.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

STOPS = set("，,；;。：:！!？?")
THEME_STOPS = "，,；;：:"
FURTHEST_THEME = 12  # clauses
LONGEST_TAIL = 100  # characters
CLOSING = {")": "(", "”": "“", "」": "「", "』": "『", "》": "《", "’": "‘"}

# Words that lead to a name, or from it to its number, and say nothing of what is counted.
LEADS = re.compile(
    r"(?:[、\s—·]|和(?=[^谐平解])|以及|及|并且?|同时|其中|另外?|此外|以上|左右|全年|年内|年初以来|今年以来|今年|去年|目前|截至目前"
    r"|(?:这|过去|近)?[一二两三四五十]年(?:以?来|下来|中|间)?|\d+年(?:度)?(?:以来|来|间)?|先后|共计|总共|共(?!同|享|青|建)|累计"
    r"|已经?|还(?=[^原款])|又|再|力争|预计|到报告时|的)+"
)
COVERBS = re.compile(r"(?:[对为给]|针对|围绕)(?!外|口|象|民)")
# No two of these begin the same way and end in others of them: so a row of them is read in one way only, and quickly.
TAILS = re.compile(
    r"(?:[\s—的了]|(?<![推作提发])出了|连续\d+年|双双|已经?|均|都|也|仍|将|可|预计|累计|共计|总计|合计|[一总]共|共|大?约|近|超过?|逾|突破|达|(?<![行作认])为|[至到由从]|有|是"
    r"|在(?=$)|保持在?|稳定在|维持在|控制在|分别|各|不少于|不低于|不足|不到|至少|接近"
    r"|(?:增长|增加|增|提升|提高|上升|升|扩大|拓展|下降|降低|降|缩小|缩短|减少|回落|调整)(?=[至到为])"
    r"|(?:由|从)\d{4}年)+$"
)
UP = "增长|增加|提高|提升|上升|上涨|增幅达?|扩大"
DOWN = "下降|减少|降低|回落|下跌|下滑"
CHANGE = re.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|约|近|超过?|逾|\s)*$")
# What may lead to these words, in any number: 「較2020年同期」, or one of the others.
BASE = re.compile(r"[较比与]")
BASE_ENDS = re.compile(r"[^，。；,;]{0,12}")
BASE_END = re.compile(r"[年期末]|[上去]年")
BASE_TAILS = [re.compile(tail) for tail in ("(?:同期|同口径)相比", "同期|同口径", "相比", "")]
CHANGE_LEAD = re.compile(r"同比|环比|年均|平均|累计|逆势|大幅|分别|均|都|再|又|\d+年|\s")
YEARLY = re.compile(r"同比|上年|去年")
RELATIONS = re.compile(r"占|高[于出]|低于|比重|超(?:计划|额)")
VERBS = re.compile(
    r"实现|全部|均|都|已|建立|提供|受到|扎实|落地|完成|实施|获|成为|纳入|入围|入选|增加|带动|(?<!稳)增长|开展|进入|上榜"
    r"|解决|得到|安装|达|超"
    r"|占|比例|列|居|，|并|上线|投用|命名|参照|服务|办理|设立|处理|进行"
)
FROM = re.compile(r"[由从](?:\d{4}年的?)?$")
TOWARDS = re.compile(r"[增提升扩降缩减调下上拓][^，。；\d]{0,4}[至到为]")
VERB_FIRST = re.compile(
    r"实现|全部|均|都|已|受到|落地|完成|实施|解决|得到|安装|并|逐|用于|高于|低于|超|达|突破|增至|升至|降至"
)


@dataclass(frozen=True)
class Change:
    """The change a clause tells; `start` is where its words begin, None when there are none."""

    start: int | None = None
    direction: str = ""
    is_yearly: bool = False
    compared_year: int | None = None


def change_before(folded, start, end):
    """The change told by the words right before a number: 「較2020年提高」33%."""
    match = CHANGE.search(folded, start, end)
    if not match:
        return Change()
    began, base = _lead(folded, start, match.start())
    year = re.search(r"(\d{4})年", base)
    return Change(
        start=began,
        direction="up" if match["up"] else "down",
        is_yearly=YEARLY.search(folded, began, match.start()) is not None,
        compared_year=int(year[1]) if year else None,
    )


def _lead(folded, start, end):
    """(where the words that lead to a change at `end` begin, with what they compare or "").

    From the end backwards, each place once: 「比年比年比年」 can be cut in more ways than anybody has time for.
    """
    bases = {end: ""}  # by each place from which such words reach the end
    for place in range(end - 1, start - 1, -1):
        for stop, base in _lead_words(folded, place, end):
            if stop in bases:
                bases[place] = bases[stop] or base
                break
    began = min(bases)
    return began, bases[began]


def _lead_words(folded, place, end):
    """(where they end, with what they compare) for the words that may begin at `place`, likely ones first."""
    if BASE.match(folded, place, end):
        for at in range(place + 1, BASE_ENDS.match(folded, place + 1, end).end() + 1):
            closing = BASE_END.match(folded, at, end)
            for tail in BASE_TAILS if closing else ():
                match = tail.match(folded, closing.end(), end)
                if match:
                    yield match.end(), folded[place + 1 : closing.end()]
    word = CHANGE_LEAD.match(folded, place, end)
    if word:
        yield word.end(), ""


def shared_out(pieces, count):
    """`count` names from at least as many pieces; a short first piece takes the tail the last one ends in.

    「城鎮、農村居民收入」 are 城鎮居民收入 and 農村居民收入.
    """
    spare = len(pieces) - count
    names = ["、".join(pieces[: spare + 1]), *pieces[spare + 1 :]]
    last = names[-1]
    if all(len(name) <= 3 for name in names[:-1]) and len(last) > 2 * max(len(name) for name in names[:-1]):
        tail = last[len(names[-2]) :]
        names = [name + tail for name in names[:-1]] + [last]
    return names


class Sentence:
    """A walk through one sentence that remembers what it speaks of."""

    def __init__(self, text, folded, heading):
        self.text, self.folded, self.heading = text, folded, heading
        self.subject = ""
        self._theme_stops = [at for at, character in enumerate(folded) if character in THEME_STOPS]

    def clause_start(self, place, floor):
        """Where the clause that ends at `place` begins: after a stop or an open bracket, never before `floor`."""
        closing = []
        for at in range(place - 1, floor - 1, -1):
            character = self.folded[at]
            if character in CLOSING:
                closing.append(CLOSING[character])
            elif closing and character == closing[-1]:
                closing.pop()
            elif character in "(“「『《‘" or (character in STOPS and not closing):
                return at + 1
        return floor

    def own_start(self, start, end, floor):
        """(where the words of this number begin, whether it goes on a list begun by the number before it).

        「90個單位、310名個人」: what follows 90 up to the 、 belongs to 90.
        """
        if start != floor or floor == 0:
            return start, False
        joint = re.search(r"、|(?:和|及|与|以及)$", self.folded[start:end])
        return (start + joint.end(), True) if joint else (start, False)

    def trimmed(self, start, end):
        """(start, end) without the words that only lead to a name or from it."""
        lead = LEADS.match(self.folded, start, end)
        start = lead.end() if lead else start
        near = max(start, end - LONGEST_TAIL)
        tail = TAILS.search(self.folded[near:end])
        return start, (near + tail.start() if tail else end)

    def pieces(self, core):
        """The names a core lists: split at 、 and 和, but never inside quotes or brackets."""
        start, end = core
        found, began, closing = [], start, 0
        last_comma = self.folded.rfind("、", start, end)
        for at in range(start, end):
            character = self.folded[at]
            if character in CLOSING.values():
                closing += 1
            elif character in CLOSING:
                closing -= 1
            elif closing <= 0 and (character == "、" or (character in "和及与" and last_comma < at)):
                found.append(self.text[began:at])
                began = at + 1
        return [piece for piece in [*found, self.text[began:end]] if piece]

    def names(self, core, number, count):
        """`count` names from what the clause, or the one before it, lists; [] when it does not."""
        start, end = core
        shared = self.folded.find("分别", start, end)
        tail = ""
        if shared >= 0:
            tail, end = self.text[shared + 2 : end], shared
        pieces = self.pieces((start, end)) if start < end else self.theme_pieces(number)
        if len(pieces) < count:
            return []
        names = [name + tail for name in shared_out(pieces, count)]
        self.subject = names[-1]
        return names

    def after(self, start, stop):
        """(start, end) of the words that follow a number in its clause, up to the next number."""
        for at in range(start, stop):
            if self.folded[at] in STOPS or self.folded[at] in "()":
                return start, at
        return start, stop

    def is_starting_point(self, number):
        """Whether the number is the first of 「由7萬元提升至10萬元」."""
        return (
            FROM.search(self.folded, max(0, number.start - 10), number.start) is not None
            and TOWARDS.match(self.folded, number.end) is not None
        )

    def name(self, core, number, after, change, *, is_listed):
        """What is counted, as the sentence says it; `is_listed` when the number goes on a list begun before it."""
        start, end = core
        own = self.text[start:end]
        following = "" if self.is_starting_point(number) else self._following(core, after)
        if number.is_share and self.folded.startswith("的", after[0]):
            own, following = "", self.text[after[0] + 1 : after[1]]
        if following:
            coverb = COVERBS.match(self.folded, start, end)
            own = self.text[coverb.end() : end] if coverb else own
        related = self.subject and RELATIONS.match(self.folded, start, end)
        if related:
            own = self.subject + own
        elif own and len(own) <= 2 and not following and not is_listed:
            theme = self._theme(number, only_last=True)
            own = theme if theme.endswith(own) else theme + own
        elif not own and self.subject and not is_listed and self._goes_on(number):
            own, following = self.subject, ""
        name = (own + following) or self.subject or self._theme(number) or self.heading
        name = name.strip(" 、")
        if not related or self.is_starting_point(number):
            plain = self.text[start : change.start] if change.start is not None and start < change.start else ""
            self.subject = plain.strip(" 、") or name
        return name

    def _goes_on(self, number):
        """Whether only linking words stand between the number before and this one."""
        return re.search(r"\d[^，。；、,;：]{0,9}$", self.folded[max(0, number.start - 12) : number.start]) is not None

    def _following(self, core, after):
        """The words after the number that belong to the name."""
        start, stop = after
        if start < stop and self.folded[start] in "、和及与-~—":
            return ""
        lead = re.compile(r"(?:以上|左右|上下)").match(self.folded, start, stop)
        start = lead.end() if lead else start
        while stop > start and self.folded[stop - 1] in "、和及与 ":
            stop -= 1
        sides = re.compile(r"方面的?").match(self.folded, start, stop)
        start = sides.end() if sides else start
        if start >= stop or VERB_FIRST.match(self.folded, start, stop):
            return ""
        bounded = stop < len(self.folded) and self.folded[stop] not in STOPS
        has_coverb = COVERBS.match(self.folded, core[0], after[0]) is not None
        if bounded or has_coverb or stop - start + core[1] - core[0] > 22:
            verb = VERBS.search(self.folded, start + 2, stop)
            too_short = verb and not bounded and verb.start() - start + core[1] - core[0] <= 2
            listed = self.folded.find("、", start, stop)
            if verb and not too_short:
                stop = verb.start()
            elif listed > 0:
                stop = listed
        return self.text[start:stop].strip("、")

    def _theme(self, number, *, only_last=False):
        """The last clause of this sentence before the number's own that holds no number, or "".

        With `only_last` no more than the clause right before counts.
        """
        last = bisect_left(self._theme_stops, number.start) - 1
        furthest = max(last - (1 if only_last else FURTHEST_THEME), -1)
        for place in range(last, furthest, -1):
            end, began = self._theme_stops[place], self._theme_stops[place - 1] + 1 if place else 0
            if began < end and not re.search(r"\d", self.folded[began:end]):
                start, stop = self.trimmed(began, end)
                aspect = re.search(r"(?:方面|上|中|里)$", self.folded[start:stop])
                return self.text[start : start + aspect.start() if aspect else stop]
        return ""

    def theme_pieces(self, number):
        """What the clause right before the number's own lists, when it holds no number."""
        theme = self._theme(number, only_last=True)
        start = self.text.rfind(theme, 0, number.start) if theme else 0
        return self.pieces((start, start + len(theme))) if theme else []
