"""Under which letter a Chinese name is listed: the first of its pinyin, as dictionaries of the mainland have it."""

from bisect import bisect_right

from portal.reading.characters import compared
from portal.reading.simplified import one_script

# The first characters of each letter in GB 2312, whose common half stands in the order of pinyin.
FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
CODES = [character.encode("gb2312") for character in FIRST]
LAST = "座".encode("gb2312")
OTHER = "#"


def letter_of(name):
    """A to Z; # for what begins with a digit, or with a character that is not among the common ones."""
    text = one_script(compared(name)).lstrip(" 「『“‘《（(\"'")
    first = text[:1].upper()
    if "A" <= first <= "Z":
        return first
    try:
        code = first.encode("gb2312")
    except UnicodeEncodeError:
        return OTHER
    if not CODES[0] <= code <= LAST:
        return OTHER
    return LETTERS[bisect_right(CODES, code) - 1]
