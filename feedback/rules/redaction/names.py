"""Names: the ones the system knows of whoever sent the text, and those by which people introduce themselves."""

import re

from feedback.rules.redaction.folding import BLANKS, fold
from feedback.rules.redaction.rules import Kind, Rule, pattern

HAN = "\u4e00-\u9fff"
GAP = r"[ \n·._/|-]{0,3}"

# What is typed instead of a name.
NOBODY = re.compile(r".*(?:市民|群众|居民|网友|业主|家长|路人)|匿名|无名?|保密|不便透露|不愿透露|不方便|本人|某某?")
LEAST_PART = 3
LONGEST = 40
# Names that are words of every text.
WORDS = re.compile(
    "高峰|和平|安全|平安|建设|文明|方向|方便|方法|方案|方式|明确|海洋|江山|高原|白天|金融|安静|"
    "安康|平静|严格|严肃|温暖|文化|广大|解放|胜利|东方|成功|成立|向前|向阳|黄金|黄海|高速|高度|"
    "高中|马路|车辆|周期|周末|周到|周边|周围|路灯|路口|常常|常见|时间|时代|时候|万一|华东|华北|"
    "全面|全部|全体|包容|管理|程序|计划|于是|关注|关心|任务|连接|单位|季节|支持|申请|应当|应该|"
    "许多|任何|任意|习惯|左右|明显|明白|强烈|卫生|卫星|祝愿|幸福|和谐|钱款|费用|雷雨|危险"
)


def known(names):
    """(rules of the names that are surely found, rules of those that may be anything and are only told)."""
    sure, unsure = [], []
    for word in dict.fromkeys(spelling for name in names for spelling in _spellings(name)):
        is_latin = word.isascii()
        body = GAP.join(word)
        rule = Rule(Kind.NAME, re.compile(rf"(?<![A-Za-z]){body}(?![A-Za-z])" if is_latin else body, re.IGNORECASE))
        is_sure = len(word) > (2 if is_latin else 1) and not WORDS.fullmatch(word)
        (sure if is_sure else unsure).append(rule)
    return sure, unsure


def _spellings(name):
    """The letters of a name, of 「John Smith」 in both orders, of 「古麗米熱·買買提」 the first part too."""
    words = ["".join(filter(str.isalpha, part)) for part in re.split(r"[\W_]+", fold(name[:LONGEST]).text)]
    parts = list(filter(None, words))
    whole = "".join(parts)
    if not whole or NOBODY.fullmatch(whole):
        return []
    if whole.isascii():
        return [whole, "".join(parts[::-1])]
    return [whole] + [part for part in parts[:-1] if len(part) >= LEAST_PART]


# The commonest surnames, without those that begin other words more often than names.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范"
    "姚谭廖邹熊郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎武贺赖龚文庞樊兰殷施陶洪翟颜倪严牛温芦俞葛伍韦聂丛焦柳邢岳庄"
    "辛祝涂谷耿牟肖詹苗费纪靳童甄项裴席鲍霍臧宫矫迟栾于高马"
)
DOUBLE_SURNAMES = "欧阳|司马|上官|诸葛|司徒|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木|申屠"
SURNAME = f"(?:{DOUBLE_SURNAMES}|[{SURNAMES}])"
# What a name is followed by when somebody introduces himself.
NEXT = rf"(?=$|[^{HAN}{re.escape(BLANKS)}]|的|住|电话|手机|身份|联系|家|今年|男|女|是|在|来|建议|反映|和|敬|代|现)"
NO_NAME = re.compile(r".(?:.?[人生员者主客民师工长户院区市县村路时]|先生|女士|小姐|师傅|老师|某某?)")


def introduced(match):
    word = match["it"]
    return None if NO_NAME.fullmatch(word) or WORDS.fullmatch(word[:2]) else match.span("it")


INTRODUCED = [
    Rule(
        Kind.NAME,
        pattern(
            r"(?:我叫|本人叫|名叫|名字叫|名字是|姓名|联系人|署名|落款|[反投申报][映诉请案]人|户主|监护人)(?:姓名)?"
            r"[是为叫:\ \n]{0,3}"
            rf"(?P<it>{SURNAME}[{HAN}]{{1,2}}){NEXT}"
        ),
        introduced,
    ),
    Rule(Kind.NAME, pattern(rf"(?:我是|本人)(?P<it>{SURNAME}[{HAN}]{{2}})(?=$|[,。!;( \n])"), introduced),
]
