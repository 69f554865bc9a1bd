"""The first visible sheet of a workbook (xlsx), as it is seen on the screen, in the memory of a small one.

openpyxl reads the shared texts and the styles whole before it gives the first row, and says of no row whether it is
hidden; hence this reader, which counts as it goes and stops.
"""

import posixpath
import re

from django.utils.translation import gettext

from portal.files.cells import NO_RESULT, Shown, format_of
from portal.files.grid import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    Grid,
    Unreadable,
    check_place,
    check_row_count,
    too_long,
)
from portal.files.package import Damaged, Enough, Package

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
MOST_SHEETS, MOST_MERGED, MOST_RELATIONS = 200, 5000, 1000


def read(data):
    """The `Grid` of the bytes of a workbook; raises `Unreadable`, or anything else where it is damaged."""
    package = Package(data)
    book_name = _target(package.read("_rels/.rels", _Relations()).of_kind("officeDocument"), "")
    book = package.read(book_name, _Book())
    relations = package.read(_relations_of(book_name), _Relations())
    sheet_name, target = _first_visible(book, relations)
    sheet = package.read(_target(target, posixpath.dirname(book_name)), _Sheet())
    texts, formats = {}, []
    if sheet.shared:
        name = _target(relations.of_kind("sharedStrings"), posixpath.dirname(book_name))
        texts = package.read(name, _Texts(sheet.shared)).texts
    if relations.of_kind("styles"):
        styles = _target(relations.of_kind("styles"), posixpath.dirname(book_name))
        formats = package.read(styles, _Styles()).formats if styles in package else []
    shown = Shown(texts, formats, is_1904=book.is_1904)
    visible = [(number, cells) for number, cells in sheet.rows if number not in sheet.hidden_rows]
    return Grid(
        name=sheet_name,
        rows=[(number, {place: shown.cell(*cell) for place, cell in cells.items()}) for number, cells in visible],
        hidden_rows=sorted(sheet.hidden_rows),
        hidden_places=sheet.hidden_places,
        merged=sheet.merged,
        other_sheets=[name for name, is_visible, _id in book.sheets if is_visible and name != sheet_name],
        hidden_sheets=[name for name, is_visible, _id in book.sheets if not is_visible],
    )


def _first_visible(book, relations):
    """(name, target) of the first sheet of cells that is shown."""
    for name, is_visible, key in book.sheets:
        kind, target = relations.by_id.get(key, ("", ""))
        if is_visible and kind == "worksheet":
            return name, target
    raise Unreadable(gettext("這個 Excel 文件裡沒有可見的工作表。請取消隱藏要導入的那一張，另存後再上傳。"))


def _target(target, folder):
    if not target:
        raise Damaged("A part that is needed is not named.")
    return posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:]


def _relations_of(name):
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _is_true(value):
    return value in ("1", "true", "on")


class _Reader:
    def start(self, name, attributes):
        pass

    def end(self, name):
        pass

    def text(self, text):
        pass


class _Relations(_Reader):
    """`by_id` is {key: (kind, target)}; the kind is the last word of its address, of which there are two spellings."""

    def __init__(self):
        self.by_id = {}

    def start(self, name, attributes):
        if name == "Relationship":
            if len(self.by_id) >= MOST_RELATIONS:
                raise Damaged("More is related than there are sheets.")
            kind = attributes["Type"].rpartition("/")[2]
            self.by_id[attributes["Id"]] = (kind, attributes["Target"])

    def of_kind(self, wanted):
        return next((target for kind, target in self.by_id.values() if kind == wanted), "")


class _Book(_Reader):
    """`sheets` are (name, whether it is visible, key)."""

    def __init__(self):
        self.sheets, self.is_1904 = [], False

    def start(self, name, attributes):
        if name == "sheet":
            key = next(value for attribute, value in attributes.items() if attribute.endswith(":id"))
            if len(self.sheets) >= MOST_SHEETS:
                told = gettext("這個 Excel 文件裡超過 %(most)s 張工作表。請只留下要導入的一張，另存後再上傳。")
                raise Unreadable(told % {"most": MOST_SHEETS})
            self.sheets.append((attributes["name"], attributes.get("state", "visible") == "visible", key))
        elif name == "workbookPr":
            self.is_1904 = _is_true(attributes.get("date1904"))


class _Styles(_Reader):
    """`formats` are the number formats of the styles in their order, as codes."""

    def __init__(self):
        self.formats, self._codes, self._is_inside = [], {}, False

    def start(self, name, attributes):
        if name == "numFmt":
            self._codes[attributes["numFmtId"]] = attributes["formatCode"][:200]
        elif name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            self.formats.append(format_of(attributes.get("numFmtId", "0"), self._codes))

    def end(self, name):
        if name == "cellXfs":
            raise Enough


