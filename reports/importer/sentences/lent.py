"""The names that a sentence has given so far, and what they lend to a number without one of its own."""

import re
from dataclasses import dataclass
from os.path import commonprefix

from reports.importer.folding import fold
from reports.importer.sentences.changes import WIDTHS
from reports.importer.sentences.lists import MANNER, without_arrival
from reports.importer.sentences.sharing import ENDS_IN_QUANTITY
from reports.importer.sentences.units import is_points, is_share

NEW = re.compile(
    r"新(?:增加?|登记|注册|引[育进]?|培育|认定|建成?|设立?|辟|招|获批|创建|开通|评定|入选|成立|组建|开工|挂牌)"
    r"|增设|增配|增加(?!值)|净增|扩建|增建|加装|改造|改建|更换"
)
MEANLY = re.compile("^(?:平均每[天日月]|[日月]均)")  # 「日均新登記」
RENEWED = re.compile(r"(?:新?招募|更新|新?招录|新?投放|新?配备|增配|新?发展|新?吸纳)$")
OF_TWO = {"前者": -2, "后者": -1}
REACH = re.compile(r"(?:直接|累计)?(?:惠及|覆盖|受益)(?!率)")
SUPPORTS = re.compile(r"(?:直接|累计)?(?:支持|撬动|拉动|带动)")
MONEY = re.compile(r"(?:资金|贷款|基金|补贴|补助|债券|券)(?=(?:发行|投放|到位|下达)?$)")
OBTAINED = re.compile(r"新?(?:争取|发放|落实|投放|下达|安排|发行|拨付|兑付)")
HELPS = re.compile(r"带动|促进|拉动|撬动|推动")
BUILT = re.compile(
    r"(?:[全我本各][市省区县]|[省市县乡村]{2,4})?(?:累计)?"
    r"(?:新?建设|新?建成|打造|设立|创建|新建|布局|实施|推行|启动|开展|举办|组织)"
)
REACHES = re.compile(r"惠及|覆盖|涉及|受益|带动|直接受益")
EXTREMES = {"最高", "最低", "最多", "最少", "最大", "最小"}
EVERYWHERE = re.compile(r"[全我][市省区县州国局](?:范围)?|全国")
TOTALS = set("总数 总量 总计 总额 总人数 累计 存量 总规模 总里程 总面积 数量 总数量 总值 规模".split())  # noqa: SIM905 - a table
TOTAL_AT_END = re.compile("(?<=..)(?:总数量?|总量|数量|存量)$")
AVERAGES = set("日均 月均 年均 人均 户均 每日 每天 每月 平均每日 平均每天 平均每月".split())  # noqa: SIM905 - a table
RATES = re.compile(r"(?:率|比例|比重|占比|[佔占]比|满意度|知晓度|安全感|认可度|参与度|知晓率)$")
OF_EACH = re.compile(r"(?:部门|[区县市镇乡省局级类线])?")  # what stood behind the name of each
BARE_VERBS = re.compile(
    rf"(?:{MANNER})?(?:投产|通车|开工建设|纳统|入库|达产|达效|落地|签约|建成|投运|整改|办结|查处|化解|调处|受理|处置|完成|办理|采纳|答复|回复|解决|破获|侦破|查获|抓获|追回|发还|清理|拆除|改造|竣工|投用|验收|关停|取缔|查实"
    r"|治理|审结|转发|转办|立项|审核|核查|检查|登记|发放|签发|注销|吊销|销号|调解|立案|起诉|移送){1,2}"
)
# What is put in order becomes as many of another kind: 「收到建議1286條，歸併為214項」.
SORTED = re.compile(r"(?:分类|系统)?(?:梳理|归纳|归并|合并|整合|汇总|提炼|归类){1,2}")
HEAD_VERBS = re.compile(
    r"新[建增设辟]|发现|排查出?|受理|收到|接到|处理|查处|破获|侦破|办理|检查|登记|接收|交办|征集|梳理|摸排|查出|查获|抓获|新增|收集|接报|审理|立案|化解|调处|止付|冻结|追缴|扣押|挽回"
    r"|归并|合并|归类|汇总|开工|签约|谋划(?:储备)?|实施|推进|引进|安排"
)


