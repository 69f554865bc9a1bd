"""What a name that says too little alone is of: 「支出」, 「覆蓋率」, 「噪聲類」 go on with the name before them."""

import re

from reports.importer.folding import fold
from reports.importer.sentences.lists import MANNER, VERB, has_verb, lent_verb
from reports.importer.sentences.sharing import ENDS_IN_QUANTITY, QUANTITIES, THINGS

# Names that end in one of a row; the next in the row is of the same thing.
PAIRED = [
    "收入 支出 结余 结存 盈余 赤字 利润 利税 税收",
    "进口 出口",
    "进口额 出口额",
    "进口量 出口量",
    "立案 破案 结案 销案",
    "受理 办结 审结 结案 立案 执结",
    "存款余额 贷款余额",
    "存款 贷款",
    "面积 产量 总产量 单产 总产",
    "出生率 死亡率 自然增长率",
    "发案 破案 立案",
    "报名人数 参加人数 录取人数",
    "存栏 出栏",
    "建筑面积 占地面积 投资额",
    "业务量 业务收入",
    "利润总额 利润 营业收入 营收 利税 利税总额 税收 资产总额 资产负债率 营业收入利润率",
    "金牌 银牌 铜牌",
    "出厂价格 购进价格",
    "综合满意率 满意率 办结率 面商率",
]
ROWS = [tuple(row.split()) for row in PAIRED]
REACHED = re.compile("(?:实现|實現|完成|按[时時期]|及[时時])$")
# 「反詐宣傳進校園」 lends what goes there to the 「進企業」 that is listed behind it.
INTO = (
    r"进(?:学校|校园|课堂|企业?|工厂|工地|园区|楼宇|商[圈场]|市场|社区|家庭|网[格络]|[农乡]?村|村居"
    r"|机关|单位|军营|景区|车站)"
)
GOING = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){INTO}$")
VISITS = re.compile(
    r"访问|浏览|点击|下载|阅读|播放|调用|使用|关注|登录|注册用户|用户|粉丝|活跃用户|转发|点赞|办件|办理|查询|推送|发布|服务"
)
PLATFORM = re.compile(
    r"(?:APP|平台|网站|门户|公众号|小程序|系统|热线|客户端|视频号|微博|直播间|数据库|图书馆|博物馆|专区|专栏)[”」』]?",
    re.IGNORECASE,
)
RATE = re.compile(
    r"(?:覆盖|合格|完好|在线|达标|普及|入住|使用|利用|完工|投用|竣工|通过|参训|到位|配备|安装|整改|纠错|查实|好办易办|网办|网上可办|掌办|即办|办结|回复|答复|录用|开工|建成|成功"
    r"|出勤|知晓|参与|参保|入户|投运|续签|到岗|拆除|修复|改造|更新|转化|留存|孵化|完成|优良|通车|入库|联网|接入|签约|回访|及时|准确|成活|化解|上线|激活|出警|见警|配齐|持证|推广|保有|治愈|救治成功|交付|复工)率"
)
TESTED = re.compile(r"(?:抽检|检测|检验|抽查|检查|培训|轮训|考核|体检|调解|救治)")
OF_TEST = re.compile(r"(?:合格|成功|达标|通过|完好|优良)率")
# What such a rate is never one of: the people who were met, the money that was saved.
ABOUT_CASES = re.compile(r"(?:满意|好评|办结|整改|回复|答复|化解|及时|成功|准确)率")
NO_CASE = re.compile(r"(?:群众|旅客|游客|乘客|人员|居民|市民|损失|资金|金额|款|元)$")
SIDES = re.compile(
    r"路内|路外|本地|外地|城[区镇市]|[农乡]村|郊[区县]|[境省市县区国校]内|[境省市县区国校]外|国际|线上|线下|网上|现场|男性?|女性?|高清|[出入]境|新增"
)
EVERYWHERE = re.compile("^[全我][市省区县州国局]")
OF_KIND = re.compile(r".+(?<![种门人分品同各鸟鱼])类")
# What is counted, with its measure; a single character says too little.
# What each of several things has: 「每萬人擁有量分別達46個、120根」.
AVERAGE = re.compile(r"(?:每[\u4e00-\u9fff]{1,3}|[人户日月年]均)[\u4e00-\u9fff]{0,5}")
COUNTED = re.compile(rf"(?:(?=..)(?:{THINGS}))?(?:{QUANTITIES})$|(?=..)(?:{THINGS})$")
OF_DAYS = re.compile("天数|数量?|个数")
HAD = re.compile(
    "(?:占地|建筑)?面积|长度|容量|每[\u4e00-\u9fff]{1,4}(?:拥有量?|保有量|占有量)|全长|总长度?|总面积|总?建筑面积|总库容"
)
LINES = re.compile("(?:线路|航线|班线|站点|网点|车辆)$")
# What people say of how they were served.
OPINION = re.compile(r"(?:按时|按期|及时|群众|综合)?(?:满意|好评|办结|办复|[回答][复覆])率")
SERVED = re.compile(r"(?:建议|提案|议案|办件|诉求|投诉|工单|来信|信访件|事项)量?$")
SET_UP = re.compile(r"[全我]?[市省区县州]?共?[设建配]有?(?=[\u4e00-\u9fff]{3})(?![备置施立计筑议])")
MODES = re.compile(r"铁路|公路|民航|水路|航空|水运|海铁")
CARRIED = re.compile(r"旅客|货物|货运|客运")
AIRPORT = re.compile(r"机场")
OF_AIRPORT = re.compile(r"(?:旅客|货邮)吞吐量|起降(?:架次)?")
WORTH = re.compile("(?:涉及|合同|标的)?(?:价值|金额|货值)")
ALL_OF_IT = re.compile("总(?:花费|收入|消费|产值|成交额|保费|费用|支出|重量|价值|金额)")
LED_BY = re.compile("(?:企业|高校|院所|民企|社会力量|个人)(?:牵头|参与|承担|投入)(?:比例|占比|率)")
LEVEL = re.compile("(?:国家|省|市|区|县|自治区)级(?:以上)?")
OF_LEVEL = re.compile("级|国家|全国|全[省市区县]|省|国际|世界|占|率|新增|累计")
LEVELLED = re.compile(rf"(?:{THINGS}|园区|基地|区|城市|集群|实验室|联盟|[县镇村])$")
MODEL = re.compile("(?P<kind>示范|试点|先进|优秀|标杆)(?:[市县区乡镇村]|地区|城市|园区|单位|企业|集体|基地|项目)$")
BARE_THING = re.compile("项目|单位|企业|个人|集体|城市|地区|园区|基地|平台|[市县区乡镇村]")
AMOUNT = re.compile("(?<=..)[量额]$")
DEED_AT_END = re.compile(r"(?:拘留|逮捕|批捕|起诉|移送|判决|处罚|遣返|劝返|自首|投案|落网|到案)$")
HOW = re.compile(f"(?:{MANNER})?")
MEAN_AT_END = re.compile("(?<=..)[日月年]均$")
MEAN = re.compile("[日月年]均[\u4e00-\u9fff]{2}$")
PULLS = re.compile("拉动[^，。；、]*增长$|对[^，。；、]{2,12}贡献率$")
PULLED = re.compile(rf"{PULLS.pattern}|增加值(?:占.*)?$")
SOLD = re.compile("销售(?:面积|额|量)$")
PRICE = re.compile("价格$")
CONSUMED = re.compile(
    "(?:食品烟酒|食品|衣着|居住|生活用品[及和]服务|交通[和及]?通信|教育文化[和及]?娱乐|医疗保健|其他用品[及和]服务)类?"
)
WORKERS = re.compile("从业(?:者|人员|人数)")


