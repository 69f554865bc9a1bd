"""Measure words and units, in Simplified characters as all patterns here; longer ones are matched first.

What may not follow a word keeps 「人」 out of 「人才」 and 「家」 out of 「家庭」.
"""

import re
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
# 千 and 百 open some measure words (千瓦, 千米, 千克): there they are no scale.
SCALE = r"(?:万亿|千亿|百亿|亿|千万|百万|十万|万(?![能众])|千(?![瓦米克卡伏帧])|百(?!分))"

SHARES = "个百分点 百分点 个千分点 千分点 个基点 基点 % ‰ 倍 成"
MONEY = """
人民币元 澳门元 澳门币 新台币 人民币 美元 欧元 日元 港元 港币 澳元 加元 英镑 卢布 韩元 泰铢 瑞士法郎 法郎 新元
元 角 吊 文
"""
PHYSICS = """
兆瓦时 吉瓦时 太瓦时
平方公里 平方千米 立方米 平方米 千瓦时 千瓦小时 吨标准煤 吨标煤 标准煤 微克 毫克 千瓦 兆瓦 吉瓦 千伏安 千伏 伏 瓦
吉焦 兆焦 千焦 焦耳 千卡 大卡 克拉 盎司 蒲式耳 加仑 英亩 英尺 磅 标准方 延长米 延米 吨标准油 吨油当量 油当量 蒸吨
公斤 千克 公里 千米 毫米 厘米 分米 微米 纳米 英寸 公顷 海里 英里 立方 平方 公升 毫升 升 米 克 吨 斤 两 亩 分贝 马力
换算吨公里 客公里 车道公里 皮长公里 芯公里
兆帕 摄氏度 兆赫 赫兹 千帧 帧 光年 总吨 载重吨 吨位 标准立方米 吨公里 人公里 车公里 兆比特 比特 字节
"""
TIME = "个工作日 工作日 分钟 小时 秒 天 分 岁 学时 课时 人天 人年 人时 班时 个小时 刻钟"
COUNTS = """
国际标准箱 重量箱 标台 标准台 锭 学位 餐位
人次 个次 车次 架次 班次 家次 场次 户次 件次 趟次 台次 艘次 辆次 项次 航次 堂次 列次 轮次 批次 例次 床次 剂次 宗次
套次 处次 人份 份次 标箱 标准箱 个标准箱 自然箱 集装箱 车位 床位 机位 泊位 航班 班列 个 起 件 条 处 名 人 户 家 辆
台 套 只 头 所 座 栋 幢 间 张 份 项 宗 例 批 场 次 倍 支 幅 部 本 篇 门 班 列 艘 架 枚 发 颗 株 棵 单 笔 票 封 席 位
对 组 片 块 类 种 扇 顶 枪 把 根 瓶 箱 包 袋 款 册 字 步 队 盏 里 尾 匹 顿 轮 枝 柜 集 堂 桌 盒 桶 罐 尊 眼 窝 双 副
粒 丸 剂 针 床 股 码 折 口 孔 串 朵 丛 捆 卷 面 盆 滴 束 樽 碗 杯 盘 锅 井 跨 段 出 曲 首 则 帖 幕 环 趟 回 遍 声 拳
台套 件套 种次 企次 张次 笔次 期次 团次 队次 组次 村次 岗次
路 犬次 册次 店次 点次 校次 站次 亩次 门次 课次 例次 席次 羽 箩 筐 坛 埕 杆 盒次 台件 讲 帮 伙 届次 幢次 节
"""
LATIN = """
kWh MWh GWh EFLOPS PFLOPS TFLOPS Kbps Mbps Gbps Tbps mg/m³ mg/m3 µg/m³ km² km/h km TEU kg TB GB PB EB MB KB MW GW kW
kV mm cm m³ m² ㎡ ㎞ ℃ °C P T m t
"""
NOT_AFTER = {
    "学位": "点证服论授",
    "克拉": "玛",
    "磅": "礴秤",
    "路": "口线段面网灯由桥过径障况",
    "人年": "龄纪轻仅满",
    "人": "民才员工口士家均群大数力体事类行流物心身质选生社机格防情",
    "家": "庭属长居禽具电园乡教",
    "场": "所景馆地面",
    "项": "目",
    "处": "理置罚分长于在",
    "次": "数序",
    "天": "然",
    "分": "局别之类钟工期公布红析享管解批层配散",
    "部": "门分署队级",
    "里": "程面",
    "位": "置于列居",
    "名": "列单称录额校牌师优医",
    "类": "别似型",
    "条": "例款",
    "单": "位元独",
    "发": "展生现放出布动明票电",
    "对": "于应象外标接口比",
    "包": "括围容",
    "组": "织建成长",
    "所": "有在属",
    "门": "类店诊户",
    "班": "子组车长",
    "把": "握关",
    "根": "据本治",
    "字": "号",
    "支": "持付出撑援部行",
    "台": "阶风湾",
    "块": "钱链",
    "顶": "级层",
    "起": "草诉来点伏",
    "件": "均",
    "户": "籍口外型政均",
    "头": "部目盔",
    "只": "有要能是用需",
    "例": "会外如行",
    "批": "准评发复示",
    "种": "植子业养粮",
    "座": "谈",
    "间": "接隔",
    "片": "区面",
    "列": "入车为出举",
    "架": "构",
    "股": "权份票东市",
    "本": "市地级科年身区省县报届人",
    "笔": "录试",
    "篇": "章",
    "口": "岸号径碑述",
    "集": "中体团聚约成合市装群",
    "剂": "量",
    "针": "对",
    "堂": "食",
    "幅": "度员",
    "轮": "次船流换岗训椅胎候车驱",
    "柜": "台",
    "封": "闭控",
    "升": "级至到高学幅值温为迁国旗",
    "米": "其",
    "元": "旦素",
    "克": "服隆",
    "两": "年个岸会侧地级市省区委大国化",
    "回": "落升收复访应归暖",
    "面": "积向对临试料谈包貌",
    "出": "口台现动租让警生",
    "首": "批次先要",
    "环": "比保境节",
    "段": "时位",
    "声": "音明誉",
    "讲": "话述座",
    "文": "件化明书",
    "角": "度色落",
    "双": "向方",
    "副": "总局市书主",
    "束": "缚",
    "卷": "烟",
    "码": "头",
    "折": "合算",
    "伏": "击",
    "步": "行骤伐",
    "眼": "睛科镜",
    "孔": "子",
    "床": "上",
    "井": "然冈",
    "幕": "后",
    "则": "为是",
    "遍": "布及",
    "帮": "助扶",
    "讯": "",
    "队": "伍员长",
    "成": "员立功果效熟长交品绩就本份型套",
    "岁": "月",
    "节": "目点能约日省假奏",
    "吊": "装销",
    "杆": "菌",
    "跨": "境区部省市年国越",
}
PER = "|".join(
    [
        "立方米",
        "平方米",
        "平方公里",
        "千瓦时",
        "公里",
        "工作日",
        "标准箱",
        "小时",
        "分钟",
        "人",
        "年",
        "天",
        "日",
        "月",
        "户",
        "次",
        "吨",
        "亩",
        "升",
        "件",
        "个",
        "辆",
        "车",
        "家",
        "台",
        "斤",
        "公斤",
        "秒",
        "克",
        "周",
        "季",
        "套",
        "张",
        "10万人?",
        "十万人?",
    ]
)
AT_END = r"[期届](?=[，。、；,;)]|$)"  # 「舉辦培訓班12期」
BOTH = r"(?:\([套件次批个处项份座辆艘架列户家间](?:、[套件批个辆艘架列台])*\)次?)?"  # 台（套）, 輛（艘、架）次


