"""What the first of a list lends to the others: its verb, 「收繳仿真槍39枝、子彈2.1萬發」 is 收繳子彈 as well."""

import re

import rjieba

from reports.importer.folding import fold
from reports.importer.sentences.sharing import ENDS_IN_QUANTITY
from reports.importer.sentences.trimming import words_of

VERBS = """
收缴 缴获 查封 扣押 查扣 扣留 没收 罚没 充公 查获 查处 查办 查出 抓获 捕获 拦截 封堵 屏蔽 关停 关闭 取缔 捣毁 打掉 端掉
拆除 清理 清除 清运 整治 整改 登记 新登记 注册 新注册 验放 查验 检查 检验 检测 检修 抽检 抽查 排查 巡查 走访 摸排
受理 接收 收到 收集 接到 接待 接听 接诊 接种 办理 办结 办成 审理 审结 审批 调解 化解 签发 发放 颁发 核发 下发 发送
推送 张贴 印发 印制 培训 轮训 招录 招聘 招募 选派 派出 出动 投入 投放 配备 配置 配发 购置 购买 采购 更新 更换 安装
加装 布设 布放 架设 铺设 增设 新设 设立 设置 建设 建成 新建 改建 扩建 改造 修缮 维修 修复 升级 新增 净增 增加 增配 开设
开通 开展 举办 组织 召开 表彰 奖励 处罚 处置 处理 起诉 移送 拘留 逮捕 解救 救助 救治 帮扶 资助 慰问 服务(?!器) 追回 追缴
返还 发还 退还 挽回 止付 冻结 劝阻 预警 侦破 破获 侦办 打击 生产 销售 引进 培育 认定 评定 种植 栽植 捐赠 征集 采集
录入 编制 制定 出台 修订 销毁 回收 吸纳 输送 运送 运输 疏散 转移 安置 巡检 注销 吊销 发布 发现 支持 支援 承办 核查
复核 监测 约谈 驳回 新辟 开辟 流通 借阅 装备 聘请 聘用 录用 选聘 选育 收治 收容 收养 献血 植树 造林 种树 挂牌 督办
转办 答复 回复 采纳 抢修 刑拘 行拘 传唤 遣返 劝返 起获 截获 清缴 缉获 搜救 解答 兑付 疏浚 疏通 打造 扶持 孵化 引入 签约
盘活 腾退 放流 施划 新施划 改扩建 新改建 新改扩建 修复 绿化 开工 竣工 交付 投运 编印 摄制 拍摄 播出 刊发 获批 新获批
""".split()  # noqa: SIM905 - a table
VERB = re.compile("|".join(sorted(VERBS, key=len, reverse=True)))
MORE_VERBS = re.compile(rf"(?:[、和]?(?:{VERB.pattern}))?")
# A verb that only tells of what kind the thing behind it is: 「涉詐網址」, 「管制刀具」.
OF_KIND = re.compile(
    r"[涉被无违非在待未超逾可拟]|[规限]上|禁止|限制|违禁|管制|走私|失业|流动|吸毒|犯罪|假冒|伪造|报废|积压|出租|租赁|从业|签[注证]|逃犯|进口|出口|退休|离休|参保|监控|报警"
    r"|养老|托育|停车|充电|旅游|生活|办公|运动|施工|来[访信电]|支出|收入|执法|消防|救援|巡逻|驾驶|困难|残疾|留守|移动|助餐|托管|应急|改装|废旧|闲置|实践|创新|示范|试验|实验|体验|展示|防护|救援|警用|应急"
)
TELLS = re.compile(
    r"完成|实现|录得|达成|占|达|超|增|减|升|降|提[高升]|下|上|为|是|有|共|合|按|同比|可|应|需|能|保持|平均|累计"
)
OWN_VERB = re.compile(r"[破立结销]案|.*(?:再?就业|脱贫|上岗|入学|投产|开工|竣工|投用|参训|受训|通车)$")
COVERB = re.compile(r"(?:[由经对为给在向把将从]|通过|针对|围绕|会同|联合|依托)")
EVERYWHERE = re.compile(r"^(?:[全我本各][市省区县州国局]|全年|累计|共计?|先后|已)")
LONGEST_AGENT = 10  # characters before the verb that are lent with it
LONGEST_THING = 6
MOVES = re.compile("[飞航潜]行|[巡走]航|行驶")  # the tagger takes some of them for things
QUOTES = re.compile("[“”「」『』]")
MANNER = "就地|当场|现场|集中|及时|成功|全部|当[日天年]"  # how it was done: 「就地化解」
ARRIVES = re.compile("(?<=..)(?:收案|立案|受案|发案)$")
SHARE = re.compile(r"(?:率|比例|比重|占比|满意度)$")