def with_head(own, ahead, lent, *, is_listed=False):
    """A name that says too little alone, with the thing that a number before it counts; "" when it says enough.

    `ahead` are the two characters before it, `lent` the names that the sentence has given so far.
    """
    last, counted = lent.last, lent.counted
    part = of_kind(own, counted or last) or of_side(
        own, counted or last, is_part=last in lent.parts or fold(ahead) == "其中"
    )
    if part:
        lent.parts.add(part)
        return part
    total = ahead if fold(ahead) == "累计" else ""
    return (
        paired(own, last)
        or on_platform(own, last, total)
        or going_into(own, last)
        or rate_of(own, counted)
        or workers_of(own, counted)
        or of_all(own, counted)
        or of_each(own, counted)
        or of_airport(own, last)
        or pulled_by(own, last)
        or priced(own, last)
        or (of_level(own, last) if is_listed else "")
    )


def paired(own, before):
    """「支出」 behind 預算收入 is 預算支出; "" when it belongs to nothing before it."""
    folded, named = fold(own), fold(before)
    for row in ROWS:
        if folded not in row:
            continue
        for other in sorted(row, key=len, reverse=True):
            rest = len(named) - len(other)
            if (
                other != folded
                and named.endswith(other)
                and rest > 1
                and not named[:rest].endswith("播种")
                and named[rest - 1] not in "进出"
            ):
                return REACHED.sub("", before[:rest]) + own
    return ""


