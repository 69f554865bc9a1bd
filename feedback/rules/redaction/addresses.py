"""Where somebody lives, down to the door. A street, a building or an office is nobody's home."""

import re

from feedback.rules.redaction.folding import BLANKS
from feedback.rules.redaction.rules import Kind, Rule, pattern

HAN = "\u4e00-\u9fff"
N = "[0-9〇零一二三四五六七八九十百]"
GAP = r"[ \n,·-]{0,2}"
SIDE = "[东西中南北]"
# Figures after a building are a room unless something is counted by them.
NOT_HOMES = "(?!居民|业主|人家|家庭|村民|住户)"
COUNTED = r"(?![\d年个人次元米月日点时分%块起辆路]|户(?:居民|业主|人家|家庭|村民|住户)|\.\d)"
ROOM = rf"""(?:
    {N}{{1,4}}\ ?(?:室|号房|房间?|户{NOT_HOMES}|号(?![楼线院]))
    | {N}{{1,3}}[楼层]\ ?(?:{SIDE}{{1,2}}[户室首边]?|[A-Z]\d?[座户室]?)
    | {SIDE}{{1,2}}(?:户|室)
    | [A-Z]?\d(?:\n?\d){{2,3}}[室号]?{COUNTED}[A-Z]? | [〇零一二三四五六七八九]{{3,4}}{COUNTED}
    )"""
BUILDING = (
    rf"(?:{N}{{1,4}}|[A-Za-z]\d?|[甲乙丙丁戊]|{SIDE})\ ?(?:号(?:公寓|宿舍|住宅|居民)?楼|\#楼?|号?栋|号?幢|号?座|楼)"
)
UNIT = rf"(?:{N}{{1,3}}|[A-Za-z]|[甲乙丙丁]|{SIDE}{{1,2}})\ ?(?:单元|门洞?|梯|\#)"
LEVEL = rf"(?:{N}{{1,3}}[楼层]{GAP})?"
HOUSE = rf"{N}{{1,5}}号[甲乙丙丁院内]?"
DOOR = rf"""(?:
    (?P<unit>(?:{BUILDING}{GAP})?{UNIT}{GAP}(?:{LEVEL}{ROOM}|(?P<floor>{N}{{1,3}}[楼层](?!高|下|上的))))
    | {BUILDING}{GAP}{LEVEL}{ROOM} | {BUILDING}-?\d{{1,2}}-\d{{3,4}}(?!\d)
    | {HOUSE}{GAP}{N}{{2,4}}(?:室|户|房){NOT_HOMES} | {HOUSE}{GAP}{N}{{1,3}}[楼层]\ ?{SIDE}{{1,2}}[户室]
    | {HOUSE}\d{{1,2}}-\d{{3,4}}(?!\d)
    | (?<=[号院区园苑庭城村里庄府湾邸寓厦期])\ ?\d{{1,3}}[号\#]?-\d{{1,2}}-\d{{3,4}}(?![\d年月日-])(?:室|户)?
    )(?:{GAP}{SIDE}{{1,2}}[户室])?"""

# What an address is written with, read backwards from the door: it begins after the last of the words that lead to it.
# A comma or a line break stands only behind the name of a place.
BACK, ASIDE, LONGEST_NAME = 40, 24, 10
WRITTEN = re.compile(rf"(?:[{HAN}A-Za-z0-9 \#()·-]|(?<=[省市区县镇道路街号村园苑院])[,、\n])*$")
LEADING = re.compile(r"住(?!宅)|[在是到的们址请去给找了:]|位于|住于|我家|我|反映|投诉|举报|建议|寄往|送往")
PLACE = re.compile(r"[省市区县镇乡街路道巷弄里村庄园苑城庭府寓厦号院期湾]")
HOME = re.compile(r"[住家寄租]|现居|宿舍|公寓|小区|花园|社区|新村|苑")
OFFICE = re.compile(
    r"派出所|公安|分局|大厅|窗口|政务|服务中心|居委|村委|政府|驻地|办公|法院|检察|医院|学校|大学|中学|小学|支队|大队|警务室|"
    r"出入境|车管所|公司|酒店|商场|超市|银行|信访|街道办|值班|会议室|大厦|写字楼"
)
NEAR = re.compile("附近|旁|对面|对过|门前|门口|隔壁|周边|一带|之间|路口|路边")
CLAUSE_END = re.compile(rf"[。;!?{re.escape(BLANKS)}]")


def _start(text, at):
    """Where the address begins whose door stands at `at`."""
    back = WRITTEN.search(text, max(0, at - BACK), at)[0]
    cut = max((word.end() for word in LEADING.finditer(back)), default=0)
    prefix = back[cut:].lstrip(" -()·,、\n")
    return at - len(prefix) if PLACE.search(prefix) or len(prefix) <= LONGEST_NAME else at


def _around(text, start, end):
    """What is said before and behind in the same sentence, behind up to a comma."""
    ahead = CLAUSE_END.split(text[max(0, start - ASIDE) : start])[-1]
    behind = CLAUSE_END.split(text[end : end + ASIDE])[0]
    return ahead, behind.partition(",")[0]


def door(match):
    start = _start(match.string, match.start())
    ahead, behind = _around(match.string, start, match.end())
    address = match.string[start : match.end()]
    is_home = HOME.search(ahead + address) is not None
    is_office = OFFICE.search(ahead.rpartition(",")[2] + address + behind) is not None
    if not is_home and (match["floor"] or (is_office and not match["unit"])):
        return None
    return start, match.end()


def house(match):
    """A street or a village and a number there, told as a home."""
    ahead, behind = _around(match.string, match.start(), match.end())
    is_near = "的" in match["it"] or NEAR.search(match["it"] + behind[:4]) is not None
    return None if is_near or OFFICE.search(ahead.rpartition(",")[2] + match["it"] + behind) else match.span("it")


TOLD_HOME = (
    rf"(?:(?<![{HAN}])住|家住|家就?[在是]|住在|[我人]住|住址|住所|现住|现居|地址|我家|居住[在于]|租住|[寄送][到往至]|"
    r"户口所?在地?|户籍地)[就于在是为:,\ \n]{0,4}"
)
ADDRESSES = [
    Rule(Kind.ADDRESS, pattern(DOOR), door),
    Rule(
        Kind.ADDRESS,
        pattern(
            rf"""{TOLD_HOME}(?P<it>[{HAN}0-9A-Za-z\ ]{{2,30}}?[{HAN}]
            \ ?{N}{{1,5}}(?:-\d{{1,3}})?\ ?号(?:甲|乙|丙|院)?(?:{N}{{1,4}}号|{N}{{1,3}}[楼层](?:{SIDE}户)?)?
            (?!{N}|[楼线路]))"""
        ),
        house,
    ),
    Rule(  # a house in a village
        Kind.ADDRESS,
        pattern(
            rf"(?P<it>[{HAN}]{{2,12}}(?:镇|乡|街道)[{HAN}]{{1,8}}村(?:{N}{{1,3}}[组排队])?{N}{{1,4}}号)(?![楼线路])"
        ),
        house,
    ),
]
