"""Reading a sheet that somebody uploads, xlsx or CSV, into plain texts; whatever is wrong with it is one sentence."""

import csv
import io
import logging
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

import openpyxl
from django.utils.translation import gettext as _

from portal.text import cleaned, to_simplified

logger = logging.getLogger(__name__)
MOST_ROWS = 2000
MOST_COLUMNS = 40
MOST_BYTES = 5 * 1024 * 1024
# Of an xlsx file, which is a compressed archive.
MOST_BYTES_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 300
# A sheet may hold blank rows between those that count.
MOST_ROWS_READ = 5 * MOST_ROWS
SEPARATORS = ",\t;"


class Unreadable(Exception):
    """The file as a whole cannot be taken, for the reason that it says."""


@dataclass(frozen=True)
class Table:
    """`rows` are (number as the spreadsheet program counts it, {column: text}); `unknown` are headings of no use."""

    rows: list
    unknown: list


def read(data, columns, required):
    """The `Table` of the bytes of a file, with those `columns` that its first row names, in either script.

    `columns` are names; those of `required` have to be there. Raises `Unreadable`.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("文件超過 5 MB，請分成幾份，逐份導入。"))
    if not data.strip():
        raise Unreadable(_("文件是空的。"))
    lines = _lines_of(data)
    headings = next(lines, (0, []))[1]
    places = _places(headings, columns, required)
    rows = [(number, {name: _at(cells, place) for name, place in places.items()}) for number, cells in lines]
    rows = [(number, row) for number, row in rows if any(row.values())]
    if not rows:
        raise Unreadable(_("表裡只有表頭，沒有內容。"))
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("一次最多導入 %(most)s 行，請分成幾份，逐份導入。") % {"most": MOST_ROWS})
    known = {headings[place] for place in places.values()}
    return Table(rows, [heading for heading in headings if heading and heading not in known])


def _places(headings, columns, required):
    """{column: its place}; the first row has to name each no more than once."""
    by_name = {_plain(name): name for name in columns}
    named = [by_name.get(_plain(heading)) for heading in headings]
    missing = [name for name in required if name not in named]
    if missing:
        told = _("第一行應是表頭，這個文件缺少：%(names)s。請下載範本對照。")
        raise Unreadable(told % {"names": _("、").join(missing)})
    twice = [name for name in columns if named.count(name) > 1]
    if twice:
        raise Unreadable(_("表頭裡有重複的列：%(names)s。") % {"names": _("、").join(twice)})
    return {name: place for place, name in enumerate(named) if name}


def _plain(heading):
    return to_simplified("".join(heading.split())).casefold()


def _at(cells, place):
    return cells[place] if place < len(cells) else ""


def _lines_of(data):
    """(number, cells as texts) of each row, from the first on."""
    if data.startswith(b"PK"):
        lines = _workbook_lines(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("這是舊版的 .xls 或者加了密碼的文件，請另存為不加密的 .xlsx 再上傳。"))
    else:
        lines = _csv_lines(_decoded(data))
    if len(lines) > MOST_ROWS_READ:
        told = _("這張表連空行在內超過 %(most)s 行。請刪去空行，另存後再上傳。")
        raise Unreadable(told % {"most": MOST_ROWS_READ})
    return iter([(number, [cleaned(cell) for cell in cells]) for number, cells in lines])


def _decoded(data):
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for name in (encoding, "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("讀不出這個文件的文字。請另存為 .xlsx，或者 UTF-8、GB18030 編碼的 CSV。"))


def _csv_lines(text):
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(enumerate((row[:MOST_COLUMNS] for row in islice(reader, MOST_ROWS_READ + 1)), start=1))
    except csv.Error as error:
        raise Unreadable(_("讀不出這個文件，引號可能不成對。請另存為 .xlsx 再上傳。")) from error


def _workbook_lines(data):
    try:
        _check_archive(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file claims of its size is not to be trusted
            rows = sheet.iter_rows(max_row=MOST_ROWS_READ + 1, max_col=MOST_COLUMNS, values_only=True)
            return [(number, [_text(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)]
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # the reader raises whatever a broken part of the archive makes it raise
        logger.info("A workbook could not be read: %r", error)
        raise Unreadable(_("讀不出這個 Excel 文件，可能已經損壞。請打開後另存為 .xlsx 再上傳。")) from error


def _check_archive(data):
    """Refuse what would unpack to more than any sheet of this size needs, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise Unreadable(_("這個 Excel 文件展開後太大。請只留下要導入的一張表，另存後再上傳。"))


def _text(cell):
    """What a cell shows: days as the form takes them, numbers without a fraction that nobody typed."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
