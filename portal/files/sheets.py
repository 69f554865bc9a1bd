"""Reading a sheet that somebody uploads, xlsx or CSV, into plain texts; whatever is wrong with it is one sentence."""

import csv
import io
import logging
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext

from portal.files import workbook_reader
from portal.files.cells import error_value
from portal.files.grid import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    Grid,
    Unreadable,
    Unusable,
    check_place,
    check_row_count,
    too_long,
)
from portal.reading.characters import compared
from portal.reading.readers import converted
from portal.reading.simplified import one_script
from portal.reading.text import cleaned

logger = logging.getLogger(__name__)
MOST_ROWS = 2000
MOST_BYTES = 5 * 1024 * 1024
HEADING_ROWS = 20  # the headings are looked for in so many
MOST_IN_HEADING = 60
MOST_FAULTS = 1000
SHOWN = 30
SEPARATORS = ",\t;"
# What spreadsheet programs show in place of a value they do not have, and 「###」 where a column is too narrow for it.
ERRORS = {
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!", "#EXTERNAL!",
}  # fmt: skip
TOO_NARROW = re.compile("#{3,}")


@dataclass(frozen=True)
class Unread:
    """What was seen of a file and not read, in numbers of rows, as (first, last), and in names; it may be kept as JSON.

    `renamed` are (heading, name of the column that it was taken for).
    """

    sheet: str = ""
    heading_row: int = 1
    above: list = field(default_factory=list)
    hidden: list = field(default_factory=list)
    empty: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    renamed: list = field(default_factory=list)
    hidden_columns: list = field(default_factory=list)
    other_sheets: list = field(default_factory=list)
    hidden_sheets: list = field(default_factory=list)

    def sentences(self):
        """What to say of it."""
        first = (
            gettext("讀的是工作表「%(sheet)s」，表頭在第 %(row)s 行。")
            if self.sheet
            else gettext("表頭在第 %(row)s 行。")
        )
        told = [
            (self.renamed and _named(self.renamed), gettext("這些列名與模板不同，當作：%(what)s。")),
            (_numbered(self.above), gettext("表頭以上的行沒有讀：第 %(what)s 行。")),
            (_numbered(self.hidden), gettext("隱藏的行沒有讀：第 %(what)s 行。")),
            (_numbered(self.empty), gettext("空行（要讀的各列都空著的）沒有讀：第 %(what)s 行。")),
            (_listed(self.hidden_columns), gettext("隱藏的列沒有讀：%(what)s。")),
            (_listed(self.unknown), gettext("這些列不在模板裡，沒有讀：%(what)s。")),
            (_listed(self.other_sheets), gettext("其他工作表沒有讀：%(what)s。")),
            (_listed(self.hidden_sheets), gettext("隱藏的工作表沒有讀：%(what)s。")),
        ]
        lines = [sentence % {"what": what} for what, sentence in told if what]
        return [first % {"sheet": self.sheet, "row": self.heading_row}, *lines]


def _listed(names):
    told = gettext("、").join(names[:SHOWN])
    return told if len(names) <= SHOWN else gettext("%(names)s 等") % {"names": told}


def _named(renamed):
    return _listed(
        [gettext("「%(heading)s」＝「%(column)s」") % {"heading": one, "column": two} for one, two in renamed]
    )


def _numbered(ranges):
    return _listed([f"{first}–{last}" if last > first else str(first) for first, last in ranges])


@dataclass(frozen=True)
class Table:
    """`rows` are (number as the spreadsheet program counts it, {column: text}); `faults` (number, column, sentence)."""

    rows: list
    unread: Unread
    faults: list = field(default_factory=list)


def read(data, columns, required, also=()):
    """The `Table` of the bytes of a file, with those `columns` that its heading row names, in either script.

    `columns` are names; those of `required` have to be there; `also` are (heading, column it means as well). Of a
    workbook, the first visible sheet is read, and of that what is visible. Raises `Unreadable`.
    """
    names = {_plain(heading): name for heading, name in [*also, *((name, name) for name in columns)]}
    grid = _grid_of(data, names)
    lines = [(number, _cleaned(cells)) for number, cells in grid.rows]
    headings = _find_headings(grid, lines, names, required)
    rows, faults = [], []
    for number, cells in lines:
        if number > headings.number and any(cells.get(place) for place in headings.places.values()):
            texts = {name: cells.get(place, "") for name, place in headings.places.items()}
            faults += [(number, name, cell.why) for name, cell in texts.items() if isinstance(cell, Unusable)]
            rows.append((number, {name: "" if isinstance(cell, Unusable) else cell for name, cell in texts.items()}))
    if not rows:
        raise Unreadable(gettext("表裡只有表頭，沒有內容，請填好再上傳。"))
    if len(rows) > MOST_ROWS:
        raise Unreadable(gettext("一次最多導入 %(most)s 行，請分成幾份，逐份導入。") % {"most": MOST_ROWS})
    faults += _merged(grid, headings, [number for number, _cells in rows])
    return Table(rows, _unread(grid, lines, headings, rows), faults[:MOST_FAULTS])


