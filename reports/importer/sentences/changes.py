"""By how much something rose or fell: the words right before a number that say so, and what it is compared with."""

import re
from dataclasses import dataclass

from reports.importer.years import folded_years

UP = (
    "增长|增加|提高|提升|上升|上涨|(?<![人户亩村]均)(?<![人户亩村]均年)增收|增支|净增|扩大|增速|增幅|升幅|涨幅|增多|上调|上浮|延长|回升|攀升|拓宽|多增|新增长"
    "|(?<![新递累])增(?=[^，。]{0,3}$)|(?<![提上晋攀回跃高跳])升(?=$|[约近超了])|(?<![上看])涨(?=$|[约近超了])"
)
# 「壓縮了」 stays a number of its own, as it is in the reports that were read before.
DOWN = (
    "下降|削减|缩减|核减|调减|压缩(?=$|[约近超达])|减少|降低|回落|下跌|下滑|缩短|缩小|收窄|压减|压降|精简|减收|减支|降幅|跌幅|减幅|下调|下浮|减轻|少增|递减|放缓|趋缓"
    "|(?<![下所起升])降(?=$|[约近超了])|(?<![加精核消缩])减(?=$|[约近超了])|(?<!下)跌(?=$|[约近超了])"
)
BY = r"(?:幅度)?(?:分别|依次|各)?(?:为|达到?)?(?:了|约|近|超过?|逾|不足|不到|突破|接近|至少|不少于|不低于)*"
CHANGE = re.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN})|(?P<better>改善)){BY}$")
# What is better when there is less of it: 「PM2.5濃度改善6%」.
LESS_IS_BETTER = re.compile(r"浓度|颗粒物|PM|综合指数|臭氧|降尘")
# After 「比上年」 these say as much: 「比上年多1.4萬本」.
COMPARED = re.compile(
    rf"(?:(?P<up>多出|多|高出|高|新增|增加?)|(?P<down>少|低|减少?)|(?P<fast>加快|快|提速|提前)|(?P<slow>慢))(?:[破办收查抓建处接发赚销售产量拆种引投招]|抓获|查处|办理|受理|到位|完成|引进|拨付|发放|征收|安排|归集|入库)?{BY}$"
)
# What is done faster takes less time: 「比上年快38秒」.
TIME = re.compile(r"[\d.]+(?:个?(?:工作日|小时)|分|秒|天)")
# … and with 了 they say so alone: 「糾紛少了三成」.
BY_SO_MUCH = re.compile(rf"(?:(?P<up>[多高])|(?P<down>[少低]))了{BY}$")
# … and so do these, with what is compared behind them: 「多出上年3000間」.
THAN = re.compile(
    rf"(?:(?P<up>多出|多于|高于|超出|高出)|(?P<down>少于|低于))(?P<base>\d{{4}}年|[上去前]年)(?:同期|末|底)?的?{BY}$"
)
WIDTHS = ("增速", "增幅", "升幅", "涨幅", "降幅", "跌幅", "减幅")
# Before what they change: 「壓減辦理時間一成二」.
CUT = re.compile(
    r"(?:(?P<up>提高|提升|增加(?!值)|扩大)|(?P<down>压减|压缩|缩短|缩减|减少|降低|精简|削减))了?(?P<what>[^，。；、：,;:\d达至到为占率]{2,12}?)"
    r"(?:约|近|超过?|逾|不足|不到|接近)?$"
)
# Of a share these tell a change alone: 「增產一成」, 「，多3.1%」.
ALONE = re.compile(
    r"(?:(?P<up>增[产收量]|(?<![\u4e00-\u9fff])多)|(?P<down>减[产收量]|(?<![\u4e00-\u9fff])少))了?(?:约|近|超过?|逾|不足|不到|接近|达)?$"
)
# 「拉動經濟增長2.9個百分點」 is no growth of what pulls.
PULLS = re.compile(r"拉动[^，。；,;\d]{0,14}增长$")
LONGEST = 40  # characters that a change's own words and what is between them and the number take
# What may lead to these words, in any number: 「較2020年同期」, or one of the others.
BASE = re.compile(r"[较比与同跟]")
SAME_AS = {"同", "跟"}  # with what is compared only where 相比 or 比 follows

