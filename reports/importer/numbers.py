"""Numbers that count something: where they stand in a paragraph, their value in the base unit, their measure word.

All patterns are matched against folded text (see folding.py), so they are written in Simplified characters.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}

# Longer words first. What may not follow keeps 「人」 out of 「人才」 and 「家」 out of 「家庭」.
UNIT_WORDS = """
个百分点 百分点 人民币元 平方公里 平方千米 立方米 平方米 千瓦时 吨标准煤 微克 毫克 千瓦 兆瓦 海里
美元 欧元 日元 港元 澳元 人次 人天 车次 架次 班次 家次 场次 户次 件次 趟次 台次 艘次 辆次 项次 公斤 千克 公里 千米
毫米 厘米 公顷 标箱 分钟 小时 工作日 车位 米 元 起 件 条 个 处 名 人 户 家 辆 台 套 只 头 所 座 栋 幢 间 张 份
项 宗 例 批 场 次 克 吨 斤 亩 天 岁 倍 支 幅 部 本 篇 门 班 列 艘 架 枚 发 颗 株 棵 单 笔 票 封 席 位 对 组
片 块 类 种 扇 顶 枪 把 根 瓶 箱 包 袋 款 册 字 分 秒 步 队 盏 里 尾 匹 顿
"""
NOT_AFTER = {
    "人": "民才员工口士家均群",
    "家": "庭属长",
    "场": "所景馆",
    "项": "目",
    "处": "理置",
    "次": "数序",
    "天": "然",
    "分": "局别之类钟工期公布",
    "部": "门分",
    "里": "程面",
    "位": "置于列居",
    "名": "列单",
    "类": "别",
    "条": "例",
    "单": "位元",
    "发": "展生现放",
    "对": "于",
    "包": "括",
    "组": "织",
    "所": "有",
    "门": "类",
    "班": "子",
    "把": "握",
    "根": "据",
    "字": "号",
    "支": "持付出",
    "台": "阶",
    "块": "钱",
    "顶": "级",
}
LATIN_UNITS = ["kg", "km", "TB", "GB", "PB", "MB", "MW", "GW", "kW"]


def _unit_pattern():
    words = []
    for unit in UNIT_WORDS.split():
        guard = NOT_AFTER.get(unit)
        words.append(f"{unit}(?![{guard}])" if guard else unit)
    latin = "|".join(rf"{unit}(?![A-Za-z])" for unit in LATIN_UNITS)
    return rf"(?:{'|'.join(words)}|{latin})(?:/(?:立方米|平方米|人|年|天|日|月|户|次|吨|公里|亩))?"


UNIT = _unit_pattern()
ODD = "[余多]"
# 千 and 百 open some measure words (千瓦, 千米, 千克): there they are no scale.
SCALE = r"(?:万亿|千亿|百亿|亿|千万|百万|十万|万(?!能)|千(?![瓦米克卡伏])|百(?!分))"
NUMBER = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<odd1>{ODD})?[ ]?(?P<scale>{SCALE})?(?P<odd2>{ODD})?"
    rf"(?:[ ]?(?P<unit>[%‰]|{UNIT}))?"
)

# What makes digits a name, a date, a rank, a bound or a telephone number.
GLUED_BEFORE = re.compile(r"(?:[A-Za-z0-9.+×]|\d[·∶:/~—-]|\d至|[A-Za-z]-)$")
GLUED_AFTER = re.compile(r"(?:[A-Za-z+·∶×/]|[.:~—-]\d|至\d)")
NAMED_BEFORE = re.compile(r"(?:第|前|每|时速|电话|热线|拨打|编号|〔|\[)[ ]?$")
NAMED_AFTER = re.compile(
    r"[ ]?(?:年|月|号|日|期|级|版|代|楼|路|届|强|时|点|世纪|季度|个季度|周|大|度|学年|线|层|环|国道|省道|[〕\]])"
)
SPAN_OF_TIME = re.compile(r"[余多]?个?(?:年|月|世纪)")
QUOTED = re.compile(r"[“「『‘《〈\"][^”」』’》〉\"]{0,24}[”」』’》〉\"]")
HOTLINES = {"110", "119", "120", "122", "999", "12110", "12123", "12315", "12339", "12345", "12367", "12389", "96110"}
LINK = re.compile(r"(?:达到?|[为至到]|突破|超过?|逾|(?<!附)近|高于|低于)了?$")
APPROXIMATE_BEFORE = re.compile(
    r"(?:(?P<word>超过?|逾|突破|(?<!附)近|接近|不少于|不低于|至少|不足|不到)|(?<![节预合违条签履])(?P<about>约)为?)了?$"
)
APPROXIMATE_AFTER = re.compile(r"以上|左右|上下|许")
NEAR = 60  # characters on either side that can tell what a number is
CLAUSE_END = re.compile(r"[，。；,;]")


@dataclass(frozen=True)
class Number:
    """One number of a paragraph. `bound` is "low" or "high" when it is one end of a range.

    `approximation` is the word that makes it a round one, folded, or "".
    """

    start: int
    end: int
    value: Decimal
    unit: str
    approximation: str = ""
    bound: str = ""

    @property
    def is_share(self):
        return is_share(self.unit)


def is_share(unit):
    return unit in {"%", "‰", "倍"} or unit.endswith(("百分点", "百分點"))


def numbers_in(text, folded):
    """The counting numbers of a paragraph in order; `folded` is fold(text)."""
    quoted = [match.span() for match in QUOTED.finditer(folded)]
    found = []
    for match in NUMBER.finditer(folded):
        if _is_name(match, folded, quoted):
            continue
        found.append(_number(match, text, folded))
    return found


def _number(match, text, folded):
    before, after = folded[max(0, match.start() - NEAR) : match.start()], folded[match.end() : match.end() + NEAR]
    bound = ""
    if re.match(r"[-~—至]\d[\d.]*[ ]?(?:%|‰)", after) and match["unit"] in {"%", "‰"}:
        bound = "low"
    elif re.search(r"\d[ ]?(?:%|‰)[-~—至]$", before) and match["unit"] in {"%", "‰"}:
        bound = "high"
    return Number(
        start=match.start(),
        end=match.start() + len(match.group().rstrip()),
        value=value_of(match),
        unit=unit_of(match, text),
        approximation=_approximation(match, before, after),
        bound=bound,
    )


def value_of(match):
    """The value of what NUMBER matched."""
    return Decimal(match["digits"].replace(",", "")) * SCALES.get(match["scale"], 1)


def unit_of(match, text):
    """The measure word of what NUMBER matched in the folded `text`, as written there."""
    unit = text[match.start("unit") : match.end("unit")] if match["unit"] else ""
    if match["unit"] == "个百分点":
        return unit[1:]
    return "%" if unit == "％" else unit


def _approximation(match, before, after):
    """The word that makes a number a round one; of two, the one that stands within the number itself."""
    ahead, behind = APPROXIMATE_BEFORE.search(before), APPROXIMATE_AFTER.match(after)
    if match["odd1"] or match["odd2"]:
        return match["odd1"] or match["odd2"]
    if ahead:
        return ahead["word"] or ahead["about"]
    return behind[0] if behind else ""


def _is_name(match, folded, quoted):
    """Whether these digits name, date, rank or bound something instead of counting it."""
    start, end = match.span()
    before, after = folded[max(0, start - NEAR) : start], folded[end : end + NEAR]
    rest = folded[match.end("digits") : match.end("digits") + NEAR]
    bare = not (match["unit"] or match["scale"] or match["odd1"])
    if GLUED_BEFORE.search(before) or NAMED_BEFORE.search(before):
        return True
    around = bisect_left(quoted, (start,)) - 1  # the last quotation that begins before it
    if around >= 0 and end <= quoted[around][1]:
        return True
    if NAMED_AFTER.match(rest) or SPAN_OF_TIME.match(rest) or (bare and GLUED_AFTER.match(after)):
        return True
    if match["digits"] == "24" and match["unit"] == "小时":
        return True
    if match["unit"] == "岁" and re.match(r"及?以[上下内]", after):
        return True
    if _only_bounds(before, after):
        return True
    if "分别" in CLAUSE_END.split(before)[-1]:
        return bare and not re.match(r"[、和及]", after)
    if re.search(r"(?:^|[^\d.%])(?:\d{1,2}、)+$", before):  # the last of a row such as 「1、3、5分鐘」
        return True
    return bare and not _closes_as_value(match["digits"], before, after)


def _only_bounds(before, after):
    """Whether 「投資2000萬元以上的項目300個」 is at its first number, which says only which things are counted."""
    if not re.match(r"及?(?:以[上下内])?的", after):
        return False
    bounded = re.match(r"及?以[上下内]", after) or re.search(r"(?:超过?|不?满|逾)$", before)
    return bool(bounded) and re.search(r"\d", CLAUSE_END.split(after, maxsplit=1)[0]) is not None


def _closes_as_value(digits, before, after):
    """Whether a number without a measure word ends its clause as a value: 「縮小至2.12，」."""
    if digits in HOTLINES or not re.match(r"[，。；、,;)\s]|$", after):
        return False
    return "." in digits or LINK.search(before) is not None