def _grid_of(data, names):
    if len(data) > MOST_BYTES:
        raise Unreadable(gettext("文件超過 5 MB，請分成幾份，逐份導入。"))
    if not data.strip():
        raise Unreadable(gettext("文件是空的，請選擇有內容的文件。"))
    if data.startswith(b"PK"):
        return _workbook_grid(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(gettext("這是舊版的 .xls 或者加了密碼的文件，請另存為不加密的 .xlsx 再上傳。"))
    return _csv_grid(_decoded(data), names)


def _workbook_grid(data):
    try:
        return workbook_reader.read(data)
    except Unreadable:
        raise
    except Exception as error:  # a broken archive makes its readers raise whatever they do
        logger.info("A workbook could not be read: %r", error)
        raise Unreadable(gettext("讀不出這個 Excel 文件，可能已經損壞。請打開後另存為 .xlsx 再上傳。")) from error


def _decoded(data):
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for name in (encoding, "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # as in UTF-16 that does not say so
            return text
    raise Unreadable(gettext("讀不出這個文件的文字。請另存為 .xlsx，或者 UTF-8、GB18030 編碼的 CSV。"))


def _csv_grid(text, names):
    grid = Grid()
    for number, cells in enumerate(_csv_lines(text, _separator(text, names)), start=1):
        check_row_count(number)
        filled = {place: cell for place, cell in enumerate(cells) if cell}
        if filled:
            check_place(max(filled), number)
            grid.rows.append((number, filled))
    return grid


def _csv_lines(text, separator):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as error:
        told = gettext(
            "從第 %(line)s 行起讀不出這個文件：一格有超過 %(most)s 個字，或者引號不成對。請另存為 .xlsx 再上傳。"
        )
        raise Unreadable(told % {"line": reader.line_num, "most": csv.field_size_limit()}) from error


def _separator(text, names):
    """The one under which a row has the most of the headings; a title above them may have none."""

    def known(separator):
        try:
            rows = list(islice(_csv_lines(text, separator), HEADING_ROWS))
        except Unreadable:
            return 0
        return max((sum(_plain(cell) in names for cell in row[:MOST_COLUMNS]) for row in rows), default=0)

    return max(SEPARATORS, key=known)


def _cleaned(cells):
    """{place: text or `Unusable`} without those that show nothing."""
    usable = {place: cell if isinstance(cell, Unusable) else _clean(cell) for place, cell in cells.items()}
    return {place: cell for place, cell in usable.items() if cell}


def _clean(text):
    if len(text) > MOST_IN_CELL:
        return too_long(len(text))
    text = cleaned(text)
    if text.startswith(("#", "＃")):
        plain = compared(text).upper()
        if plain in ERRORS or TOO_NARROW.fullmatch(plain):
            return error_value(text)
    return text


@dataclass(frozen=True)
class Headings:
    """`number` is their row's, `texts` {place: what stands there}, `places` {column: its place}."""

    number: int
    texts: dict
    places: dict


def _plain(heading):
    """A heading without what people add to it: blanks, a star, a remark in brackets, a colon."""
    if not isinstance(heading, str) or len(heading) > MOST_IN_HEADING:
        return ""
    text = compared("".join(heading.split()))
    return one_script(re.sub(r"\([^()]*\)|[*:]", "", text)).casefold()


def _find_headings(grid, lines, names, required):
    """The first row that names all that is `required`; raises `Unreadable` with what the likeliest one lacks."""
    likeliest = None
    for number, cells in lines[:HEADING_ROWS]:
        texts = {place: text for place, text in cells.items() if isinstance(text, str)}
        known = {place: names[_plain(text)] for place, text in texts.items() if _plain(text) in names}
        named = {name for place, name in known.items() if place not in grid.hidden_places}
        if named.issuperset(required):
            return Headings(number, texts, _places(texts, known, grid.hidden_places))
        if likeliest is None or len(known) > len(likeliest[2]):
            likeliest = number, named, known
    number, named, known = likeliest or (1, set(), {})
    missing = [name for name in required if name not in named]
    hidden = [name for name in missing if name in known.values()]
    if hidden:
        told = gettext("這些列是隱藏的，隱藏的不讀：%(names)s。請取消隱藏，另存後再上傳。")
    elif known:
        told = gettext("第 %(row)s 行像是表頭，但是缺少：%(names)s。請下載模板對照。")
    else:
        told = gettext("前 %(most)s 行裡沒有表頭，表頭要有：%(names)s。請下載模板對照。")
    told %= {"row": number, "most": HEADING_ROWS, "names": gettext("、").join(map(converted, hidden or missing))}
    raise Unreadable(
        gettext("工作表「%(sheet)s」：%(told)s") % {"sheet": _short(grid.name), "told": told} if grid.name else told
    )


def _places(texts, known, hidden):
    """{column: its place}; a heading in the very words of the template goes before others that mean the same."""
    places = {}
    for name in dict.fromkeys(known.values()):
        seen = [place for place, meant in known.items() if meant == name and place not in hidden]
        exact = [place for place in seen if _plain(texts[place]) == _plain(name)]
        if len(exact or seen) > 1:
            told = gettext("表頭裡有重複的列：%(names)s。請各留一列，再上傳。")
            raise Unreadable(told % {"names": gettext("、").join(_short(texts[place]) for place in exact or seen)})
        if seen:
            [places[name]] = exact or seen
    return places


def _merged(grid, headings, numbers):
    """A fault where one cell lies over several of those that are read: all but the first look filled and are empty."""
    faults = []
    for first, last, left, right in grid.merged:
        beneath = numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]
        columns = [name for name, place in headings.places.items() if left <= place <= right]
        if len(beneath) * len(columns) > 1 and len(faults) < MOST_FAULTS:
            told = gettext("這一格與別的格合併了。請取消合併，逐格填寫。")
            faults += [(beneath[0], name, told) for name in columns]
    return faults


def _unread(grid, lines, headings, rows):
    read = {number for number, _cells in rows}
    taken = sorted(read | {number for number in grid.hidden_rows if number > headings.number})
    last = max([*taken, *(number for number, _cells in lines)])
    columns = {place for number, cells in lines if number >= headings.number for place in cells}
    texts, places = headings.texts, headings.places
    unread = sorted(columns - set(places.values()))
    hidden = [_heading(texts, place) for place in unread if place in grid.hidden_places]
    return Unread(
        sheet=_short(grid.name),
        heading_row=headings.number,
        above=_ranges([number for number, _cells in lines if number < headings.number]),
        hidden=_ranges(grid.hidden_rows),
        empty=_gaps([headings.number, *taken, last + 1]),
        unknown=[_heading(texts, place) for place in unread if place not in grid.hidden_places],
        renamed=[
            (_short(texts[place]), name) for name, place in places.items() if _plain(texts[place]) != _plain(name)
        ],
        hidden_columns=hidden,
        other_sheets=[_short(name) for name in grid.other_sheets],
        hidden_sheets=[_short(name) for name in grid.hidden_sheets],
    )


def _heading(texts, place):
    if place in texts:
        return _short(texts[place])
    letters = chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"
    return gettext("%(letters)s 列（沒有列名）") % {"letters": letters}


def _short(name):
    return cleaned(name[:40])


def _ranges(numbers):
    """[(first, last)] of the runs in `numbers`, which are in order."""
    ranges = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def _gaps(numbers):
    """[(first, last)] of what is missing between `numbers`, which are in order."""
    return [(one + 1, two - 1) for one, two in zip(numbers, numbers[1:], strict=False) if two - one > 1]


def lines(data):
    """The visible rows of a file, each as one line of text: for what is read without headings. Raises `Unreadable`."""
    return [" ".join(_text(cell, number) for cell in cells.values()) for number, cells in _grid_of(data, {}).rows]


def _text(cell, number):
    if isinstance(cell, Unusable):
        raise Unreadable(gettext("第 %(row)s 行：%(why)s") % {"row": number, "why": cell.why})
    return cleaned(cell)