def on_platform(own, before, total=""):
    """「累計訪問」 behind 政務APP註冊用戶 is 政務APP累計訪問; "" when nothing is used there."""
    if not VISITS.fullmatch(re.sub("^[日月年]均", "", fold(own))):
        return ""
    platform = PLATFORM.search(fold(before))
    is_used = platform and VISITS.search(fold(before), platform.end())
    return before[: platform.end()] + total + own if is_used else ""


def going_into(own, before):
    """「進企業」 behind 反詐宣傳進校園 is 反詐宣傳進企業; "" where nothing goes anywhere."""
    going = GOING.search(fold(before))
    return before[: going.start()] + own if going and re.fullmatch(INTO, fold(own)) else ""


def rate_of(own, before):
    """「覆蓋率」 behind 新建駐校警務室 is 駐校警務室覆蓋率; "" for a rate that is one of something else."""
    if not before:
        return ""
    before = AMOUNT.sub("", before)
    if OPINION.fullmatch(fold(own)) and SERVED.search(fold(before)):
        deed = VERB.search(fold(before))
        return (before[: deed.start()] + before[deed.end() :] if deed else before) + own
    if not RATE.fullmatch(fold(own)) or fold(before) == fold(own)[:-1]:
        return ""
    if ABOUT_CASES.fullmatch(fold(own)) and NO_CASE.search(fold(before)):
        return ""
    tested = TESTED.match(fold(before))
    if tested and tested.end() < len(before) and OF_TEST.fullmatch(fold(own)):
        return before[tested.end() :] + before[: tested.end()] + own
    stem = fold(before).find(fold(own)[:-1])  # 「化解糾紛」 has a 糾紛化解率
    behind = before[stem + len(own) - 1 :] if stem >= 0 else ""
    start = HOW.match(fold(before)).end()  # 「就地化解糾紛」
    rest = before[start:stem] + ("" if OF_DAYS.fullmatch(fold(behind)) else behind) if stem >= 0 else ""  # 「優良天數」
    if len(rest) > 1:
        return rest + own
    set_up = None if lent_verb(before) else SET_UP.match(fold(before))
    return (before[set_up.end() :] if set_up else without_verb(before)) + own


def of_side(own, before, *, is_part):
    """「路內」 behind 新增停車位 is 路內停車位 where 其中 says so, and then 「路外」 is 路外停車位."""
    if MODES.fullmatch(fold(own)) and CARRIED.search(fold(before)) and (is_part or MODES.match(fold(before))):
        mode = MODES.match(fold(before))
        return own + before[mode.end() if mode else 0 :]
    if not SIDES.fullmatch(fold(own)) or not before:
        return ""
    other = SIDES.match(fold(before))
    if other and other.end() == len(own) < len(before) and other.group() != fold(own):
        return own + before[other.end() :]
    return own + EVERYWHERE.sub("", without_verb(before)) if is_part else ""


def of_kind(own, before):
    """「噪聲類」 behind 受理投訴量 is 噪聲類投訴量."""
    folded = fold(own)
    share = own[-1:] if folded.endswith("占") else ""
    before = before[:-2] if MEAN_AT_END.search(fold(before)) else before
    kind = own[: len(own) - len(share)]
    counted = COUNTED.search(fold(before))
    if not (counted and len(counted.group()) > 1 and OF_KIND.fullmatch(fold(kind))):
        return ""
    return kind + before[counted.start() :] + share