def _words():
    words = [*SHARES.split()[:6], *["倍"], *MONEY.split(), *PHYSICS.split(), *TIME.split(), *COUNTS.split()]
    longest_first = sorted(dict.fromkeys(words), key=len, reverse=True)
    return [f"{word}(?![{NOT_AFTER[word]}])" if NOT_AFTER.get(word) else word for word in longest_first]


def _pattern():
    latin = "|".join(rf"{re.escape(unit)}(?![A-Za-z0-9])" for unit in LATIN.split())
    return rf"(?:(?:{'|'.join(_words())}|{AT_END}|{latin}){BOTH}(?:/(?:{PER}))?)"


PER_MANY = "/(?:10|十)万人?"  # 「死亡率9.8/10萬」
UNIT = _pattern()
ONE_BY_ONE = set(COUNTS.split())  # measure words for what has neither length nor duration of its own
# Measure words that name what they count: 「新增300床位」.
NAMING = {"床位", "车位", "泊位", "机位", "学位", "餐位"}
SECONDS = {"天": 86400, "小时": 3600, "个小时": 3600, "分钟": 60, "分": 60, "秒": 1}
# Measure words by which even a small Chinese numeral counts: 兩名, but not 兩個 of 「兩個確立」.
CERTAIN = set("名宗起辆所座艘枝元户例吨艇具") | {
    "公里",
    "公斤",
    "人次",
    "架次",
    "平方米",
    "平方公里",
    "公顷",
    "亩",
    "家",
}
# What a report enumerates and does not count: 「抓好5個方面」.
ENUMERATED = re.compile(
    r"(?:主要|重点|关键|突出|核心|基本|重大)?(?:方面|坚持|到位|环节|要素|维度|层面|统一|必须|确保|聚焦|着力|强化|转变|结合|注重|严格|更加|最|不[^动]|走在前|代表"
    r"|确立|自信|意识|维护|全面|面向|导向|主线|一[^a-z批流]|加强|抓手?|(?:重点|突出|关键|步骤|原则|目标|问题|层次|阶段)(?=[，。、；：,;:)”」的上]|$))"
)


# A character between a number and the end of its clause is a measure word, be it a rare one, unless it is one of these.
AT_CLAUSE_END = re.compile(r"[\u4e00-\u9fff](?:(?<![上下本首多层名其再依此初年月同每])次)?(?=[，。；、,;)]|$)")
NO_UNIT = set(
    "年月号日期级版代楼路届强时点周大度线层环街巷弄室组村区州县市省国岸山的了等之以来上下内外中前后间许多"
    "余者及和与或至到为是在有不也都均名位老第一二三四五六七八九十百千万亿个成季旬刻甲乙丙丁型式系列款案法令章节条页行项栏图表"
)


def unknown_unit(folded, at):
    """A measure word that no table has, or ""."""
    match = AT_CLAUSE_END.match(folded, at)
    return match.group() if match and match.group() not in NO_UNIT else ""


def is_known(unit):
    is_one = re.fullmatch(UNIT, unit) is not None or re.fullmatch(PER_MANY, unit) is not None
    return is_one or unit in {"%", "‰", "年", ""}


def is_points(unit):
    """Whether a unit is percentage points, in either script, with 個 before it or without."""
    return unit.endswith(("百分点", "百分點"))


def is_share(unit):
    return unit in {"%", "‰", "倍"} or is_points(unit) or unit.endswith(("千分点", "千分點"))
