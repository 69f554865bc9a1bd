"""What a head that cannot stand alone belongs to, where the words before its clause tell: 「註冊用戶」 of a platform,
「產量」 of an industry, 「死亡人數」 of accidents, 「完成投資」 of projects.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from reports.importer.folding import fold
from reports.importer.sentences.heads import OPINION, PLATFORM, without_verb
from reports.importer.sentences.leading import past
from reports.importer.sentences.sharing import QUANTITIES

FURTHEST = 100  # characters that the words of the owner may stand before
LONGEST, SHORTEST = 24, 2  # characters of an owner
PARTED = re.compile("[；;]")


@dataclass(frozen=True)
class Kind:
    """Heads of one kind: how they read, in what the name of their owner ends, what of that end they go without.

    A head with a `thing` of its own is only of an owner that ends in the same.
    """

    head: re.Pattern
    owner: re.Pattern
    spare: re.Pattern = re.compile(r"(?!)")
    is_far: bool = False  # whether it may stand before a 「；」
    is_of_all: bool = False  # whether it is of each of a list that was counted


MANY = r"(?:数量?|总数|总量|人数|人次|次数|量)?"
CAUSED = r"造成|导致|致"
HURT = r"死亡|受伤|伤亡|遇难|失踪|死伤"
CASES = r"事故|火灾|案件|警情"
LED = r"(?:累计|年度|全年|当年|日均|月均|年均|总)?"
KINDS = [
    Kind(
        re.compile(
            rf"{LED}(?:实名|新增)?(?:注册|活跃|实名|关注|使用)?(?:用户|会员|粉丝){MANY}"
            rf"|{LED}(?:访问|点击|浏览|下载|扫码|调用|登录|阅读|播放|查询|注册){MANY}"
            rf"|(?:可办|可查|上线|接入|入驻|进驻|上架|集成)(?:政务)?(?:服务)?(?:事项|应用|功能|项目){MANY}"
        ),
        PLATFORM,
    ),
    Kind(
        re.compile(
            rf"(?:{LED}|计划)(?:完成|计划|累计完成)(?:总?投资额?)|年度(?:计划)?投资额?|(?:投资完成|履约|资金到位|开工|竣工|投产|建成投用)率"
        ),
        re.compile(r"项目|工程(?![师院])"),
    ),
    Kind(
        re.compile(rf"{LED}(?:年?产量|产能|销量|产销量|出货量|保有量|推广量|装机(?:容量|规模)?)"),
        re.compile(
            r"产业(?![园链集带区])|行业|制造业|(?:汽车|客车|货车|机器人|无人机|芯片|电池|组件|钢材|煤炭|原油|天然气|粮食|蔬菜|水果|水产|茶叶|药材)(?=[，、]|产业|行业|提质|加快|快速|稳步|持续|实现|发展|生产|量产|下线|出口)"
        ),
        re.compile(r"(?:产业|行业|制造业)$"),
    ),
    Kind(
        re.compile(
            rf"{LED}(?:市场|产业)?规模|{LED}年?(?:全?产业链)?(?:产值|总产值|营收|营业收入|主营业务收入|销售收入|销售额)"
            rf"|(?:规上|骨干|龙头|骨干龙头|龙头骨干|领军|链主|重点)企业{MANY}|从业(?:者|人员|人数)"
        ),
        re.compile(
            r"产业(?![园链集带区])|行业|(?:数字|海洋|低空|平台|夜间|银发)经济(?![区带圈])|制造业|服务业|产业园区?|产业集群|开发区|高新区"
        ),
    ),
    Kind(
        re.compile(r"(?:运营|通车|营业|通航|建成)?总?(?:里程|长度|长)|[日年]均(?:客流|客运)量?"),
        re.compile(r"铁路|公路|高铁|轨道交通|地铁|航道|管网|管道|管廊|[绿碧步]道|道路|电网|堤防|水网"),
    ),
    Kind(
        re.compile(rf"{LED}(?:货运|客运|运输|发送)量|货值|回程(?:比例|占比|率)|重箱率"),
        re.compile(r"班列|专列|航线|航班"),
    ),
    Kind(
        re.compile(rf"(?:{CAUSED})?(?:(?:{HURT})(?:人?数)?|直接(?:经济|财产)损失)"),
        re.compile(r"事故|火灾|灾害"),
        is_of_all=True,
    ),
    Kind(
        re.compile(rf"(?P<thing>{CASES})(?:起|宗|件)?数量?|(?:起|宗|件)数"),
        re.compile(CASES),
    ),
    Kind(
        re.compile(
            rf"(?:在校|在读|在籍|在园|在学|寄宿)(?:学生|生|幼儿|儿童|研究生|大学生)?{MANY}"
            rf"|(?:专任教师|专职教师|教职员?工|毕业生|招生){MANY}"
        ),
        re.compile(
            r"学校|高校|院校|学院|幼儿园|(?:大学|[中小]学|[高初]中)(?![生城])|本专科|(?:职业|特殊|学前|研究生)教育"
        ),
        is_of_all=True,
    ),
    Kind(
        re.compile(rf"(?:卫生技术人员|卫技人员|执业医师|注册护士|医护人员){MANY}|总?诊疗(?:人次|量)|门急?诊量"),
        re.compile(r"医院|(?:医疗|卫生)机构|卫生院|卫生服务中心"),
        is_of_all=True,
    ),
    Kind(
        re.compile(rf"(?:实有|开放|核定|新增)?(?:病床|床位){MANY}"),
        re.compile(r"(?:医疗|卫生|养老|托育|救助)(?:服务)?机构|(?:医|福利|敬老|养老)院|卫生院|酒店|宾馆|民宿"),
        is_of_all=True,
    ),
    Kind(
        re.compile(rf"(?:党员|会员|团员|社员|成员){MANY}"), re.compile(r"[党团]组织|[党团]支部|工会|协会|商会|合作社")
    ),
    Kind(
        re.compile(r"人均(?:生活)?消费(?:性)?支出|人均(?:住房)?建筑面积|恩格尔系数"),
        re.compile(r"(?:城镇|农村|城乡|全体|全[市县区省])居民"),
        is_far=True,
    ),
    Kind(re.compile(r"总?藏书(?:总?量)?|馆藏[\u4e00-\u9fff]{0,4}"), re.compile(r"图书馆|博物馆")),
    Kind(
        re.compile(r"(?:现行)?(?:破案|侦破|结案|起诉|追赃|批捕|挽损)率|(?:立案|破案|发案)[数率]|破案"),
        re.compile(r"案件|命案|犯罪|警情"),
        is_far=True,
    ),
    Kind(
        re.compile(r"涉款(?:金额)?|涉(?:案|及)?(?:金额|款项)|损失(?:金额|款项)?"),
        re.compile(r"(?:骗案|(?:诈骗|盗窃|欺诈)案件?)"),
    ),
    Kind(re.compile(r"上缴税费|(?:利润|利税|资产)总额|利润"), re.compile(r"国有企业|国企|省属企业|民营企业|工业企业")),
    Kind(
        re.compile(r"(?:播种)?面积|(?:平均)?(?:单产|亩产)量?|总?产量?"),
        re.compile(r"粮食|[夏秋]粮|油料|棉花|大豆|小麦|玉米|水稻|[早中晚]稻|谷物|薯类|马铃薯|油菜|花生|甘蔗"),
    ),
    Kind(
        re.compile(r"(?:参与|参加|参赛|参训|参展|观展|观众)(?:人数|人次|人员|企业|者)"),
        re.compile(r"活动|赛事|比赛|展会|博览会|大赛|大会"),
    ),
    Kind(
        re.compile(r"(?:直接|累计)?带动(?:就业|农户|农民|群众|村民|[\u4e00-\u9fff]{0,4}增收)"),
        re.compile(r"产业(?![园链集带区])|项目|行业|工程(?![师院])"),
    ),
    Kind(re.compile(r"培训"), re.compile(r"[”」』]培训")),
]
FILED = re.compile(
    r"[\u4e00-\u9fff]*?(?:共?立(?!案)(?=[\u4e00-\u9fff]{2,8}案)|(?:立案)?(?:受理|接报|侦办|破获|侦破|查处))"
    r"(?=[\u4e00-\u9fff]{2})"
)
# Behind the number as well these are of what was counted: 「造成3人死亡」.
CONSEQUENCE = re.compile(rf"(?:{CAUSED})?(?:{HURT})")
# Before an owner they say no more than that there are so many.
THERE_ARE = re.compile(r"(?:[全我本][市省区县州国局])?(?:共|累计|[现已拥设])*(?:发生|有)(?![关效机色])")
# 「開工水利工程」 is of what was begun, and 「水利工程」 of what is paid for.
BEGUN = re.compile(r"(?:新?开工|竣工|谋划(?:推进|实施|储备)?)(?=[\u4e00-\u9fff]{3})")
SHARE = re.compile(r"[占].{0,8}(?:比重|比例)|在.{2,6}占比?|占比?|比重")
EVENT = re.compile(r"(?:火灾)?事故|火灾|灾害")
EVERYWHERE = re.compile("[全我][市省区县州国局]")
# 「建成區綠化覆蓋率、綠地率」 are both of the 建成區.
PLACE = re.compile(r"(?:城市)?建成区|中心城区|主城区|城区|农村|城镇|全社会|县域")
CASE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:案件|诈骗|警情)")
OF_CASES = re.compile(r"(?:财损|损失|涉案|财产损失|群众损失)(?:数|金额|额)?|(?:立案|破案|发案|抓获)(?:数|人数)|破案率")
OPINION_AT_END = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}})(?:{OPINION.pattern}|网上?可?办率|掌上可办率|网办率|按时率|及时率)$"
)
SHORT = 4
SHORT_RATE = re.compile(r"[\u4e00-\u9fff]{1,10}(?:率|比例|面积)")
MEASURE = re.compile(rf"(?=..)(?:{QUANTITIES})|(?:经济|产业|市场|资产|人口|贸易)(?:规模|总量)")


class Owners:
    """The owners that the sentence of a `Clauses` names."""

    def __init__(self, clauses):
        self.text, self.folded, self.clauses = clauses.text, clauses.folded, clauses
        self._shared = ""  # what the last share was one of

    def of(self, own, start, *, is_after=0, counted=()):
        """`own`, whose clause begins at `start`, behind its owner; "" when it needs none or none is named.

        An owner that stands before `is_after` is not looked for. `counted` are the names of the list counted last.
        """
        head = fold(own)
        kinds = [kind for kind in KINDS if kind.head.fullmatch(head)]  # 「產量」 is of an industry or of a crop
        told = (self._of_kind(own, kind, start, is_after, counted) for kind in kinds)
        return next((name for name in told if name), "")

    def _of_kind(self, own, kind, start, is_after, counted):
        owner = _owner_of_all(kind, counted) if kind.is_of_all else ""
        if owner:
            return owner + own
        owner = self._last(kind.owner, start, is_after)
        owner = owner or (self._last(kind.owner, start, is_after, is_far=True) if kind.is_far else "")
        if not owner:
            return ""
        filed = FILED.match(fold(owner)) or THERE_ARE.match(fold(owner)) or BEGUN.match(fold(owner))
        owner = owner[filed.end() if filed else 0 :]
        head = fold(own)
        thing = kind.head.fullmatch(head).groupdict().get("thing")
        if thing:  # 「事故起數」 is of 交通事故, and of no 火災
            return owner[: -len(thing)] + own if fold(owner).endswith(thing) else ""
        owner = owner[: len(owner) - len((kind.spare.search(fold(owner)) or [""])[0])]
        total = self.text[start - 2 : start] if self.folded[:start].endswith("累计") else ""
        return owner if fold(owner).endswith(head) else owner + total + own

    def of_share(self, own, start, is_after):
        """The same for a share of what the clause before speaks of: 「在中部地區佔比」."""
        if not SHARE.fullmatch(fold(own)):
            return ""
        self._shared = self._last(MEASURE, start, is_after) or (self._shared if own.startswith("在") else "")
        return self._shared + own if self._shared else ""

    def _last(self, ends, place, is_after, *, is_far=False):
        """The last words before `place` that end in one of `ends`, from the beginning of their clause."""
        parted = [found.end() for found in PARTED.finditer(self.folded, max(0, place - FURTHEST), place)]
        low = max(is_after, place - FURTHEST, 0, *([] if is_far else parted))
        found = list(ends.finditer(self.folded, low, place))
        for match in reversed(found):
            words = self._words(match.end())
            if SHORTEST <= len(words) <= LONGEST:
                return words
        return ""

    def _words(self, end):
        numbers = self.clauses.number_ends
        behind = bisect_right(numbers, end) - 1
        floor = numbers[behind] if behind >= 0 else 0
        start = self.clauses.start_of(end, floor)
        start = self.clauses.trimmed(start, end, is_joined=start == floor > 0)[0]
        return self.text[past(self.folded, start, end, self.clauses.ends, is_setting=True) : end]


def _owner_of_all(kind, counted):
    """What the name counted last is already of, or those of a list of several that own what is of each: 小學、中學."""
    last = counted[-1] if counted else ""
    told = re.search(rf"(?:{kind.head.pattern})$", fold(last))
    if told and kind.owner.search(fold(last), 0, told.start()):
        return last[: told.start()]
    is_each = len(counted) > 1 and all(kind.owner.search(fold(name)) for name in counted)
    return "、".join(without_verb(name) for name in counted) if is_each else ""


def is_consequence(words):
    return CONSEQUENCE.fullmatch(fold(words)) is not None


def with_owner_of_first(names):
    """Names of which those that cannot stand alone go on with what the first is of: 火災事故起數、「死亡人數」."""
    first = fold(names[0])
    case = CASE.search(first)
    event, place = EVENT.search(first), PLACE.match(first)
    asked = OPINION_AT_END.search(first)
    hurt = next(kind for kind in KINDS if kind.owner.fullmatch("事故")).head
    told = [names[0]]
    for name in names[1:]:
        folded = fold(name)
        if event and len(EVERYWHERE.sub("", first[: event.end()])) > len("事故") and hurt.fullmatch(folded):
            name = names[0][: event.end()] + name
        elif case and OF_CASES.fullmatch(folded):
            name = names[0][: case.end()] + name
        elif asked and OPINION.fullmatch(folded):  # 「熱線按時回覆率、滿意率」
            name = names[0][: asked.start()] + name
        elif len(name) <= SHORT and (again := first.find(folded[:2], 2)) > 0 and len(first) - again <= SHORT + 1:
            name = names[0][:again] + name  # 「商品房銷售面積、銷售額」
        elif place and SHORT_RATE.fullmatch(folded) and not PLACE.match(folded) and folded[-1] == first[-1]:
            name = names[0][: place.end()] + name
        told.append(name)
    return told
