"""The heads of tables: what each column counts, in which unit, and how many rows tell it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.importer.folding import fold
from reports.importer.numbers import SCALES

CELL = re.compile(
    r"\s*(?P<about>约|近|超|逾)?(?P<number>(?P<sign>[-+↑↓▲▼]?)\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"\s?(?P<scale>{'|'.join(SCALES)})?(?P<odd>[余多])?(?P<unit>[%‰]|[^\d\s,，。；:：()]{{1,5}})?)\s*"
)
YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?(?:\d{1,2}(?:[-~至]\d{1,2})?月(?:份)?|[一二三四]季度|[上下]半年)?")
BARE_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")
UNIT_NOTE = re.compile(r"[(（]\s*(?:计量)?(?:单位\s*[:：]?)?\s*([^()（）]{1,8})\s*[)）]")
CAPTION_UNIT = re.compile(r"单位\s*[:：]\s*([^\s()（）、,，;；/]{1,6})\s*[)）]?$")
HOW_MUCH = r"(?:率|幅度?|额|数|量|情况)?"
CHANGE = re.compile(
    r"(?:[同环]比|[比较](?:上年|去年)(?:同期)?|与上年相比)(?:增长|增加|增减|上升|下降|减少|增幅|降幅|升降|变化|[±+-])?"
    rf"{HOW_MUCH}|(?:增长|增加|增减|上升|下降|减少|增幅|降幅|升降|增速|±){HOW_MUCH}$"
)
SKIPPED = re.compile(r"序号|编号|日期|时间|电话|联系方式|邮编|代码|排名|名次|页码|No\.?", re.IGNORECASE)
UNIT = re.compile(r"(?!.*年)(?:[%‰]|[\u3400-\u9fffA-Za-z/]{1,6})")
NO_UNIT = Decimal(1), ""
MOST_HEAD_ROWS = 3


@dataclass
class Column:
    """What the head of a column says: the words, the unit, whether its numbers are by how much something changed."""

    words: str = ""
    unit: tuple[Decimal, str] = NO_UNIT  # what its numbers are multiplied by, and count
    change: re.Match | None = None
    is_skipped: bool = False


def head_rows(grid):
    """How many rows at the top are heads: those without a value."""
    count = 0
    for number, cells in enumerate(grid[:MOST_HEAD_ROWS]):
        may_tell_years = number == 0 or not cells[0][1].strip()
        if any(is_prose(cell) or (is_value(cell) and not (may_tell_years and is_year(cell))) for _start, cell in cells):
            break
        count += 1
    return count if count < len(grid) else min(1, len(grid))


def is_prose(cell):
    return re.search(r"[。；]", cell) is not None


def is_year(cell):
    """Whether a cell may be a year without the word: in heads it is."""
    return BARE_YEAR.fullmatch(cell) is not None


def is_value(cell):
    folded = fold(cell).strip()
    return CELL.fullmatch(folded) is not None and (folded.isdigit() or not YEAR.fullmatch(folded))


def is_nothing(cell):
    return re.fullmatch(r"[\s/—–\-.…]*", cell) is not None


def columns_of(heads, caption):
    """The columns from the rows of heads; a head that spans several columns is followed by empty cells."""
    for cells in heads:
        if is_caption(cells):
            caption = "".join(cell for _start, cell in cells)
    heads = [cells for cells in heads if not is_caption(cells)]
    words = [[] for _column in range(max(map(len, heads), default=0))]
    for number, cells in enumerate(heads):
        last = ""
        for at, (_start, cell) in enumerate(cells):
            last = cell.strip() or (last if number + 1 < len(heads) and at else "")
            if last and last not in words[at]:
                words[at].append(last)
    unit = _unit_of_caption(caption)
    return [_column("".join(parts), unit) for parts in words]


def is_caption(cells):
    """Whether a row of the head is about the whole table."""
    told = [(at, cell) for at, (_start, cell) in enumerate(cells) if cell.strip()]
    return len(told) == 1 and (told[0][0] == 0 or CAPTION_UNIT.search(fold(told[0][1])) is not None)


def _column(words, of_all):
    words, unit = without_unit(words)
    if unit is None and fold(words).endswith(("%", "‰")):
        words, unit = words[:-1], (Decimal(1), fold(words)[-1])
    change = CHANGE.search(fold(words))
    if unit is None:
        unit = NO_UNIT if change else of_all
    return Column(words.strip(), unit, change, SKIPPED.fullmatch(fold(words).strip()) is not None)


def without_unit(words):
    """(`words` without the unit in brackets behind them, (scale, unit) or None)."""
    noted = UNIT_NOTE.search(fold(words))
    unit = scaled(noted[1]) if noted else None
    return (words, None) if unit is None else (words[: noted.start()] + words[noted.end() :], unit)


def scaled(words):
    """(scale, unit) of a unit as written: 萬元 is (10000, 元); None of what is no unit."""
    for scale, value in SCALES.items():
        if fold(words).startswith(scale):
            return value, words[len(scale) :].strip()
    return (Decimal(1), words.strip()) if UNIT.fullmatch(fold(words).strip()) else None


def _unit_of_caption(caption):
    found = CAPTION_UNIT.search(fold(caption))
    return (scaled(caption[slice(*found.span(1))]) if found else None) or NO_UNIT
