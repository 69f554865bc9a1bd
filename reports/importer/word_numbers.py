"""The numbers that Word itself puts before paragraphs: computed from numbering.xml, for the file holds none of them."""

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn

MOST_LEVELS = 9
DIGITS = "〇一二三四五六七八九"
FORMAL = {"〇": "零"} | dict(zip("一二三四五六七八九十百千", "壹貳叁肆伍陸柒捌玖拾佰仟", strict=True))
FORMAL_SIMPLIFIED = {"〇": "零"} | dict(zip("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LARGEST = 999


@dataclass
class Level:
    form: str = "decimal"
    words: str = ""
    start: int = 1
    restarts_after: int | None = None  # the level whose counting on begins this one anew; 0 is none
    is_legal: bool = False  # all numbers in Arabic digits


@dataclass
class Numberings:
    """The lists of a document, and how far each has counted."""

    levels: dict = field(default_factory=dict)  # by list: {level: Level}
    lists: dict = field(default_factory=dict)  # by the number paragraphs name: (list, {level: start again})
    by_style: dict = field(default_factory=dict)  # by style of paragraphs: (number, level)
    counts: dict = field(default_factory=dict)
    begun: set = field(default_factory=set)

    def number(self, number, level):
        """What stands before the next paragraph of this list and level; "" for a bullet."""
        if number not in self.lists or not 0 <= level < MOST_LEVELS:
            return ""
        list_, starts = self.lists[number]
        levels, counts = self.levels.get(list_, {}), self.counts.setdefault(list_, {})
        own = levels.get(level)
        if own is None:
            return ""
        if level in starts and (number, level) not in self.begun:
            self.begun.add((number, level))
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        for below in [known for known in counts if known > level]:
            after = levels[below].restarts_after if below in levels else None
            if after is None or level < after:
                del counts[below]
        return self._words(own, levels, counts)

    def _words(self, own, levels, counts):
        if own.form in {"bullet", "none"}:
            return ""

        def written(match):
            place = int(match[1]) - 1
            level = levels.get(place, own)
            return in_form(counts.get(place, level.start), "decimal" if own.is_legal else level.form)

        return re.sub(r"%([1-9])", written, own.words)


def numberings(part, styles):
    """The Numberings of the root element of numbering.xml, None where there is none; `styles` is that of styles.xml."""
    read = Numberings()
    if part is None:
        return read
    linked, style_of_list = {}, {}
    for abstract in part.findall(qn("w:abstractNum")):
        name = abstract.get(qn("w:abstractNumId"))
        read.levels[name] = {}
        for element in abstract.findall(qn("w:lvl")):
            at = _number(element.get(qn("w:ilvl")), 0)
            read.levels[name][at] = _level(element)
            style = _value(element, "w:pStyle")
            if style:
                style_of_list[style] = name, at
        link = _value(abstract, "w:numStyleLink")
        if link:
            linked[name] = link
    for element in part.findall(qn("w:num")):
        number, name = element.get(qn("w:numId")), _value(element, "w:abstractNumId")
        starts = {}
        for override in element.findall(qn("w:lvlOverride")):
            at = _number(override.get(qn("w:ilvl")), 0)
            own = override.find(qn("w:lvl"))
            if own is not None:
                name = _own_levels(read, number, name)
                read.levels[name][at] = _level(own)
            start = _value(override, "w:startOverride")
            if start is not None:
                starts[at] = _number(start, 1)
        read.lists[number] = name, starts
    for style, (name, at) in style_of_list.items():
        number = next((number for number, (known, _starts) in read.lists.items() if known == name), None)
        if number is not None:
            read.by_style[style] = number, at
    _follow_links(read, linked, styles)
    return read


def _own_levels(read, number, name):
    """A list with levels of its own counts by itself."""
    own = f"{name}/{number}"
    if own not in read.levels:
        read.levels[own] = dict(read.levels.get(name, {}))
    return own if not name.endswith(f"/{number}") else name


def _follow_links(read, linked, styles):
    """A list may only name a style, whose own numbering tells the levels."""
    if not linked or styles is None:
        return
    numbers = {}
    for style in styles.findall(qn("w:style")):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            numbers[style.get(qn("w:styleId"))] = number.get(qn("w:val"))
    for name, style in linked.items():
        target = read.lists.get(numbers.get(style))
        if target and not read.levels[name]:
            read.levels[name] = read.levels.get(target[0], {})


def _level(element):
    restarts = _value(element, "w:lvlRestart")
    form = element.find(qn("w:numFmt"))
    if form is None:  # written twice for old and new programs
        form = next(element.iter(qn("w:numFmt")), None)
    return Level(
        form="decimal" if form is None else form.get(qn("w:val"), "decimal"),
        words=_value(element, "w:lvlText") or "",
        start=_number(_value(element, "w:start"), 1),
        restarts_after=None if restarts is None else _number(restarts, 0),
        is_legal=element.find(qn("w:isLgl")) is not None,
    )


def _value(element, name):
    found = element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _number(text, otherwise):
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def in_form(count, form):
    """A count as this form of Word's writes it; in plain digits where the form has no sign for it."""
    if not 0 < count <= LARGEST:
        return str(count)
    match form:
        case "decimalZero":
            return f"{count:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(digit)) for digit in str(count))
        case "upperRoman" | "lowerRoman":
            return _roman(count).lower() if form == "lowerRoman" else _roman(count)
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.lower() if form == "lowerLetter" else letter
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "ideographEnclosedCircle" if count <= 20:
            return chr(0x2460 + count - 1)
        case "decimalEnclosedParen" if count <= 20:
            return chr(0x2474 + count - 1)
        case "decimalEnclosedFullstop" if count <= 20:
            return chr(0x2488 + count - 1)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(DIGITS[int(digit)] for digit in str(count))
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            formal = FORMAL_SIMPLIFIED if form == "chineseLegalSimplified" else FORMAL
            return "".join(formal.get(character, character) for character in _chinese(count, short=False))
        case "ideographTraditional":
            return STEMS[(count - 1) % 10]
        case "ideographZodiac":
            return BRANCHES[(count - 1) % 12]
        case _ if form.startswith(("chineseCounting", "taiwaneseCounting", "japaneseCounting", "koreanCounting")):
            return _chinese(count)
    return str(count)


def _roman(count):
    written = ""
    count = min(count, 399)
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), *ROMAN):
        written += letters * (count // value)
        count %= value
    return written


def _chinese(count, *, short=True):
    hundreds, tens, ones = count // 100, count // 10 % 10, count % 10
    written = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += "十" if tens == 1 and not hundreds and short else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        written += "零"
    return written + (DIGITS[ones] if ones else "")
