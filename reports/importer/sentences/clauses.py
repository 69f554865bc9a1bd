"""Where in a sentence the words of a number stand: its clause, what follows it, the clauses before."""

import re
from bisect import bisect_left

import rjieba

from reports.importer.folding import fold
from reports.importer.sentences.finishing import MILESTONE
from reports.importer.sentences.trimming import lead_end, tail_start, words_of

STOPS = set("，,；;。：:！!？?\t")
THEME_STOPS = "，,；;：:"
FURTHEST_THEME = 12  # clauses
CLOSING = {")": "(", "”": "“", "」": "「", "』": "『", "》": "《", "’": "‘"}
ASIDE = re.compile(r"\([^()\d，。；]{1,6}\)(?=[\u4e00-\u9fff])")  # of 「縣（市）」
WENT = re.compile(
    r"(?:连续[\d一二两三四五六七八九十]+年|大幅|持续|稳步|平稳|稳定|快速|较快|明显|显著|同比|不断|均|都|双双|逐年|进一步|首次|历史性|再|又|实现了?)*"
    r"(?:提升|提高|上升|增长|增加|下降|降低|减少|回落|改善|好转|从无到有|过半|翻了?(?:近|超过?)?[一两]?番(?:多|以上)?|稳中有[升降增减进]|由[降负减]转[增正升]"
    r"|创(?:出|下|造)?(?:了?历史|近?[\d一二三四五六七八九十]+年来?)*新[高低]|[“「][双两三四](?:下降|上升|增长|提升|[升降增减])[”」]"
    r"|[升涨增降跌减]幅(?:明显|显著|较大)|[迈跃登跨踏]?上了?(?:一个)?新的?(?:大)?台阶)$"
)
# What is more than all others is told of in what follows: 「電話騙案最多，達300宗」.
TOPS = re.compile(
    r"(?:仍|亦|也|均)?(?:最[多高大]|居[首次]位?|占[^，。；占]{0,6}首位|(?:排名|排|位列|位居|居)第[一二三]位?)$"
)
# A clause that tells from where things are looked at names nothing: 「按季度看」, 「與上年相比」.
VIEW = re.compile(
    r"(?:按|分|从|就|以)[^，。；]{1,12}(?:分|来看|看|统计|划分|区分|分组|计算|而言|来说)|(?:总体|整体|综合|具体)(?:来看|而言|来说|看)"
    r"|[与同跟和][^，。；]{1,14}(?:相比|比较)(?:之下)?|相比之下"
)
ASPECT = re.compile(r"(?:方面|上|中|里)$")
# Who deals with what the clause speaks of: 「夜間噪音投訴先由社區調處」.
AGENT = re.compile(r"(?:首?先|均|都|全部|统一|主要|一律|已|可)?(?:交由|经由|(?<![自理缘事])由(?![于来头衷]))")
TALLY = re.compile(r"连续[\d]+年|(?<=[跨过越上])\d{1,2}个(?=[几十百千万亿])")
# 「27所」學校安裝升降柱、破胎器等設施 lists devices and no schools.
OF_SUCH = re.compile(
    r"[^，。；、\d]{1,8}(?:安装|配备|配置|配发|发放|更换|加装|新建|建成|提供|赠送|捐赠|布设|开展)[^，。；、\d]{1,8}、[^，。；\d]{1,16}等[^，。；、\d]{1,8}$"
)
JOINT = re.compile(r"、(?![^(，。；]*\))|(?:和|及|与|以及)$")  # but not within 縣（市、區）
SIDE = {"和", "及", "与"}


class Clauses:
    """A sentence cut into clauses, with the places where its words end."""

    def __init__(self, text, folded):
        self.text, self.folded = text, folded
        self.words, self.ends = words_of(folded)
        self.numbers, self.number_ends = [], []  # where those begin and end that were named already, in order
        self._stops = [at for at, character in enumerate(folded) if character in THEME_STOPS]

    def passed(self, numbers):
        """Remember numbers that are named by now."""
        self.numbers += [number.start for number in numbers]
        self.number_ends += [number.end for number in numbers]

    def start_of(self, place, floor):
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
        first = self.folded[start : start + 1]
        if first in SIDE and start + 1 in self.ends:  # 「輔警510名和保安員1200名」
            return start + 1, True
        if OF_SUCH.match(self.folded, start, end):
            return start, False
        joint = JOINT.search(self.folded[start:end])
        return (start + joint.end(), True) if joint else (start, False)

    def trimmed(self, start, end, *, is_joined=False):
        """(start, end) without the words that only lead to a name or from it."""
        start = lead_end(self.folded, start, end, self.ends, is_joined=is_joined)
        return start, max(start, tail_start(self.folded, start, end, self.ends))

    def pieces(self, core):
        """The (text, folded) names a core lists: split at 、 and 和, but never inside quotes or brackets."""
        start, end = core
        found, began, closing = [], start, 0
        last_comma = self.folded.rfind("、", start, end)
        for at in range(start, end):
            character = self.folded[at]
            if character in CLOSING.values():
                closing += 1
            elif character in CLOSING:
                closing -= 1
            elif closing <= 0 and (
                character == "、" or (character in SIDE and last_comma < at and self._joins(at, start))
            ):
                found.append((began, at))
                began = at + 1
        found.append((began, end))
        return [(self.text[one:other], self.folded[one:other]) for one, other in found if one < other]

    def _joins(self, at, start):
        """Whether a 和 stands between two words."""
        return at > start and at in self.ends and at + 1 in self.ends

    def after(self, start, stop):
        """(start, end) of the words that follow a number in its clause, up to the next number."""
        at = start
        while at < stop:
            aside = ASIDE.match(self.folded, at, len(self.folded)) if at > start else None
            if aside and aside.end() <= stop:
                at = aside.end()
                continue
            if self.folded[at] in STOPS or self.folded[at] in "()":
                return start, at
            at += 1
        return start, stop

    def begins_with_verb(self, words):
        """Whether a clause tells what was done and names nothing that the next could speak of."""
        return next((kind for word, kind in rjieba.tag(fold(words)) if word.strip()), "").startswith("v")

    def went(self, began, end):
        """Where a clause only tells that what it names rose, fell, or is the most."""
        patterns = (WENT, MILESTONE, TOPS)
        return next((found for pattern in patterns if (found := pattern.search(self.folded, began, end))), None)

    def theme(self, place, *, only_last=False):
        """(start, end) of the last clause before the number's own that holds no number, or None.

        With `only_last` no more than the clause right before counts.
        """
        last = bisect_left(self._stops, place) - 1
        furthest = max(last - (1 if only_last else FURTHEST_THEME), -1)
        for at in range(last, furthest, -1):
            end, began = self._stops[at], self._stops[at - 1] + 1 if at else 0
            words = TALLY.sub("", self.folded[began:end])
            number = bisect_left(self.numbers, began)
            is_free = number == len(self.numbers) or self.numbers[number] >= end
            if VIEW.fullmatch(self.folded, began, end):
                continue
            if began < end and is_free and not re.search(r"\d", words):
                went = self.went(began, end)
                start, stop = self.trimmed(began, went.start() if went and went.start() > began else end)
                agent = AGENT.search(self.folded, min(start + 2, stop), stop)
                stop = agent.start() if agent else stop
                aspect = ASPECT.search(self.folded, start, stop)
                stop = aspect.start() if aspect else stop
                return (start, stop) if start < stop else None
        return None