def workers_of(own, before):
    """「從業者」 behind 快遞業務量 is 快遞從業者."""
    if not WORKERS.fullmatch(fold(own)) or not before:
        return ""
    mean = MEAN.search(fold(before))
    trade = without_verb(before[: mean.start()] if mean else before)
    counted = LINES.search(fold(trade)) or COUNTED.search(fold(trade))
    rest = trade[: counted.start()] if counted and len(counted.group()) > 1 else AMOUNT.sub("", trade)
    return rest + own if len(rest) > 1 else ""


def verb_of_whole(own, ahead, lent, unit):
    """生產 of 生產汽車 for the 「客車」 that 其中 tells as a part of it; "" when it tells itself what was done."""
    whole = next(reversed(lent.counted_things()), None)
    if fold(ahead) != "其中" or not whole or whole.unit != unit or ENDS_IN_QUANTITY.search(fold(own)):
        return ""
    if SOLD.search(fold(whole.name)):  # 「住宅」 of 商品房銷售面積
        return ""
    return "" if has_verb(own) or DEED_AT_END.search(fold(own)) else lent_verb(whole.name)


def is_opinion(own):
    """Whether a rate is one of all that was dealt with together: 「辦結率」."""
    return OPINION.fullmatch(fold(own)) is not None


def rate_of_all(own, names):
    """「辦結率均為100%」 of each of the things of a list, told at once; "" for one thing or another name."""
    if len(names) < 2 or not all(rate_of(own, name) for name in names):
        return ""
    return "、".join(without_verb(name) for name in names) + own


def of_level(own, before):
    """「工業互聯網平台」 listed behind 國家級領航企業 is of the 國家級 as well; 「項目」 behind 示範縣 is 示範項目."""
    folded, named = fold(own), fold(before)
    model = MODEL.search(named)
    if model and BARE_THING.fullmatch(folded):
        return before[: model.end("kind")] + own
    level = LEVEL.match(named, len(lent_verb(before)) if named.startswith(fold(lent_verb(before))) else 0)
    is_thing = len(own) > len("企业") and LEVELLED.search(folded) and not lent_verb(own)
    if not level or not is_thing or OF_LEVEL.search(folded):
        return ""
    return before[: level.end()] + own


def of_airport(own, before):
    """「貨郵吞吐量」 behind 機場旅客吞吐量 is 機場貨郵吞吐量."""
    airport = AIRPORT.search(fold(before)) if OF_AIRPORT.fullmatch(fold(own)) else None
    return before[: airport.end()] + own if airport else ""


def of_all(own, before):
    """「總花費」 behind 接待遊客 is 接待遊客總花費, and 「企業牽頭比例」 behind 技術攻關 is 技術攻關企業牽頭比例."""
    folded = fold(own)
    if not before or not (ALL_OF_IT.fullmatch(folded) or LED_BY.fullmatch(folded) or WORTH.fullmatch(folded)):
        return ""
    is_whole = ALL_OF_IT.fullmatch(folded) or folded.startswith("合同")
    return (before if is_whole else without_verb(before)) + own


def of_each(own, before):
    """「每萬人擁有量」 behind 發明專利 is 發明專利每萬人擁有量, and 「全長」 behind 新建道路 is 道路全長."""
    return without_verb(before) + own if before and HAD.fullmatch(fold(own)) else ""


def pulled_by(own, before):
    """「拉動經濟增長」 behind 第二產業對經濟增長的貢獻率 is 第二產業拉動經濟增長."""
    told = PULLED.search(fold(before), 1) if PULLS.match(fold(own)) else None
    return before[: told.start()] + own if told else ""


def priced(own, before):
    """「衣著」 behind 食品煙酒價格 is 衣著價格."""
    price = PRICE.search(fold(before), 2)
    return own + before[price.start() :] if price and CONSUMED.fullmatch(fold(own)) else ""


def averages_of(own, names):
    """「每萬人擁有量」 or 「滿意率」 of each of the things that were counted before, or []."""
    if RATE.fullmatch(fold(own)) or OPINION.fullmatch(fold(own)):
        rates = [rate_of(own, name) for name in names]
        return rates if all(rates) else []
    return [without_verb(name) + own for name in names] if AVERAGE.fullmatch(fold(own)) else []


def without_verb(name):
    verb = lent_verb(name)
    rest = name[name.find(verb) + len(verb) :]
    return rest if len(rest) > 1 else name
