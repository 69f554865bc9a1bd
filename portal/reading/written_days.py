"""A day as offices write it in their sheets; what may be two days, as 11/3/2026, is none."""

import re
from datetime import date, timedelta

from portal.reading.characters import compared

MOST_CHARACTERS = 40
TIME = (
    r"(?:(?:[tT ]|(?<=日)|(?<=号)) ?(?:上午|下午|[AaPp][Mm])? ?(?:[01]?\d|2[0-3])"
    r"(?:[:時时點点][0-5]?\d?(?:[:分](?:[0-5]\d(?:\.\d+)?秒?)?)?)(?: ?[AaPp][Mm])?)?"
)
DASH = r"[-/.\u2010-\u2015\u2212\u3002]"
FORMS = [
    re.compile(form + TIME, re.ASCII)
    for form in (
        rf"(?P<year>\d{{4}}) ?{DASH} ?(?P<month>\d{{1,2}}) ?{DASH} ?(?P<day>\d{{1,2}})",
        r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?:中[華华])?民[國国] ?(?P<republic>\d{1,3}|元) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]?",
        rf"(?:中[華华])?民[國国] ?(?P<republic>\d{{1,3}}) ?{DASH} ?(?P<month>\d{{1,2}}) ?{DASH} ?(?P<day>\d{{1,2}})",
    )
]
SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
REPUBLIC = 1911  # the year before its first
# A bare number of five digits is what the program keeps of a day between these.
FIRST_SERIAL, LAST_SERIAL = date(2000, 1, 1), date(2099, 12, 31)


def written_day(text):
    """The date that `text` says, or None. A time after it is allowed and left out."""
    if len(text) > MOST_CHARACTERS:
        return None
    plain = " ".join(compared(text).split()).replace("號", "号")
    if SERIAL.fullmatch(plain):
        day = date(1899, 12, 30) + timedelta(days=int(float(plain)))
        return day if FIRST_SERIAL <= day <= LAST_SERIAL else None
    found = next((match for form in FORMS if (match := form.fullmatch(plain))), None)
    return _day(found.groupdict()) if found else None


def _day(parts):
    year = parts.get("year")
    if not year:
        year = REPUBLIC + (1 if parts["republic"] == "元" else int(parts["republic"]))
    try:
        return date(int(year), int(parts["month"]), int(parts["day"]))
    except ValueError:  # there is no such day
        return None
