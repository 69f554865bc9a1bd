"""Number plates, and passports and permits to travel."""

import re

from feedback.rules.redaction.rules import Kind, Rule, after, before, is_order, pattern, plain

# What stands between the parts of one number, and figures that are spelled out.
SIGN = r"(?:(?:[^\w*\0]|_){0,3}|\*)"
# In Simplified, as all folded text is.
PROVINCE = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|"
    "云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
LEAST_DIGITS, LEAST_IN_CAPITALS = 3, 2
ARMY = re.compile(r"[车牌停驶挂军]|部队|逆行")
HOTLINES = {"12345", "12123", "12389", "12315", "12328", "96110", "95598", "12348", "12388"}
# A road and a number behind it: 「京滬G2 1200 米處」.
ROAD = re.compile(r". ?[GgSs]\d{1,4} ")
SPELLED = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"


def plate(match):
    digits = sum(char.isdigit() or char in SPELLED for char in plain(match[0])[2:])
    least = LEAST_IN_CAPITALS if match[0].upper() == match[0] else LEAST_DIGITS
    return match.span() if digits >= least and not ROAD.match(match[0]) else None


def told_plate(match):
    """After the word for a plate: without its province, or in another form."""
    digits = sum(char.isdigit() for char in match["it"])
    return match.span("it") if digits >= LEAST_DIGITS and match["it"] not in HOTLINES else None


def military_plate(match):
    is_plain = match["army"] and not before(match).endswith(("航", "真"))
    return match.span() if is_plain or ARMY.search(before(match, 10) + after(match, 10)) else None


PLATES = [
    Rule(
        Kind.PLATE,
        pattern(
            rf"""(?:[{PROVINCES}][牌字]?|{PROVINCE}) {SIGN} [A-Za-z] {SIGN}
            (?: [A-Za-z0-9] (?:\n? [A-Za-z0-9]){{3,4}} \n? [A-Za-z0-9挂学警港澳领试超]
              | [A-Za-z0-9] (?:[ ·-]?[A-Za-z0-9]){{4,5}} | [{SPELLED}]{{5,6}}
              | [A-Za-z0-9]{{4,5}}应急 | 临[ ]?[A-Za-z0-9]{{4,5}} )
            (?![A-Za-z0-9])(?!(?<=20\d\d)年)"""
        ),
        plate,
    ),
    Rule(  # of the armed police
        Kind.PLATE,
        pattern(
            rf"(?<![A-Za-z])[Ww][Jj]{SIGN}(?:[{PROVINCES}]|\d{{2}})?{SIGN}[A-Z]?\d{{3,5}}[A-Z消边警学]?(?![A-Za-z0-9])"
        ),
    ),
    Rule(
        Kind.PLATE,
        pattern(
            rf"(?:(?P<army>[军海空沈兰济北南广成]){SIGN}[A-Z]|[参后装总政]{SIGN}[A-Z]|(?<![A-Za-z])[VKHBSLJNC][A-Z]){SIGN}[A-Z0-9]?\d{{4}}(?![A-Za-z0-9])"
        ),
        military_plate,
    ),
    Rule(Kind.PLATE, pattern(r"使[ ·]?\d{3}[ ·]?\d{3}(?!\d)|(?<!\d)\d{6}使(?!用|馆|得|人)")),  # of embassies
    Rule(
        Kind.PLATE,
        pattern(
            rf"(?:车牌|牌照|号牌|车号|牌号)(?:号码?|尾号)?(?:[是为:,\ \n(]|就是){{0,4}}"
            rf"(?P<it>(?:[\u4e00-\u9fff]{{2}}·?)?[A-Za-z0-9]{{1,2}}{SIGN}[A-Za-z0-9]{{4,6}})(?![A-Za-z0-9])"
        ),
        told_plate,
    ),
]


PERMIT = re.compile(r"护照|通行证|回乡证|台胞证|旅行证|居留证|永居证|居留许可|海员证|港澳|签证|证件|(?i:passport)")


def passport(match):
    return None if is_order(match) else match.span()


def told_passport(match):
    return match.span() if PERMIT.search(before(match, 24) + after(match, 10)) else None


END = "(?![A-Za-z0-9])"
PASSPORTS = [
    Rule(
        Kind.PASSPORT,
        pattern(rf"(?<![A-Za-z0-9])(?:[EG][ ]?\d{{4}}[ ]?\d{{4}}|E[A-HJ-NP-Z]\d{{7}}){END}"),
        passport,
        reads_spelled=True,
    ),
    Rule(
        Kind.PASSPORT,
        pattern(rf"(?<![A-Za-z0-9])(?:[A-Za-z]{{1,3}}{SIGN}\d(?:{SIGN}\d){{5,9}}[A-Za-z]?|[A-Z]{{3}}\d{{12}}){END}"),
        told_passport,
        reads_spelled=True,
    ),
    Rule(
        Kind.PASSPORT,
        pattern(
            rf"""(?:护照|通行证|回乡证|台胞证|旅行证)[^\dA-Za-z*\0。;!?]{{0,8}}
            (?P<it>\d(?:[ \n-]?\d){{7,9}}){END}(?![人次张本件份])"""
        ),
    ),
]
