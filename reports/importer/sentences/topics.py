"""What a name with a general object is about, where an earlier clause without a number says it.

「開展打擊跨境賭博行動，破獲案件260起」 counts 跨境賭博案件.
"""

import re
from dataclasses import dataclass

from reports.importer.folding import fold
from reports.importer.sentences.leading import past

FURTHEST = 110  # characters that the topic may stand before
LONGEST, SHORTEST = 22, 2  # characters of a topic
INDUSTRY = (
    r"(?:服务|制造|物流|旅游|农|林|渔|畜牧|建筑|金融|软件|文旅|商贸|养老|家政)业|产业(?![园链集带区])|行业|(?:数字|低空|海洋|平台|银发|夜间|首发)经济"
    r"|人工智能|机器人|生物医药|新材料|新能源(?!汽车)|新能源汽车|集成电路|跨境电商|现代物流"
)
FIGHT = r"打掉|捣毁|侦破|破获|打击(?:治理|整治)?|整治|治理|严打|严惩|惩治|惩处|严查|查处|防范|遏制|专项|整顿"
CRIME = r"犯罪|贩毒|诈骗|赌博|传销|走私|洗钱|盗窃|毒品|黄赌|集资|拐卖|侵权|假冒伪劣|偷渡|盗采|污染环境"


@dataclass(frozen=True)
class Kind:
    """General names: how they read (`verb` and `thing`), what their topic reads like, where the topic is put."""

    name: re.Pattern
    topic: re.Pattern
    is_first: bool = False  # before the verb, not behind it


KINDS = [
    Kind(
        re.compile(r"(?P<verb>发放|张贴|推送|派发|印发|投放)(?P<thing>资料|传单|海报|手册|短信|短视频|信息|提示)"),
        re.compile(r"(?P<topic>[^，。；、,;\d]*?宣传)"),
    ),
    Kind(
        re.compile(
            r"(?P<verb>破获|侦破|侦办|办理|查破|打掉|捣毁|抓获|刑拘|移诉|移送起诉|查处|(?:冻结|查封|扣押|止付|查扣|追缴)+)?"
            r"(?P<thing>(?:本地|外地|现行|刑事|涉案|各类)?(?:案件|破案|(?:违法)?犯罪嫌疑人|嫌疑人|(?:犯罪)?团伙|窝点|违法犯罪人员)|涉案(?:金额|货值|资金|资产|价值)|案值)"
        ),
        re.compile(rf"(?:{FIGHT})(?P<topic>[^，。；、,;\d]*(?:{CRIME}))"),
    ),
    Kind(
        re.compile(
            r"(?P<verb>(?:新?培育|新增|新?引进|扶持|打造|壮大|认定)*)"
            r"(?P<thing>(?:骨干|龙头|骨干龙头|龙头骨干|领军|特色|示范|链主|标杆|头部)(?:企业|园区|基地|平台))"
        ),
        re.compile(rf"(?P<topic>[^，。；、,;\d]*?(?:{INDUSTRY}))"),
    ),
    Kind(
        re.compile(
            r"(?P<verb>形成|取得|推出|复制推广|推广)?(?P<thing>(?:一批)?(?:创新|制度|改革|标志性|试点|实践)*(?:成果|经验|案例))"
        ),
        re.compile(
            r"(?P<topic>[^，。；、,;\d]*(?:改革|试点|试验|创建))(?:集成|攻坚|提升|深化)*(?:行动|战|工程|计划|方案)?[，,]"
        ),
    ),
    Kind(
        re.compile(
            r"(?P<verb>开展|组织|组织开展)?(?P<thing>(?:联合|专项|集中|综合|联勤)(?:整治|检查|执法|排查)(?:行动)?)"
        ),
        re.compile(r"(?P<topic>[^，。；、,;\d]*?(?:管理|管控|监管|安全))(?=整治|工作|机制|制度|措施|体系|办法|责任)"),
    ),
    Kind(
        re.compile(
            r"(?P<verb>)(?P<thing>(?:落实|下达|兑付|发放|安排|拨付|争取)?(?:补贴|专项|财政|国补|支持)?资金"
            r"|(?:带动|拉动|促进)(?:相关)?(?:商品|产品|汽车|家电)?(?:销售|消费)额?)"
        ),
        re.compile(r"(?P<topic>(?:消费品)?以旧换新)"),
        is_first=True,
    ),
    Kind(
        re.compile(r"(?P<verb>[\u4e00-\u9fff、]{2,12}?(?:开展|实施|完成|启动|纳入))(?P<thing>试点|改造|创建)"),
        re.compile(
            r"(?P<topic>[^，。；、,;\d]{2,16}?)(?:深入|全面|有序|扎实|加快|持续|稳步|纵深)+(?:开展|推进|实施|铺开)[，,]"
        ),
    ),
]
# What stands before the topic in its clause and only leads to it.
LEADS = re.compile(
    rf"(?:(?:依法|严厉|从严|重拳|集中|常态化|专门|新一轮|全面|深入|健全|完善|优化|严格|规范|加强|强化|落实|成功|一[个起宗批]|特大|重大)|{FIGHT})+"
)
CAUGHT = re.compile(
    r"(?:抓获|刑拘|移诉|移送起诉|打掉|捣毁)(?P<thing>(?:犯罪)?嫌疑人|(?:犯罪)?团伙|窝点)"
    r"|(?:冻结|查封|扣押|止付|追缴)*(?P<worth>涉案(?:金额|货值|资金|资产|价值)|案值)"
)
OF_CASE = re.compile(rf"(?:破获|侦破|侦办|查处)(?P<kind>[\u4e00-\u9fff]*?(?:{CRIME}|涉[\u4e00-\u9fff]))(?:刑事)?案件?$")
STOPS = "，。；：,;:"


