"""What a cell of a workbook shows: texts, numbers, days, errors, as the screen has them."""

import re
from datetime import datetime, timedelta
from math import isfinite

from django.utils.translation import gettext

from portal.files.grid import Unreadable, Unusable
from portal.files.package import Damaged

# Number formats of days and times by their number; of the others, what remains without quotes and brackets tells.
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.')
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
FIRST_DAY, LAST_DAY = 61, 2_958_466  # the program's calendar has a 29 February 1900; days before are no dates of ours
EXACT = 10**15  # a number cell keeps 15 digits
MOST_CHARACTERS = 10_000_000  # of all cells: one long text may stand in many


def format_of(key, codes):
    """What cells of this format show: "day", or a number of so many digits, filled up with zeros."""
    code = codes.get(key, "")
    if not code:
        return "day" if int(key) in DAY_FORMATS else 0
    shown = NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if re.fullmatch("0{2,}", shown):
        return len(shown)
    return "day" if re.search("[ymdhs]", re.sub("general|standard|e[+]", "", shown)) else 0


NO_RESULT = object()


class Shown:
    """What a cell shows."""

    def __init__(self, texts, formats, *, is_1904):
        self.texts, self.formats, self.is_1904 = texts, formats, is_1904
        self.characters = 0

    def cell(self, kind, style, text):
        if text is NO_RESULT:
            return Unusable(gettext("這一格是公式，文件裡沒有它的結果。請用表格軟件打開、保存，再上傳。"))
        shown = self._shown(kind, style, self.texts[text] if kind == "s" else text)
        if isinstance(shown, str):
            self.characters += len(shown)
            if self.characters > MOST_CHARACTERS:
                told = gettext("這張表的文字超過 %(most)s 字。請分成幾份，逐份導入。")
                raise Unreadable(told % {"most": MOST_CHARACTERS})
        return shown

    def _shown(self, kind, style, text):
        if isinstance(text, Unusable):
            return text
        match kind:
            case "s" | "str" | "inlineStr":
                return unescaped(text)
            case "e":
                return error_value(text)
            case "b":
                return gettext("是") if text == "1" else gettext("否")
            case "d":  # as strict files write a day
                return text.removesuffix("Z").replace("T", " ").removesuffix(" 00:00:00")
        return self._number(text, self.formats[style] if style < len(self.formats) else 0)

    def _number(self, text, form):
        number = float(text)
        if not isfinite(number):
            raise Damaged("A number that is none.")
        if form == "day":
            return self._moment(number) or text
        if not number.is_integer():
            return repr(number)
        if abs(number) >= EXACT:
            told = gettext("「%(value)s」是超過 15 位的數字，表格軟件已經丟掉末尾幾位。請把這一格設為文本，重新填寫。")
            return Unusable(told % {"value": text[:40]})
        return str(int(number)).zfill(form)

    def _moment(self, number):
        """The day, or day and time, that a number is in the format of one."""
        if 0 <= number < 1:
            return f"{moment_of(number):%H:%M}"
        number += 1462 if self.is_1904 else 0
        if not FIRST_DAY <= number < LAST_DAY:
            return ""
        return str(moment_of(number)).removesuffix(" 00:00:00")


def moment_of(number):
    """The day and time, without a zone, that a spreadsheet program keeps as this number of days."""
    return datetime(1899, 12, 30) + timedelta(seconds=round(number * 86400))  # noqa: DTZ001  cells have no zone


def error_value(text):
    told = gettext("「%(value)s」是表格軟件報的錯，不是內容。請改正或者填上內容，再上傳。")
    return Unusable(told % {"value": text[:40]})


def unescaped(text):
    """The characters that the format writes as `_x000D_`; a pair of them may make one."""
    if "_x" not in text:
        return text
    plain = ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
