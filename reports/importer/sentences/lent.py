"""The names that a sentence has given so far, and what they lend to a number without one of its own."""

import re
from dataclasses import dataclass
from os.path import commonprefix

from reports.importer.folding import fold
from reports.importer.sentences.changes import WIDTHS
from reports.importer.sentences.units import is_share

NEW = re.compile(r"新增加?|新建成?|新设立?|新辟|新招|增设|增配|增加(?!值)|净增|扩建|增建|加装|改造|改建|更换")
RENEWED = re.compile(r"(?:新?招募|更新|新?招录|新?投放|新?配备|增配|新?发展|新?吸纳)$")
OF_TWO = {"前者": -2, "后者": -1}
REACHES = re.compile(r"惠及|覆盖|涉及|受益|带动|直接受益")
EXTREMES = {"最高", "最低", "最多", "最少", "最大", "最小"}
EVERYWHERE = re.compile(r"[全我][市省区县州国局](?:范围)?|全国")
TOTALS = set("总数 总量 总计 总额 总人数 累计 存量 总规模 总里程 总面积 数量 总数量 总值 规模".split())  # noqa: SIM905 - a table
AVERAGES = set("日均 月均 年均 人均 户均 每日 每天 每月 平均每日 平均每天 平均每月".split())  # noqa: SIM905 - a table
RATES = re.compile(r"(?:率|比例|比重|占比|[佔占]比|满意度|知晓度|安全感|认可度|参与度|知晓率)$")
OF_EACH = re.compile(r"(?:部门|[区县市镇乡省局级类线])?")  # what stood behind the name of each
BARE_VERBS = re.compile(
    r"整改|办结|查处|化解|调处|受理|处置|完成|办理|采纳|答复|回复|解决|破获|侦破|查获|抓获|追回|发还|清理|拆除|改造|竣工|投用|验收|关停|取缔"
    r"|治理|审结|转发|转办|立项|审核|核查|检查|登记|发放|签发|注销|吊销|销号|调解|立案|起诉|移送"
)
HEAD_VERBS = re.compile(
    r"新[建增设辟]|发现|排查出?|受理|收到|接到|处理|查处|破获|侦破|办理|检查|登记|接收|交办|征集|梳理|摸排|查出|查获|抓获|新增|收集|接报|审理|立案|化解|调处"
)


@dataclass(frozen=True)
class Said:
    """A number that was named already; its name without what was added because it rose or fell."""

    name: str
    unit: str
    is_change: bool
    start: int


@dataclass(frozen=True)
class Asking:
    """What is known of a number that looks for a name: its own words, and how it stands to the one before."""

    own: str
    unit: str
    is_change: bool
    has_following: bool  # words behind it that belong to its name
    is_listed: bool  # it goes on a list begun before it
    is_level: bool  # it says what there is by now: 「達到」, 「累計」
    is_sum: bool  # it says what several come to: 「合計」
    goes_on: bool  # only linking words stand between the number before and it


class Lent:
    """The names of one sentence."""

    def __init__(self):
        self.subject, self.shared = "", []  # what is spoken of, the names that 「分別」 gave last
        self.parts = set()  # the names of what is a part of something that was counted
        self._said = []

    def remember(self, name, number, *, is_change):
        self._said.append(Said(name, number.unit, is_change, number.start))

    def leave(self, bracket):
        """Forget what stands behind an open bracket, now that it is closed: 「破案60起（本地50起），上升5%」."""
        self._said = [said for said in self._said if said.start < bracket]
        self.subject = self._said[-1].name if self._said else self.subject

    def is_any(self):
        return bool(self._said)

    @property
    def last(self):
        """The name of the number before, or ""."""
        return self._said[-1].name if self._said else ""

    @property
    def counted(self):
        """The name of the last number that counts something, neither a share nor a part of it, or ""."""
        for said in reversed(self._said):
            if not (said.is_change or is_share(fold(said.unit)) or said.name in self.parts):
                return said.name
        return ""

    def values(self):
        """The names of what did not only rise or fall, in order."""
        return [said.name for said in self._said if not said.is_change]

    def of_several(self, count):
        """The names of the last `count` values, or those of what 「分別」 told of right before."""
        last = [said.name for said in self._said[-count:]]
        return last if last == self.shared else self.values()[-count:]

    def to(self, asking):
        """The name that an earlier number lends, or ""."""
        if not self._said:
            return ""
        last, own = self._said[-1], fold(asking.own)
        if not own:
            return self._to_nameless(asking, last)
        if own in OF_TWO:
            return next(iter(self.values()[OF_TWO[own] :]), "")
        if asking.has_following:
            return ""
        if self.subject and REACHES.fullmatch(own):
            return self.subject + asking.own
        if own in TOTALS:
            return with_total(without_new(last.name), asking.own)
        if asking.is_change:
            return last.name + asking.own if own in AVERAGES or own in WIDTHS else ""
        if last.unit != asking.unit:
            return ""
        if own in EXTREMES and fold(last.name)[:2] in EXTREMES:
            return asking.own + last.name[2:]
        if asking.is_level and EVERYWHERE.fullmatch(own):
            return asking.own + without_new(last.name)
        if own in AVERAGES:
            return last.name + asking.own
        return with_object(asking.own, last.name) if BARE_VERBS.fullmatch(own) else ""

    def _to_nameless(self, asking, last):
        if asking.is_change:
            return next(reversed(self.values()), last.name)
        if asking.has_following or (asking.is_listed and not asking.is_level):
            return ""
        if asking.is_sum and last.unit == asking.unit and common_end(self.shared):
            return common_end(self.shared)
        if asking.is_level and last.unit == asking.unit:
            return without_new(last.name)
        return self.subject if asking.goes_on else ""


def with_object(verb, before):
    """「整改」 behind 「發現火災隱患」 is 整改火災隱患."""
    head = HEAD_VERBS.search(fold(before))
    rest = before[head.end() :] if head else ""
    return verb + rest if len(rest) > 1 else ""


def common_end(names):
    """調解員人數 of 甲區調解員人數 and 乙區調解員人數; "" where they share too little."""
    end = commonprefix([name[::-1] for name in names])[::-1] if len(names) > 1 else ""
    end = end[OF_EACH.match(fold(end)).end() :]
    return end if len(end) > 2 else ""


def with_total(name, total):
    """「總里程」 behind 地鐵里程 is 地鐵總里程."""
    counted = fold(total)[1:]
    is_said = fold(total)[0] == "总" and len(counted) > 1 and fold(name).endswith(counted)
    return (name[: -len(counted)] if is_said else name) + total


def without_new(name):
    """「新增警亭」 is 警亭 when all are counted."""
    folded = fold(name)
    new = NEW.search(folded) or RENEWED.search(folded)
    rest = name[: new.start()] + name[new.end() :] if new else ""
    return rest or name


def grown(name, verb, number):
    """A rate that rose by so many percent is named by its rise: never 破案率 of 21 %."""
    if not (verb and number.is_share and RATES.search(fold(name))):
        return name
    return name + verb if fold(verb) in WIDTHS else f"{name}{verb}幅度"
