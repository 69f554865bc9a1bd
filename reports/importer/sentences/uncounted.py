"""What makes digits a name, a date, a rank, a bound or a telephone number instead of a figure."""

import re
from bisect import bisect_left

from reports.importer.sentences.units import CERTAIN, ENUMERATED

NEAR = 60  # characters on either side that can tell what a number is
GLUED_BEFORE = re.compile(r"(?:[A-Za-z0-9.+×]|\d[·∶:/~—-]|\d至|[A-Za-z]-)$")
GLUED_AFTER = re.compile(r"(?:[A-Za-z+·∶×/]|[.:~—-]\d|至\d)")
NAMED_BEFORE = re.compile(
    r"(?:第|[前每](?![期年])|时速|限速|限高|限重|限载|满分|合格线|及格线|编号|〔|\[|No\.?|型号|代号)[ ]?$"
)
CALLED_BEFORE = re.compile(r"(?:电话|热线|拨打|专线|致电|短号)(?:[是为:：“「]|号码为?)?$")
CLOCK_BEFORE = re.compile(r"\d[时点]$")
NAMED_AFTER = re.compile(
    r"(?:年|月|号|日|[期级版代楼路届强]|时(?!段)|点|世纪|季度|个季度|周|大|度|学年|线|层|环|国道|省道|[〕\]]|周年|摄氏度以)"
)
TERMS_AT_END = re.compile(r"[期届层度](?=[，。、；,;)]|$)")  # 「舉辦培訓班12期」 counts
# 「布設探頭320路」 counts, 「公交320路」 names.
FEEDS = re.compile(r"路(?=[，。、；,;)]|$|[高超]清|视频|监控|探头|摄像|信号|感知)")
LINE_BEFORE = re.compile(r"(?:公交|乘坐?|坐|巴士|线路|电车)车?$")
SPAN_OF_TIME = re.compile(r"[余多]?个?(?:年|月|世纪)")
QUOTED = re.compile(r"[“「『‘《〈\"][^”」』’》〉\"]{0,24}[”」』’》〉\"]")
PROPERTIES = {
    "",
    "元",
    "人",
    "岁",
    "米",
    "平方米",
    "平方公里",
    "公里",
    "亩",
    "吨",
    "公斤",
    "克",
    "分",
    "小时",
    "天",
    "次",
    "度",
    "美元",
}
IDLE_UNITS = {"分", "成", "大", "两", "期", "届", "角", "面", "首", "则", "文", "升", "段", "部", "声", "出"}
MANY = {"面", "首", "则", "段", "部"}  # counts above ten: 「錦旗一百二十面」
SPARED = {"天", "回", "步", "里", "小时", "岁", "倍", "队", "口", "卷", "双", "对", "环", "讲", "股", "层", "门", "元"}
HOTLINES = {"110", "119", "120", "122", "999", "12110", "12123", "12315", "12339", "12345", "12367", "12389", "96110"}
LINK = re.compile(r"(?:达到?|[为至到]|突破|超过?|逾|(?<!附)近|高于|低于)了?$")
BOUND_AFTER = re.compile(r"(?:常住|户籍)?(?:人口)?(?:及|\(含\))?以[上下内外](?:\(含\d*\))?")
CLAUSE = re.compile(r"[，。；,;：:、！？()]|$")
CLOSES = re.compile(r"[，。；、,;：:！？)\s]|和|及|与|$")
LINKS_ON = re.compile(r"的?(?:[，。；、,;)]|$)")
CLAUSE_END = re.compile(r"[，。；,;]")
ROW = re.compile(r"(?:^|[^\d.%])(?:\d{1,2}、)+$")
ABOVE = re.compile("(?:超过?|逾|[破过])$")
PAST = re.compile(r"(?<![超通经越突胜])过$")  # 「第一個過10萬億元省份」
MECHANISM = re.compile(r"[^，。；、]{0,6}(?:机制|圈)")  # 「15分鐘響應機制」
PLANS = re.compile(r"(?:抓[好住实]|突出|聚焦|围绕|落实|做好|坚持|把握|锚定|紧盯|统筹)$")
TASKS = re.compile(r"(?:重点|主要|中心|关键|核心|专项|具体)?(?:任务|工作|要求|关系|领域|举措|方案)")
# 「聚焦3個重點、6項工程」 counts neither: what stands in a row behind such a verb is what the report is about.
AIMS = re.compile(r"(?:突出|聚焦|围绕|锚定|紧扣)\d{1,2}(?:个|大|项|条)[^，。；、\d]{1,6}、$")
AIM = re.compile(r"[^，。；、\d]{0,4}(?:任务|工作|工程|行动|目标|领域|举措|重点|战役|要求)(?=[，。；、])")
CALLED_SO = re.compile(r"号[^，。；]{0,8}为$")
LIMITS, WITHIN = {"小时", "分钟", "天", "秒", "个工作日"}, re.compile("之?内[^，。；、]")  # 「在48小時內偵破」
SORTED_OUT = re.compile(r"(?:项目|企业|工程|订单|产业|集群|园区|[县镇村市])")
HEIGHT = re.compile("[几十百千万亿]*(?:美?元|亩|吨|户|人)?(?:级)?(?:大关|台阶|关口)")  # 「跨過3個萬億元大關」
RATE_WITHIN = re.compile("之?内[\u4e00-\u9fff]{2,6}率")  # 「3分鐘內到場率」
ROUND_HEIGHT = re.compile("大关|台阶|关口")  # behind 十萬元
FINE = re.compile("的?罚款")  # 「違者處200元罰款」
AGES = re.compile(r"年龄|寿命|龄|最年[轻长幼老]")
OF_AGE = re.compile(r"(?<!平均)年[龄纪]在$")  # 「21人年齡在十四歲以下」
RATIO_OF = re.compile(r"比(?:例|值|重)?(?:[^，。；,;]{0,24})$")
LINES = {"480", "720", "1080", "2160", "4320"}  # of a screen: 1080P
NO_NUMERAL_BEFORE = set("第每某这那几数上前后同各初之零一二三四五六七八九十百千万亿.点分整统唯专十")
# More than one of something may stand behind a name that ends so: 「窩點七十四個」, 「處分七十四人」.
ENDS_OF_NAMES = re.compile(
    r"(?:[^零一二三四五六七八九十百千万亿\d]点|[处部积学得]分|[人起件宗户总次个]数|[网楼路船车海陆]上|[之售事善]后|统)$"
)


