"""辦理情況報告: the places of its sentences, when a sentence holds, and what is the same of two countings."""

import hashlib
import re
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import wording


class Place(TextChoices):
    """What may stand between braces in a sentence; English sentences write the Chinese name too."""

    CAMPAIGN = "活動", _("活動")
    AS_OF = "截至日期", _("截至日期")
    ALL = "全部", _("全部")
    RECEIVED = "收到", _("收到")
    VALID = "有效", _("有效")
    HANDLED = "已辦結", _("已辦結")
    HANDLED_RATE = "辦結率", _("辦結率")
    UNFINISHED = "未辦結", _("未辦結")
    OPEN = "在辦", _("在辦")
    CLOSED = "單獨辦結", _("單獨辦結")
    MERGED = "併案", _("併案")
    MERGED_CLOSED = "隨主件辦結", _("隨主件辦結")
    DECLINED = "不予受理", _("不予受理")
    WITHDRAWN = "撤回", _("撤回")
    REASONS = "不予受理原因", _("不予受理原因")
    JUDGED = "應當答覆", _("應當答覆")
    ON_TIME = "按期答覆", _("按期答覆")
    ON_TIME_RATE = "按期答覆率", _("按期答覆率")
    LATE = "逾期答覆", _("逾期答覆")
    OVERDUE = "逾期未答覆", _("逾期未答覆")
    RETURNS = "重辦次數", _("重辦次數")
    RETURNS_ON_TIME = "重辦按期", _("重辦按期")
    REPLIED = "現有答覆", _("現有答覆")
    OUTCOMES = "採納情況", _("採納情況")
    ANSWERED = "得到過答覆", _("得到過答覆")
    RATED = "已評議", _("已評議")
    NOT_RATED = "未評議", _("未評議")
    CONTENT = "滿意", _("滿意")
    CONTENT_RATE = "滿意率", _("滿意率")
    LEVELS = "評議等級", _("評議等級")
    FIRST_CONTENT = "首次滿意", _("首次滿意")
    FIRST_LEVELS = "首次評議等級", _("首次評議等級")
    STAFFED = "工作人員開具", _("工作人員開具")
    ASKED = "答過解決情況", _("答過解決情況")
    SOLVED = "解決情況", _("解決情況")
    LOWS = "不滿意次數", _("不滿意次數")
    LOW_OUTCOMES = "不滿意去向", _("不滿意去向")
    CATEGORIES = "各領域", _("各領域")
    UNITS = "各單位", _("各單位")
    DISTRICTS = "各區市", _("各區市")
    AWARDS = "優秀建議", _("優秀建議")
    GRADES = "優秀建議等次", _("優秀建議等次")
    SEATS = "代表人數", _("代表人數")
    VOTED = "投票人數", _("投票人數")
    TURNOUT = "投票率", _("投票率")
    SCORES = "代表評議得分", _("代表評議得分")


PLACES = wording.named(Place)
# What says of everything what only a comparison of numbers may say.
OF_ALL = re.compile(r"(?<!安)全部|全都|全數|全数|\ball\b|\bevery\b", re.IGNORECASE)


class Piece(NamedTuple):
    """A part of a sentence; `key` names the number that it is, nothing for words."""

    text: str
    key: str = ""


def places_of(text):
    """The places that `text` names."""
    return {PLACES[name] for name in wording.BRACES.findall(text) if name in PLACES}


def says_all(text):
    """Whether `text` says 「全部」 in words of its own, not by the place."""
    return bool(OF_ALL.search(wording.BRACES.sub("", text)))


def wrong_with(text):
    """What is wrong with the text of a sentence, told; nothing when it may be used."""
    unknown = wording.unknown_places(text, PLACES)
    if unknown:
        told = gettext("沒有「%(place)s」這個位置，可以用的有：%(places)s。")
        return told % {"place": f"{{{unknown[0]}}}", "places": wording.listed(Place)}
    if wording.has_loose_brace(text):
        return gettext("大括號要成對，中間寫位置的名稱。")
    if says_all(text):
        return gettext("「全部」不能直接寫，要寫成「{全部}」：有效的都辦結了，系統才填上。")
    return ""


def filled(text, values):
    """`text` as a list of `Piece`, or None where one of its places has no value.

    `values` are {Place: list of `Piece`, or None}.
    """
    pieces = []
    for number, part in enumerate(wording.BRACES.split(text)):
        found = values.get(PLACES.get(part)) if number % 2 else [Piece(part)]
        if found is None:
            return None
        pieces += found
    return [piece for piece in pieces if piece.text]


def sentence(text, instead, values):
    """`text` filled; where it says 「全部」 and that does not hold, `instead`; None where neither can be said."""
    is_of_all = Place.ALL in places_of(text)
    if is_of_all and values.get(Place.ALL) is None:
        return filled(instead, values) if instead else None
    return filled(text, values)


def digest(data):
    """What `sha256sum` prints for a file of these bytes."""
    return hashlib.sha256(data).hexdigest()


def differences(frozen, live):
    """The keys of which two countings do not say the same; one that is missing is none."""
    return {key for key in frozen.keys() | live.keys() if frozen.get(key) != live.get(key)}