@dataclass(frozen=True)
class Said:
    """A number that was named already; its name without what was added because it rose or fell."""

    name: str
    unit: str
    is_change: bool
    start: int
    is_pair: bool = False  # told with what it was before
    is_listed: bool = False  # it goes on a list begun before it
    relation: str = ""  # the name of a share with what it is a share of, where `name` goes without


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

    def remember(self, name, number, *, is_change, is_listed=False, relation=""):
        is_pair = number.from_value is not None
        self._said.append(Said(name, number.unit, is_change, number.start, is_pair, is_listed, relation))

    def leave(self, bracket):
        """Forget what stands behind an open bracket, now that it is closed: 「破案60起（本地50起），上升5%」."""
        self._said = [said for said in self._said if said.start < bracket]
        self.subject = self._said[-1].name if self._said else self.subject

    def is_any(self):
        return bool(self._said)

    @property
    def last_value(self):
        """The last number that did not only rise or fall, or None."""
        return next((said for said in reversed(self._said) if not said.is_change), None)

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

    def counted_things(self):
        """The numbers that count something, in order."""
        return [said for said in self._said if not (said.is_change or is_share(fold(said.unit)))]

    def counted_of_list(self):
        """The names of the list that the last number which counts something ends."""
        counted = self.counted_things()
        begun = next((at for at in range(len(counted) - 1, 0, -1) if not counted[at].is_listed), 0)
        return [said.name for said in counted[begun:]]

    def values(self):
        """The names of what did not only rise or fall, in order."""
        return [said.name for said in self._said if not said.is_change]

    def of_several(self, count):
        """The names of the last `count` values, or those of what 「分別」 told of right before."""
        last = [said.name for said in self._said[-count:]]
        if last == self.shared:
            return last
        told = self.values()
        if len(told) < count:  # what only rose or fell is told of as well: 「投資增長6%、消費增長4%，分別升至…」
            told = list(dict.fromkeys(said.name for said in self._said))
        return told[-count:]

    def reached(self, own, behind, *, is_listed, since=0):
        """「惠及居民」 behind 改造小區 is 改造小區惠及居民; "" where it may be of several that were counted.

        Money that stands before `since` does nothing any more: a 「；」 ends what is told of it.
        """
        supports, before = SUPPORTS.match(fold(own)), self.counted
        reach = REACH.match(fold(own)) or supports
        if not reach or not before or not (own[reach.end() :] or behind):
            return ""
        if not (is_listed or supports) and len(self.counted_things()) > 1:
            return ""
        if supports:  # what several things that were counted did not do, money does
            told = [said.name for said in self.counted_things() if said.start >= since]
            before = next((name for name in reversed(told) if MONEY.search(fold(name))), "")
        money = MONEY.search(fold(before)) if supports else None
        if supports and not money:
            return ""
        obtained = OBTAINED.match(fold(before))
        helps, built = HELPS.search(fold(before), 2), BUILT.match(fold(before))
        if helps:
            before = before[: helps.start()]
        elif supports:
            before = before[obtained.end() if obtained else 0 : money.end()]
        elif obtained and len(before) - obtained.end() > 1:
            before = before[obtained.end() :]
        elif built and len(before) - built.end() > 1:
            before = before[built.end() :]
        return before + own + behind

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
        is_of_another = own == "规模" and len((ENDS_IN_QUANTITY.search(fold(last.name)) or [""])[0]) > 1
        everywhere = EVERYWHERE.match(own)
        total = asking.own[everywhere.end() if everywhere else 0 :]
        if fold(total) in TOTALS and not is_of_another:  # 「全市總量」 behind 新建探頭 is 全市探頭總量
            place = asking.own[: len(own) - len(total)]
            return place + with_total(without_new(last.name), total)
        if asking.is_change:
            return last.name + asking.own if own in AVERAGES or own in WIDTHS else ""
        if SORTED.fullmatch(own) and not asking.is_change:
            return with_object(asking.own, last.name)
        is_unit_in_name = not last.unit and asking.unit and last.name.endswith(asking.unit)  # 「總人次為2.43億」
        if last.unit != asking.unit and not is_unit_in_name:
            return ""
        if is_new(own) and not asking.is_listed:
            return asking.own + without_total(without_new(last.name))
        if own in EXTREMES and fold(last.name)[:2] in EXTREMES:
            return asking.own + last.name[2:]
        if asking.is_level and EVERYWHERE.fullmatch(own):
            return asking.own + without_new(last.name)
        if own in AVERAGES:
            return last.name + asking.own
        turnover = TURNOVER.search(fold(last.name), 2) if MEAN_DEED.fullmatch(own) else None
        if turnover:  # 「日均處理」 behind 快遞業務量
            return last.name[: turnover.start()] + asking.own
        return with_object(asking.own, last.name) if BARE_VERBS.fullmatch(own) else ""

    def _to_nameless(self, asking, last):
        if asking.is_change and last.relation and is_points(asking.unit):
            return last.relation  # 「佔生產總值的比重為62%，提高0.7個百分點」
        if asking.is_change:
            return next(reversed(self.values()), last.name)
        if asking.has_following or (asking.is_listed and not asking.is_level):
            return ""
        if asking.is_sum and last.unit == asking.unit and common_end(self.shared):
            return common_end(self.shared)
        if asking.is_level and last.unit == asking.unit:
            return without_new(last.name)
        return self.subject if asking.goes_on else ""


COUNTS = re.compile("(?:[数量次额率人]|点击|播放|阅读|浏览|访问|下载|拘留|起诉|逮捕|批捕|处分|移诉)$")
MEAN_DEED = re.compile("[日月年]均(?:处理|接待|办理|受理|服务|运送|收寄|投递|发送|运行)")
TURNOVER = re.compile("(?:业务|运输|处理)?量$")


def with_object(verb, before):
    """「整改」 behind 「發現火災隱患」 is 整改火災隱患, and 「審結」 behind 行政複議收案 is 審結行政複議."""
    before = without_arrival(before)
    head = HEAD_VERBS.search(fold(before)) or BARE_VERBS.match(fold(before))
    bare = BARE_VERBS.match(fold(before))
    head = bare if bare and head and bare.end() > head.end() else head
    rest = before[head.end() :] if head else "" if COUNTS.search(fold(before)) else before
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


def without_total(name):
    """「經營主體總量」 is 經營主體 when some of them are told: 「新登記」."""
    total = TOTAL_AT_END.search(fold(name))
    return name[: total.start()] if total else name


def is_new(words):
    """Whether words say no more than that there are more of something: 「新增」."""
    return NEW.fullmatch(MEANLY.sub("", fold(words))) is not None


def without_new(name):
    """「新增警亭」 is 警亭 when all are counted."""
    folded = fold(name)
    new = NEW.search(folded) or RENEWED.search(folded)
    rest = name[: new.start()] + name[new.end() :] if new else ""
    return MEANLY.sub("", rest) or name


def grown(name, verb, number):
    """A rate that rose by so many percent is named by its rise: never 破案率 of 21 %."""
    if not (verb and number.is_share and RATES.search(fold(name))):
        return name
    return name + verb if fold(verb) in WIDTHS else f"{name}{verb}幅度"