class Topics:
    """The topics that the sentence of a `Clauses` names."""

    def __init__(self, clauses):
        self.text, self.folded, self.clauses = clauses.text, clauses.folded, clauses

    def of(self, name, start, *, is_first=False):
        """`name`, whose clause begins at `start`, with what it is about; "" when it says enough or nothing tells."""
        folded = fold(name)
        for kind in KINDS:
            general = kind.name.fullmatch(folded) if kind.is_first or not is_first else None
            if general:
                topic = self._last(kind.topic, start)
                return self._with(name, general, topic, kind) if topic else ""
        return ""

    def of_case(self, name, before):
        """「抓獲犯罪嫌疑人」 behind 破獲毒品案件 are 抓獲毒品犯罪嫌疑人; "" behind other names."""
        caught, case = CAUGHT.fullmatch(fold(name)), OF_CASE.search(fold(before))
        if not caught or not case:
            return ""
        kind = before[case.start("kind") : case.end("kind")]
        at = max(caught.start("thing"), caught.start("worth"))
        thing = name[at:]
        doubled = fold(kind).endswith("犯罪") and fold(thing).startswith("犯罪")
        return name[:at] + kind + (thing[2:] if doubled else thing)

    def _with(self, name, general, topic, kind):
        verb, thing = name[: general.start("thing")], name[general.start("thing") :]
        if fold(topic).endswith("犯罪") and fold(thing).startswith("犯罪"):
            topic = topic[:-2]
        return topic + name if kind.is_first else verb + topic + thing

    def _last(self, pattern, place):
        """The topic in the last clause before `place` that has one and no number, or ""."""
        low = max(0, place - FURTHEST, self.folded.rfind("；", 0, place) + 1)
        end = place
        while end > low:
            began = max(self.folded.rfind(stop, low, end - 1) for stop in STOPS) + 1
            began = max(began, low)
            found = None if re.search(r"\d", self.folded[began:end]) else pattern.search(self.folded, began, end)
            if found:
                words = self._words(*found.span("topic"))
                if SHORTEST <= len(words) <= LONGEST:
                    return words
            end = began
        return ""

    def _words(self, start, end):
        for _step in range(3):
            lead = LEADS.match(self.folded, start, end)
            start = lead.end() if lead and lead.end() < end else start
            start = past(self.folded, start, end, self.clauses.ends, is_setting=True)
        return self.text[start:end]