# Of what use a place or a device is, and not what was done: 「檢測平台」, 「配送中心」.
FACILITY = re.compile(
    r"(?:检测|检验|监测|预警|培训|救助|救治|救护|救援|配送|加工|研发|孵化|回收|处置|处理|服务|维修|运输|转运|调解|接种|采集|安置|登记|办理|生产|销售"
    r"|巡逻|巡查|检查|快反|执勤|备勤|值守|巡防|护学|换电|交易|展销|体验|指挥|调度|监管|审批|咨询|教学|训练)"
    r"[\u4e00-\u9fff]{0,6}(?:平台|中心|[站点室所厂线库]|基地|机构|设备|设施|车|车间|队伍?|系统|网络|窗口|仪器?|船|艇|岗亭?)$"
)


def lent_verb(name):
    """The words of a list's first name that the others go without: 口岸驗放 of 口岸驗放旅客; "" when it has none."""
    folded = fold(name)
    if FACILITY.fullmatch(folded) or folded.endswith("类"):
        return ""
    _words, ends = words_of(folded)
    for verb in VERB.finditer(folded):
        starts_word = verb.start() == 0 or verb.start() in ends
        if not starts_word or verb.end() == len(folded) or folded[verb.end()] in "的率器台":
            continue
        agent = EVERYWHERE.sub("", folded[: verb.start()])
        start = verb.start() - len(agent)
        if COVERB.match(agent) or len(agent) > LONGEST_AGENT:
            start = verb.start()
        more = MORE_VERBS.match(folded, verb.end())  # 走訪慰問, 新建、改擴建
        more = more if more.end() in ends else verb
        is_deed = more.end() < len(folded) and not FACILITY.fullmatch(folded, verb.end())
        end = more.end() if is_deed else verb.end()
        return name[start:end]
    first, kind = next(iter(rjieba.tag(folded)), ("", ""))
    is_verb = kind == "v" and 1 < len(first) < len(folded) and not ENDS_IN_QUANTITY.search(folded)
    return name[: len(first)] if is_verb and not (OF_KIND.match(folded) or TELLS.match(folded)) else ""


def agent_of(name):
    """Who or what does that which a name tells: 無人機 of 無人機巡檢線路; "" where it names none."""
    at = 0
    for word, kind in rjieba.tag(fold(name)):
        if kind == "v" or VERB.fullmatch(word):
            is_agent = 1 < at <= LONGEST_AGENT and at + len(word) < len(name) and not EVERYWHERE.match(fold(name))
            return name[:at] if is_agent else ""
        if kind[:1] not in "nla":
            return ""
        at += len(word)
    return ""


def begins_with_verb(words):
    """Whether words tell what was done to something: 「傳輸數據」."""
    tagged = rjieba.tag(fold(words))
    return len(tagged) > 1 and tagged[0][1] == "v" and len(tagged[0][0]) > 1 and not OF_KIND.match(fold(words))


def is_bare_verb(words):
    """Whether words are one verb of which only who does it tells more: 「飛行」, but not 「培訓」."""
    folded = fold(words)
    is_verb = [kind for _word, kind in rjieba.tag(folded)] == ["v"] or MOVES.fullmatch(folded)
    return bool(is_verb) and not VERB.fullmatch(folded)


def has_verb(words):
    """Whether the words of a list's later name tell themselves what was done."""
    folded = fold(words)
    if FACILITY.fullmatch(folded):
        return False
    if folded[0] == "总" or "以上的" in folded or VERB.match(folded) or OWN_VERB.match(folded):
        return True
    tagged = [(word, kind) for word, kind in rjieba.tag(folded) if word.strip()]
    return len(tagged) > 1 < len(tagged[0][0]) and tagged[0][1] == "v" and not OF_KIND.match(folded)


def is_thing(words):
    """Whether words behind a number are no more than the name of a thing."""
    folded = QUOTES.sub("", fold(words))
    return len(folded) <= LONGEST_THING and all(kind[:1] in "nabjskx" for _word, kind in rjieba.tag(folded))


def without_arrival(name):
    """「行政複議收案」 is 行政複議, of which others say what became of it."""
    arrives = ARRIVES.search(fold(name))
    return name[: arrives.start()] if arrives else name


def is_share_of(words):
    return SHARE.search(fold(words)) is not None


def only_verbs(words):
    """Whether words are nothing but one verb of a list or two: 「培育打造」."""
    verb = VERB.match(fold(words))
    more = VERB.match(fold(words), verb.end()) if verb else None
    return verb is not None and (more or verb).end() == len(words)