class _Collected(_Reader):
    """The text of one element after the other, cut where no field takes more; `length` is that of the whole."""

    def collect(self):
        self.pieces, self.length, self.is_collecting = [], 0, False

    def text(self, text):
        if self.is_collecting:
            if self.length <= MOST_IN_CELL:
                self.pieces.append(text)
            self.length += len(text)

    def collected(self):
        """The text, or what is to be said of one that is too long."""
        return "".join(self.pieces) if self.length <= MOST_IN_CELL else too_long(self.length)


class _Texts(_Collected):
    """The shared texts: those of the places `wanted`, {place: text}."""

    def __init__(self, wanted):
        self.wanted, self.last, self.texts = wanted, max(wanted), {}
        self.place, self.is_reading_aid = -1, False
        self.collect()

    def start(self, name, attributes):
        if name == "si":
            self.place += 1
            self.collect()
        elif name == "rPh":  # how it is pronounced
            self.is_reading_aid = True
        elif name == "t":
            self.is_collecting = self.place in self.wanted and not self.is_reading_aid

    def end(self, name):
        if name == "t":
            self.is_collecting = False
        elif name == "rPh":
            self.is_reading_aid = False
        elif name == "si":
            if self.place in self.wanted:
                self.texts[self.place] = self.collected()
            if self.place == self.last:
                raise Enough


class _Sheet(_Collected):
    """`rows` are (number, {place: (kind, style, text)}) of those that hold something, hidden ones included."""

    def __init__(self):
        self.rows, self.hidden_rows, self.hidden_places = [], set(), set()
        self.merged, self.shared = [], set()
        self.count = self.number = 0
        self.has_value = self.has_formula = self.is_reading_aid = False
        self.collect()

    def start(self, name, attributes):
        match name:
            case "c":
                self._start_cell(attributes)
            case "v" | "t":
                self.has_value = self.is_collecting = not self.is_reading_aid
            case "f":
                self.has_formula = True
            case "rPh":
                self.is_reading_aid = True
            case "row":
                self._start_row(attributes)
            case "col":
                self._note_column(attributes)
            case "mergeCell":
                self._note_merged(attributes["ref"])

    def end(self, name):
        match name:
            case "v" | "t":
                self.is_collecting = False
            case "rPh":
                self.is_reading_aid = False
            case "c":
                self._end_cell()
            case "row":
                if self.cells:
                    self.rows.append((self.number, self.cells))
                elif self.number in self.hidden_rows:
                    self.hidden_rows.discard(self.number)  # nothing is kept from anybody
            case "mergeCells":
                raise Enough

    def _note_column(self, attributes):
        if _is_true(attributes.get("hidden")) or float(attributes.get("width", 1)) == 0:
            first, last = int(attributes["min"]), int(attributes["max"])
            self.hidden_places.update(range(first - 1, min(last, MOST_COLUMNS)))

    def _note_merged(self, reference):
        if len(self.merged) >= MOST_MERGED:
            told = gettext("這張表裡合併的格子超過 %(most)s 處。請取消合併，另存後再上傳。")
            raise Unreadable(told % {"most": MOST_MERGED})
        self.merged.append(_area(reference))

    def _start_row(self, attributes):
        self.count += 1
        check_row_count(self.count)
        number = int(attributes.get("r", self.number + 1))
        if number <= self.number:
            raise Damaged("The rows are not in order.")
        self.number, self.cells, self.place = number, {}, -1
        if _is_true(attributes.get("hidden")) or float(attributes.get("ht", 1)) == 0:
            self.hidden_rows.add(number)

    def _start_cell(self, attributes):
        reference = attributes.get("r")
        place = _place(reference) if reference else self.place + 1
        if place <= self.place:
            raise Damaged("The cells are not in order.")
        self.place = place
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.has_value = self.has_formula = self.is_reading_aid = False
        self.collect()

    def _end_cell(self):
        if not (self.length or (self.has_formula and not self.has_value)):
            return
        check_place(self.place, self.number)
        text = self.collected() if self.has_value else NO_RESULT
        if self.kind == "s":
            text = int(text)
            if self.number not in self.hidden_rows:
                self.shared.add(text)
        self.cells[self.place] = (self.kind, self.style, text)


def _place(reference):
    """0 for A, 26 for AA."""
    letters = REFERENCE.fullmatch(reference)[1]
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _area(reference):
    """(first row, last row, first place, last place) of `A1:C3`."""
    first, _colon, last = reference.partition(":")
    last = last or first
    rows = [int(REFERENCE.fullmatch(one)[2]) for one in (first, last)]
    return (*rows, _place(first), _place(last))