class Surroundings:
    """The folded text around the numbers of a paragraph."""

    def __init__(self, folded):
        self.folded = folded
        self._quoted = [match.span() for match in QUOTED.finditer(folded)]

    def is_quoted(self, start, end):
        around = bisect_left(self._quoted, (start,)) - 1  # the last quotation that begins before it
        return around >= 0 and end <= self._quoted[around][1]

    def before(self, start):
        return self.folded[max(0, start - NEAR) : start]

    def after(self, end):
        return self.folded[end : end + NEAR]


def is_date(form, folded):
    """Whether a number is the year or the month of 「2020年的10萬元」."""
    if not form.is_bare:
        return False
    is_year = form.digits_end - form.start == 4 and folded.startswith("年", form.digits_end)
    return is_year or folded.startswith("月", form.digits_end)


def is_uncounted(form, around):
    """Whether these digits name, date, rank or bound something instead of counting it."""
    before, after = around.before(form.start), around.after(form.end)
    if around.is_quoted(form.start, form.end) or NAMED_BEFORE.search(before):
        return True
    if form.kind == "numeral":
        return _is_idle_numeral(form, before, after)
    if form.kind == "ratio":
        return not RATIO_OF.search(before)
    if form.kind in {"share", "fraction", "duration"} or form.unit == "年":
        return False
    return (
        _is_named(form, around, before, after)
        or _is_bounding(form, before, after)
        or _is_loose(form, around.folded[form.start : form.digits_end], before, after)
    )


