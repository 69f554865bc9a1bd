"""Names that share their head or tail: 「刑事、治安警情」 are 刑事警情 and 治安警情.

Folded text is what the rules read, and the pieces are cut from the text as written.
"""

import re
from itertools import pairwise
from os.path import commonprefix

import rjieba

from reports.importer.sentences.trimming import words_of

# What is measured of a thing; a name that ends in one needs no tail of the next.
QUANTITIES = (
    "人数|人次|起数|宗数|件数|次数|户数|数量|总数|总量|总额|总值|增加值|产值|产量|销量|销售额|销售量|营收|成交额|交易额|贸易额|营业额|零售额|业务量|吞吐量"
    "|贷款余额|存款余额|余额|收入|支出|预算|投资|利润|税收|利税|面积|里程|长度|规模|容量|密度|强度|浓度|温度|高度|宽度|速度|力度|进度|满意度|知晓度|参与度"
    "|普及率|覆盖率|合格率|占比|比重|比例|幅度|时间|时长|时限|用时|耗时|成本|价格|单价|均价|标准|指数|得分|人口|损失|经费|资金|补贴|补助|存栏|出栏|单产"
    "|排放量|使用量|消费量|消耗量|供应量|拥有量|保有量|投放量|处理量|交易量|成交量|周转量|接待量|办件量|排放总量"
    "|库存|产能|能力|装机|年龄|寿命|工资|薪酬|待遇|养老金|差额|盈余|赤字|数额|金额|数据|警力|存款|贷款|消费|就业|进出口|出口|进口|[率额值数价费税]|(?<!需氧)量"
)
# What is counted; one that ends in such a word takes a quantity of the next name, but no other thing.
THINGS = (
    "案件|警情|事故|事件|案|纠纷|投诉|诉求|举报|来信|来访|信访|咨询|报警|隐患|违法行为|违法|犯罪|业务|项目|企业|学校|幼儿园|医院|派出所|警务室|警务站|护学岗"
    "|卡口|车辆|机动车|电动车|摩托车|民警|辅警|警员|干部|职工|人员|队员|队伍|嫌疑人|居民|用户|粉丝|群众|学生|教师|游客|旅客|家庭|产业|行业|分局|大队|支队|中队"
    "|市场|道路|公路|公园|场所|单位|机构|部门|[街园社小景校片]区|网点|站点|窗口|平台|系统|设备|设施|探头|摄像头|证件|护照|签注|许可证|号牌|中小学|低保|驾驶证|身份证"
    "|居住证|文件|制度|措施|活动|行动|培训|演练|会议|课程|讲座|宣传|执法|处罚|火灾|中心|基地|工程|队|所|站|室|点|岗|店|厂|校|院|馆|器|机|车|船|线|楼|厅|库"
)
ENDS_IN_QUANTITY = re.compile(rf"(?:{QUANTITIES})$")
OF_QUANTITY = re.compile(rf"的(?=(?:{QUANTITIES})$)")
ENDS_IN_THING = re.compile(rf"(?:{THINGS})$")
COUNTED = re.compile(rf"(?!.$)(?:{THINGS})")
TRADE, AMOUNT = re.compile(r"[进出]口$"), re.compile(r"[额值量]$")
TRADE_OF = re.compile(r"[进出]口.{2}")  # 「進口、出口通關時間」
EVENTS = re.compile(r"(?:事故|案件|警情|火灾)$")
WORKS = re.compile(r"(?:建设|改造|治理|管理|开发|整治|修复|维修|运营|施工|养护)$")
COUNTED_EVENT = re.compile(r"事故|案件|警情|火灾")
OF_EVENT = re.compile(rf"(?:交通)?(?:{COUNTED_EVENT.pattern})(?:起数|(?:死亡|受伤|伤亡)?人数|数量?)?$")
FOLLOWERS = re.compile(r"(?:粉丝|用户|订阅)$")
CHANNELS = re.compile(r"(?:[公视抖头].{0,3}号|微博|微信|网站|平台|APP|小程序|客户端|频道|专栏)$", re.IGNORECASE)
PEOPLE = re.compile(r"人数$|人$")
OF_NAME = re.compile(r"(?:两|二|三|四|五|六|七|八|九|十|\d)+(?:个|家|类|种|项|大|支|所|名|市|县|区|省|地|镇|乡|者)")
# 「甲、乙兩線客流」 are 甲線客流 and 乙線客流.
COUNT_OF = re.compile(r"(?:[两二三四五六七八九十]|\d)+(?=部门|[级线局院港校村站岸])")
# Names of one kind: of 「普通護照、往來港澳通行證簽發量」 the first takes 簽發量 alone.
KINDS = [
    re.compile(r"命案|案件|警情|事故|火灾"),
    re.compile(
        r"盗窃|扒窃|诈骗|抢劫|抢夺|伤害|杀人|赌博|吸毒|贩毒|走私|传销|洗钱|斗殴|寻衅滋事|[酒醉]驾|(?:疲劳|无证|危险|酒后|醉酒)驾驶|超员|超速|超载|闯红灯"
    ),
    re.compile(r"护照|签注|(?<!凭)证(?!照)|牌|(?<!证)照"),
    re.compile(r"[车船艇]|飞机"),
    re.compile(r"民警|辅警|职工|人员|嫌疑人|老人|儿童|学生|教师|群众|游客|旅客|居民|[人员者](?![数次口均])"),
    re.compile(r"派出所|警务[站室]|中心|学校|幼儿园|医院|公园|小区|[站室所园馆院局]"),
]
SIDES = set("东西南北中男女上下前后左右甲乙丙丁省市县区镇乡村")
RANK = re.compile(r"[一二三四五六七八九十]")
RANKED = re.compile(r"第[一二三四五六七八九十]")
# One word for several: 「城鄉居民收入分別增長4%、5%」.
BOTH_SIDES = {
    "城乡": ("城镇", "农村"),
    "进出口": ("进口", "出口"),
    "存贷款": ("存款", "贷款"),
    "出入境": ("出境", "入境"),
    "收支": ("收入", "支出"),
    "男女": ("男性", "女性"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
}
TRADITIONAL = {"贷款": "貸款", "城镇": "城鎮", "农村": "農村", "进口": "進口"} | {
    f"第{nth}产业": f"第{nth}產業" for nth in "一二三"
}
OF_BOTH = re.compile(rf"(?:{'|'.join(BOTH_SIDES)})(?![比差结]|融合|统筹|一体|平衡|结合|之?间|建设)")
OWED = re.compile("[贷存]款$")
DONE_TO = 2  # characters of the verb that two names begin with
FEW = 2  # characters of a piece that cannot be a name by itself


def shared_out(pieces, count):
    """`count` names from at least as many (text, folded) pieces."""
    spare = len(pieces) - count
    names = [_put_together(pieces[: spare + 1]), *pieces[spare + 1 :]]
    group = _group_of(names[-1][1])
    names = _counted_alike([*names[:-1], _without_group(names[-1])])
    if group and not any(ENDS_IN_QUANTITY.search(folded) for text, folded in names[:-1]):
        last = names[-1][0]
        return [*(text + last[group.start() :] for text, folded in names[:-1]), last]
    if not all(ENDS_IN_QUANTITY.search(folded) for text, folded in names[:-1]):
        names[-1] = _without_of(names[-1])
    last, kind = names[-1], names[-1][1].find("类", FEW)
    if 0 < kind < len(last[1]) - 1 and not any("类" in folded for text, folded in names[:-1]):  # 「投訴、建議類來電」
        return [*(text + last[0][kind:] for text, folded in names[:-1]), last[0]]
    cut = _cut(names)
    if not cut:
        return [text for text, folded in names]
    return [*(_with_tail(name, last, cut) for name in names[:-1]), last[0]]


def all_sides(text, folded):
    """[城鎮居民收入, 農村居民收入] of 城鄉居民收入, or []; the script of a side is that of the text."""
    both = OF_BOTH.search(folded)
    if not both:
        return []
    sides = BOTH_SIDES[both.group()]
    sides = sides if text == folded else [TRADITIONAL.get(side, side) for side in sides]
    return [text[: both.start()] + side + text[both.end() :] for side in sides]


def _with_tail(name, last, cut):
    """A name with the tail of the last one behind `cut`, unless it needs none or has a part of it already."""
    (text, folded), (last_text, last_folded) = name, last
    if _is_whole(folded, last_folded):
        return text
    at = _end_of_kind(folded, last_folded) or cut
    said = next((count for count in (4, 3, 2) if folded.endswith(last_folded[at : at + count])), 0)
    return text + last_text[at + said :] if at + said < len(last_text) else text + last_text[at:]


def _end_of_kind(folded, last):
    """Where in the last name a word ends that is of the kind in which another name ends, or 0."""
    for kind in KINDS:
        own, others = kind.search(folded), list(kind.finditer(last))
        if own and own.end() == len(folded) and others:
            same = next((other for other in others if other.group()[-1] == folded[-1]), others[-1])
            return same.end()  # 「駕駛證、行駛證電子證照申領量」
    return 0


def _counted_alike(names):
    """「第二、三季度」 are 第二季度 and 第三季度."""
    first, folded = names[0], names[-1][1]
    if RANKED.fullmatch(first[1]) and RANK.match(folded):
        return [
            first,
            *(("第" + text, "第" + folded) if RANK.match(folded) else (text, folded) for text, folded in names[1:]),
        ]
    return names


def _put_together(pieces):
    return "、".join(text for text, folded in pieces), "、".join(folded for text, folded in pieces)


def _without_group(piece):
    """「城西兩個分局」 is 城西分局."""
    text, folded = piece
    group = _group_of(folded)
    if not group:
        return piece
    return text[: group.start()] + text[group.end() :], folded[: group.start()] + folded[group.end() :]


def _group_of(folded):
    """Where 「兩個」 stands in 城西兩個分局, or None."""
    group = OF_NAME.search(folded, 1) or COUNT_OF.search(folded, 1)
    return group if group and group.end() < len(folded) else None


def _without_of(piece):
    """「隊員的人數」 is 隊員人數."""
    text, folded = piece
    joint = OF_QUANTITY.search(folded, 1)
    return (
        (text[: joint.start()] + text[joint.end() :], folded[: joint.start()] + folded[joint.end() :])
        if joint
        else piece
    )


def _cut(names):
    """Where in the last name begins what the others lack; 0 when they lack nothing."""
    last, others = names[-1][1], [folded for text, folded in names[:-1]]
    shortest = min(map(len, others))
    behind_kind = next((end for end in (_end_of_kind(folded, last) for folded in others) if end), len(last))
    if behind_kind < len(last):
        return behind_kind
    quantity, thing = ENDS_IN_QUANTITY.search(last), ENDS_IN_THING.search(last)
    for tail in (quantity, WORKS.search(last)):  # 「氮氧化物、揮發性有機物排放量」, 「鐵路、高速公路建設」
        if tail and tail.start() > 1 and all(other[-1] == last[tail.start() - 1] for other in others):
            return tail.start()
    prefix = commonprefix([last, *others])
    event = OF_EVENT.search(last)
    if event and last[0] == "涉" and all(other[0] == "涉" and not COUNTED_EVENT.search(other) for other in others):
        return event.start()  # 「涉校車、涉老年人事故起數」
    is_alike = len(prefix) >= FEW and all(len(other) == shortest for other in others)
    if is_alike and rjieba.has_word(last[len(prefix) : shortest]):
        return shortest  # 「基本養老、基本醫療保險參保率」
    begins = [found.start() for found in (quantity, thing) if found and found.start()]
    if not begins and (shortest > FEW or len(last) < shortest + FEW):
        return 0
    if all(_is_whole(other, last) for other in others):
        return 0
    is_ranked = all(len(other) == shortest and other[0] == last[0] == "第" for other in others)
    if is_ranked or (set(others) | {last[0]} <= SIDES):
        return shortest
    cuts = {end for end in cuts_of(last) if 0 < end < len(last)} | set(begins)
    whole = {at for at in cuts if len(last) - at > 1}  # 找回率 is one word although no dictionary has it
    return min(whole or cuts, key=lambda at: (abs(at - shortest), -at), default=0)


def cuts_of(piece):
    """The places in a piece behind which another word may begin; 農村居民 has one within although it is a word."""
    words, ends = words_of(piece)
    at = 0
    for word, following in pairwise([*words, ""]):
        for within in range(2, len(word) - 1):
            if rjieba.has_word(word[:within]) and COUNTED.fullmatch(word[within:]):
                ends.add(at + within)
        at += len(word)
        if len(following) == 1 and rjieba.has_word(word[:-1]) and rjieba.has_word(word[-1] + following):
            ends.add(at - 1)  # 西部片區 is no film
    return ends


def _is_whole(name, last):
    """Whether a name needs nothing of the last one."""
    if TRADE.search(name) and (AMOUNT.search(last) or (TRADE.fullmatch(name) and TRADE_OF.match(last))):
        return False
    if OWED.search(name) and last.endswith("余额"):
        return False
    if ENDS_IN_QUANTITY.search(name):
        return True
    if not ENDS_IN_THING.search(name):
        return False
    works = WORKS.search(last)
    if works and works.start() and name[-1] == last[works.start() - 1]:
        return False
    if EVENTS.search(name) and PEOPLE.search(last):
        return True
    if FOLLOWERS.search(last) and CHANNELS.search(name):  # 「公眾號、微博粉絲」
        return False
    if EVENTS.search(last) and not EVENTS.search(name) and name[:DONE_TO] == last[:DONE_TO]:  # 盜竊機動車, 盜竊…警情
        return False
    return not ENDS_IN_QUANTITY.search(last)
