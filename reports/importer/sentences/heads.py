"""What a name that says too little alone is of: 「支出」, 「覆蓋率」, 「噪聲類」 go on with the name before them."""

import re

from reports.importer.folding import fold
from reports.importer.sentences.lists import lent_verb
from reports.importer.sentences.sharing import QUANTITIES, THINGS

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
]
ROWS = [tuple(row.split()) for row in PAIRED]
VISITS = re.compile(
    r"访问|浏览|点击|下载|阅读|播放|调用|使用|关注|登录|注册用户|用户|粉丝|活跃用户|转发|点赞|办件|办理|查询|推送|发布|服务"
)
PLATFORM = re.compile(
    r"(?:APP|平台|网站|门户|公众号|小程序|系统|热线|客户端|视频号|微博|直播间|数据库|图书馆|博物馆|专区|专栏)[”」』]?",
    re.IGNORECASE,
)
RATE = re.compile(
    r"(?:覆盖|合格|完好|在线|达标|普及|入住|使用|利用|完工|投用|竣工|通过|参训|到位|配备|安装|整改|办结|回复|答复|录用|开工|建成|成功"
    r"|出勤|完成|优良|通车|入库|联网|接入|签约|回访|及时|准确|成活|化解|上线|激活|出警|见警|配齐|持证|推广|保有|治愈|救治成功|交付|复工)率"
)
TESTED = re.compile(r"(?:抽检|检测|检验|抽查|检查|培训|轮训|考核|体检|调解|救治)")
OF_TEST = re.compile(r"(?:合格|成功|达标|通过|完好|优良)率")
# What such a rate is never one of: the people who were met, the money that was saved.
ABOUT_CASES = re.compile(r"(?:办结|整改|回复|答复|化解|及时|成功|准确)率")
NO_CASE = re.compile(r"(?:群众|旅客|游客|乘客|人员|居民|市民|损失|资金|金额|款|元)$")
SIDES = re.compile(
    r"路内|路外|本地|外地|城[区镇市]|农村|郊[区县]|[境省市县区国校]内|[境省市县区国校]外|国际|线上|线下|网上|现场|男性?|女性?|高清|[出入]境|新增"
)
EVERYWHERE = re.compile("^[全我][市省区县州国局]")
OF_KIND = re.compile(r".+(?<![种门人分品同各鸟鱼])类")
# What is counted, with its measure; a single character says too little.
# What each of several things has: 「每萬人擁有量分別達46個、120根」.
AVERAGE = re.compile(r"(?:每[\u4e00-\u9fff]{1,3}|[人户日月年]均)[\u4e00-\u9fff]{0,5}")
COUNTED = re.compile(rf"(?:(?=..)(?:{THINGS}))?(?:{QUANTITIES})$|(?=..)(?:{THINGS})$")
LINES = re.compile("(?:线路|航线|班线|站点|网点|车辆)$")
WORKERS = re.compile("从业(?:者|人员|人数)")


def with_head(own, ahead, lent):
    """A name that says too little alone, with the thing that a number before it counts; "" when it says enough.

    `ahead` are the two characters before it, `lent` the names that the sentence has given so far.
    """
    last, counted = lent.last, lent.counted
    part = of_kind(own, counted) or of_side(own, counted, is_part=last in lent.parts or fold(ahead) == "其中")
    if part:
        lent.parts.add(part)
        return part
    total = ahead if fold(ahead) == "累计" else ""
    return paired(own, last) or on_platform(own, last, total) or rate_of(own, counted) or workers_of(own, counted)


def paired(own, before):
    """「支出」 behind 預算收入 is 預算支出; "" when it belongs to nothing before it."""
    folded, named = fold(own), fold(before)
    for row in ROWS:
        if folded not in row:
            continue
        for other in sorted(row, key=len, reverse=True):
            rest = len(named) - len(other)
            if other != folded and named.endswith(other) and rest > 1 and named[rest - 1] not in "进出":
                return before[:rest] + own
    return ""


def on_platform(own, before, total=""):
    """「累計訪問」 behind 政務APP註冊用戶 is 政務APP累計訪問; "" when nothing is used there."""
    if not VISITS.fullmatch(re.sub("^[日月年]均", "", fold(own))):
        return ""
    platform = PLATFORM.search(fold(before))
    is_used = platform and VISITS.search(fold(before), platform.end())
    return before[: platform.end()] + total + own if is_used else ""


def rate_of(own, before):
    """「覆蓋率」 behind 新建駐校警務室 is 駐校警務室覆蓋率; "" for a rate that is one of something else."""
    if not RATE.fullmatch(fold(own)) or not before:
        return ""
    if ABOUT_CASES.fullmatch(fold(own)) and NO_CASE.search(fold(before)):
        return ""
    tested = TESTED.match(fold(before))
    if tested and tested.end() < len(before) and OF_TEST.fullmatch(fold(own)):
        return before[tested.end() :] + before[: tested.end()] + own
    stem = fold(before).find(fold(own)[:-1])  # 「化解糾紛」 has a 糾紛化解率
    rest = before[:stem] + before[stem + len(own) - 1 :] if stem >= 0 else ""
    return (rest if len(rest) > 1 else without_verb(before)) + own


def of_side(own, before, *, is_part):
    """「路內」 behind 新增停車位 is 路內停車位 where 其中 says so, and then 「路外」 is 路外停車位."""
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
    kind = own[: len(own) - len(share)]
    counted = COUNTED.search(fold(before))
    if not (counted and len(counted.group()) > 1 and OF_KIND.fullmatch(fold(kind))):
        return ""
    return kind + before[counted.start() :] + share


def workers_of(own, before):
    """「從業者」 behind 快遞業務量 is 快遞從業者."""
    if not WORKERS.fullmatch(fold(own)) or not before:
        return ""
    trade = without_verb(before)
    counted = LINES.search(fold(trade)) or COUNTED.search(fold(trade))
    rest = trade[: counted.start()] if counted and len(counted.group()) > 1 else trade
    return rest + own if len(rest) > 1 else ""


def averages_of(own, names):
    """「每萬人擁有量」 of each of the things that were counted before, or []."""
    return [without_verb(name) + own for name in names] if AVERAGE.fullmatch(fold(own)) else []


def without_verb(name):
    verb = lent_verb(name)
    rest = name[name.find(verb) + len(verb) :]
    return rest if len(rest) > 1 else name