def _is_named(form, around, before, after):
    digits = around.folded[form.start : form.digits_end]
    rest = around.after(form.digits_end)
    if (not form.is_signed and GLUED_BEFORE.search(before)) or CLOCK_BEFORE.search(before):
        return True
    if FEEDS.match(rest) and not LINE_BEFORE.search(before):
        return False
    if NAMED_AFTER.match(rest) and not (TERMS_AT_END.match(rest) and not before.endswith("年") and not form.is_bare):
        return True
    if SPAN_OF_TIME.match(rest) or (form.is_bare and (GLUED_AFTER.match(after) or CALLED_BEFORE.search(before))):
        return True
    if form.unit in {"分钟", "小时"} and MECHANISM.match(after):
        return True
    if form.unit in LIMITS and (RATE_WITHIN.match(after) or (WITHIN.match(after) and before.endswith(("在", "于")))):
        return True
    if form.unit == "元" and FINE.match(after) and before.endswith(("处", "处以")):
        return True
    if form.unit == "位" and before.endswith("后"):
        return True
    if (digits, form.unit) == ("24", "小时") or (form.unit == "P" and digits in LINES and not form.scale):
        return True
    if form.unit not in {"个", "项", "条"} or form.scale:
        return False
    if ENUMERATED.match(after) or HEIGHT.match(after) or (AIMS.search(before) and AIM.match(after)):
        return True
    return PLANS.search(before) is not None and TASKS.match(after) is not None


def _is_bounding(form, before, after):
    """Whether a number only says which things are meant: 「20萬人口以上的縣」, 「投資2000萬元以上的項目300個」."""
    is_of_thing = re.match(r"[\u4e00-\u9fff]", after) and not LINKS_ON.match(after)
    if PAST.search(before) and is_of_thing and not ROUND_HEIGHT.match(after):
        return True
    if form.unit == "元" and SORTED_OUT.match(after) and ABOVE.search(before):  # 「超10億元項目26個」
        return True
    if form.unit == "岁":
        is_bound = OF_AGE.search(before) and BOUND_AFTER.match(after)
        return is_bound is not None or not AGES.search(CLAUSE_END.split(before)[-1])
    if form.unit in {"%", "‰", "倍"}:
        return _selects(before, after)
    bound = BOUND_AFTER.match(after)
    if bound:
        is_amount = bound.group() == "以上" and form.unit not in PROPERTIES and not after.startswith("的", bound.end())
        return not (is_amount or LINKS_ON.match(after, bound.end())) or _selects(before, after)
    return _selects(before, after)


def _selects(before, after):
    """Whether 「以上的」 or 「超過…的」 stand around it and what is counted follows."""
    if not re.match(r"及?(?:以[上下内])?的", after):
        return False
    if after.startswith("的") and re.search(r"(?:超过|不?满|多于|大于|小于|低于)$", before):
        return True
    bounded = re.match(r"及?以[上下内]", after) or re.search(r"(?:超过?|不?满|逾|突破|达到?)$", before)
    return bool(bounded) and re.search(r"\d", CLAUSE_END.split(after, maxsplit=1)[0]) is not None


def _is_loose(form, digits, before, after):
    """Whether a number has neither measure word nor a place at which it could be a value."""
    if re.search(r"分别|依次", CLAUSE_END.split(before)[-1]):
        return form.is_bare and not re.match(r"[、和及]", after)
    if ROW.search(before):  # the last of a row such as 「1、3、5分鐘」
        return True
    return form.is_bare and not _closes_as_value(form, digits, before, after)


def _closes_as_value(form, digits, before, after):
    """Whether a number without a measure word ends its clause as a value: 「縮小至2.12，」."""
    if digits in HOTLINES or not re.match(r"(?:左右|以[内下上])?(?:[，。；、,;)\s]|$)", after):
        return False
    if CALLED_SO.search(before):
        return False
    return "." in digits or form.is_signed or LINK.search(before) is not None


def _is_idle_numeral(form, before, after):
    """Whether a Chinese numeral counts nothing: 「三個代表」, 「十分重視」, 「兩個確立」."""
    is_of_name = form.value > 1 and ENDS_OF_NAMES.search(before)
    if not form.unit or (before and before[-1] in NO_NUMERAL_BEFORE and not is_of_name):
        return True
    if (
        ENUMERATED.match(after)
        or (form.unit in IDLE_UNITS and not (form.value > 10 and form.unit in MANY))
        or (form.unit == "小时" and form.value == 24)
    ):
        return True
    if _is_bounding(form, before, after) or (f"{form.value:f}".strip("0") == "1" and ROUND_HEIGHT.match(after)):
        return True
    stands_behind = CLOSES.match(after) is not None and "\u4e00" <= before[-1:] <= "\u9fff"
    if form.value <= 1:
        return not (stands_behind and form.unit in CERTAIN)
    if form.value <= 10 and not form.odd:
        return not (form.unit in CERTAIN or (stands_behind and form.unit not in SPARED))
    return False