BASE_ENDS = re.compile(r"[^，。；,;]{0,12}")
BASE_END = re.compile(r"[年期末初月季度前]|平均(?:值|水平|数)|[上去前]年")
BASE_TAILS = [
    re.compile(tail) for tail in ("(?:同期|同口径)(?:相比|比较?)", "同期|同口径|底|末|初|份", "相比|比较?", "")
]
# On what terms it is compared: 「可比增長4.1%」, 「同口徑」, 「按不變價計算」, 「扣除價格因素，實際增長」.
TERMS = (
    r"可比(?:口径|价格?)?|同口径|[按以](?:可比|不变|当年|现行)价格?(?:计[算价]?)?|[按以](?:人民币|美元)计[算价]?"
    r"|(?:扣除|剔除)[^，。；、,;\d]{2,12}因素(?:的?影响)?后?"
)
# 「五年提高5.3個百分點」, but not of 二〇二五年; and 「人均月增86元」.
FOR_YEARS = r"(?<![〇零一二三四五六七八九十])近?[两二三四五六七八九十]年(?:来|间)?|(?<=[人户]均)[月年]"
# 「由上年下降3.2%轉為增長6.9%」: the first tells how it was then.
WAS = re.compile(
    r"由(?P<when>(?:\d{4}年|[上去前]年)(?:同期)?|[上下]半年|第?[一二三四]季度|\d{1,2}月份?|上月|年初|前期)的?"
)
CHANGE_LEAD = re.compile(
    rf"{TERMS}|{FOR_YEARS}|{WAS.pattern}|转为|"
    r"同比|环比|按年|按季|按月|年均|平均|累计|逆势|大幅|小幅|分别|依次|各|同步|即|亦即|也就是|相当于|折合|(?<![人户日月年])均|都|再|又|也|仍|则|却|已|共|双双|实际|名义|明显|显著|持续|稳步|有效|"
    r"连续[一二两三四五六七八九十]+年|\d+年|\s"
)
# Before a word of one character these tell how much it rose or fell: 「按年微升」, 「大減」.
BY_DEGREES = r"轻微|(?<![轻细])微|(?<![策战])略|[急锐骤激飙暴陡]"
DEGREE = re.compile(rf"(?:{BY_DEGREES}|(?<![重扩巨广最人])大|(?<![缩最大])小)(?=[升降增减跌涨])")
YEARLY = re.compile(r"同比|按年|上年|去年|前年|[上前]一年")
YEARS_AGO = re.compile(r"前年")


@dataclass(frozen=True)
class Change:
    """The change a clause tells; `start` is where its words begin, None when there are none."""

    start: int | None = None
    direction: str = ""
    is_yearly: bool = False
    compared_year: int | None = None
    word: tuple[int, int] = (0, 0)  # where the word that tells it stands
    years: int = 1  # before, when it is yearly

    @property
    def is_told(self):
        return self.direction != ""


def change_before(folded, start, end):
    """The change told by the words right before a number: 「較2020年提高」33%."""
    near = max(start, end - LONGEST)
    than = THAN.search(folded, near, end)
    if than:
        return _than(folded, start, than)
    match = CHANGE.search(folded, near, end)
    compared = None if match else COMPARED.search(folded, near, end)
    alone = BY_SO_MUCH.search(folded, near, end) if compared else None
    if not match and not compared:
        return _by_sign(folded, start, end)
    match = match or compared
    if PULLS.search(folded, start, match.end(match.lastgroup)):
        return Change()
    began, base = _lead(folded, start, match.start())
    was = WAS.match(folded, began, match.start())
    is_yearly = not was and YEARLY.search(folded, began, match.start()) is not None
    if compared and not (base or is_yearly or alone):
        return Change()
    year = re.search(r"(\d{4})年", folded_years(base))
    told = next(word for word in ("up", "down", "better", "fast", "slow") if match.groupdict().get(word))
    is_less = told == "better" and LESS_IS_BETTER.search(folded, max(0, began - LONGEST), began)
    takes_time = TIME.match(folded, end) and not folded.endswith("进度", 0, began)
    is_less = is_less or told == ("fast" if takes_time else "slow")
    return Change(
        start=began,
        direction="down" if told == "down" or is_less else "up",
        is_yearly=is_yearly,
        compared_year=int(year[1]) if year else None,
        word=match.span(told),
        years=2 if YEARS_AGO.search(folded, began, match.start()) else 1,
    )


def cut_before(folded, start, end, ends):
    """The change told by a verb that stands before what it changes; the words of it stay where they are."""
    alone = ALONE.search(folded, start, end)
    if alone:
        word = alone.span("up") if alone["up"] else alone.span("down")
        return Change(start=alone.start(), direction="up" if alone["up"] else "down", word=word)
    cut = CUT.search(folded, start, end)
    if not cut or (cut.start() != start and cut.start() not in ends) or re.match("比例|幅度", cut["what"]):
        return Change()
    return Change(direction="up" if cut["up"] else "down", word=cut.span("up") if cut["up"] else cut.span("down"))


def _by_sign(folded, start, end):
    """Of 「消費同比-2.4%」, the sign of which tells the rest: the words that say what it is compared with."""
    began, base = _lead(folded, start, end)
    is_yearly = YEARLY.search(folded, began, end) is not None
    sign = folded[end : end + 1]
    if sign != "+" and (sign != "-" or not (base or is_yearly)):
        return Change()
    year = re.search(r"(\d{4})年", folded_years(base))
    return Change(began, "up", is_yearly, int(year[1]) if year else None)


def _than(folded, start, than):
    year = re.match(r"(\d{4})年", than["base"])
    return Change(
        start=_lead(folded, start, than.start())[0],
        direction="up" if than["up"] else "down",
        is_yearly=not year,
        compared_year=int(year[1]) if year else None,
        word=than.span("up") if than["up"] else than.span("down"),
        years=2 if than["base"] == "前年" else 1,
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
                is_told = match and (folded[place] not in SAME_AS or match.group().endswith(("比", "比较")))
                if is_told:
                    yield match.end(), folded[place + 1 : closing.end()]
    word = CHANGE_LEAD.match(folded, place, end) or DEGREE.match(folded, place, end + 1)
    if word:
        yield word.end(), ""
