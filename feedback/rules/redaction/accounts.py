"""E-mail addresses, and the names under which people are found on 微信, QQ and the like."""

from feedback.rules.redaction.papers import HOTLINES
from feedback.rules.redaction.rules import Kind, Rule, pattern

LOCAL = "[A-Za-z0-9._%+-]"
LABEL = "[A-Za-z0-9-]{1,30}"
# A Chinese full stop is a dot only before one of these.
TOP = "(?:com|cn|net|org|edu|gov|vip|top|me|cc)"
AT = r"(?:@|[(\[【<]\ ?(?i:at)\ ?[)\]】>])"
EMAILS = [
    Rule(
        Kind.EMAIL,
        pattern(rf"{LOCAL}{{1,64}}[ \n]?{AT}[ \n]?{LABEL}(?:\.{LABEL}|[ ]?[。,·.][ ]?{TOP}(?![A-Za-z0-9])){{1,4}}"),
    )
]

NO_ACCOUNT = {"wechat", "weixin", "alipay", "iphone", "android", "douyin", "taobao"}
# What stands between the word and the name of the account: words that lead to it, or a few others when it is written as
# only such names are, with figures or a line below. A public account, a group or a payment is nobody's.
FILL = r"(?:号码?|账号|帐号|账户|昵称|名|(?i:id)|(?i:is)|是|为|叫|上|加|搜索?|我的?|也是|或|[^\w*\0]){0,8}"
OTHERS = r"(?:(?!公众|程序|支付|平台|群|扫|视频|转账|邮箱|音乐|空间)[^\dA-Za-z*\0。;!?]){0,8}"
LETTERS = r"[A-Za-z](?:[A-Za-z0-9_-]{5,19}|(?=[A-Za-z-]*[0-9_])[A-Za-z0-9_-]{3,4})(?![A-Za-z0-9_])"
MARKED = r"[A-Za-z](?=[A-Za-z-]{0,19}[0-9_])[A-Za-z0-9_-]{3,19}(?![A-Za-z0-9_])"
DIGITS = r"\d(?:[ -]?\d){4,10}(?!\d)"


def account(match):
    return None if match["it"].lower() in NO_ACCOUNT or match["it"] in HOTLINES else match.span("it")


def _rule(cue, what, between=FILL):
    return Rule(Kind.ACCOUNT, pattern(rf"{cue}{between}(?P<it>{what})"), account, reads_spelled=True)


WECHAT = r"(?:[微薇威维徽围]\ ?[信芯❤♥xX]|(?<![A-Za-z])(?i:v信|wechat|weixin|vx|wx|v(?=[:号]))|加(?i:v)|加[薇微])"
QQ = r"(?:(?<![A-Za-z])(?:[Qq]\ ?[Qq]|[Qq](?=[:号]))|加[Qq]|扣扣|企鹅号?|球球|叩叩)"
ELSEWHERE = (
    r"(?:抖音|快手|小红书|微博|支付宝|钉钉|飞书|淘宝|知乎|B站|(?<![A-Za-z])(?i:telegram|whatsapp|line|tg))"
    r"(?:号码?|账号|帐号|账户|\ ?(?i:id)|[:@])"
)
ACCOUNTS = [
    _rule(WECHAT, f"{LETTERS}|{DIGITS}"),
    _rule(WECHAT, MARKED, OTHERS),
    _rule(QQ, DIGITS),
    _rule(QQ, r"\d{6,11}(?!\d)", OTHERS),
    _rule(ELSEWHERE, f"{LETTERS}|{DIGITS}"),
    _rule(r"(?<![A-Za-z0-9])", r"wxid_[A-Za-z0-9]{6,20}", ""),
]
