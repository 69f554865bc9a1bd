"""The first visible sheet of a workbook: what is seen is read, what is not is named, and nothing is read for ever."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import numbers

from portal.files import grid, package
from portal.files.cells import MOST_CHARACTERS
from portal.files.grid import Unreadable, Unusable
from portal.files.workbook_reader import read
from tests.workbooks import RELATIONS, SHEET, TEXTS, WITH_TEXTS, book_of, of_row, saved, sheet, texts
from tests.workbooks import package as packed

MEGABYTE = 1024 * 1024


def rows_of(data):
    return read(data).rows


def only(data):
    [(_number, cells)] = rows_of(data)
    [cell] = cells.values()
    return cell


def test_the_first_visible_sheet_is_read_and_the_others_are_named():
    book = book_of(["see", "nothing"])
    book.active.title, book.active.sheet_state = "舊表", "hidden"
    book.create_chartsheet("圖")
    book.create_sheet("登記").append(["路燈"])
    book.create_sheet("密表").sheet_state = "veryHidden"
    book.create_sheet("說明").append(["x"])
    seen = read(saved(book))
    assert (seen.name, seen.rows, seen.other_sheets, seen.hidden_sheets) == (
        "登記", [(1, {0: "路燈"})], ["圖", "說明"], ["舊表", "密表"],
    )  # fmt: skip


def test_a_workbook_whose_sheets_are_all_hidden_is_refused():
    book = saved(book_of(["x"]))
    hidden = packed({"xl/workbook.xml": part(book, "xl/workbook.xml").replace("visible", "hidden")})
    with pytest.raises(Unreadable, match="沒有可見的工作表"):
        read(hidden)


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_hidden_rows_and_columns_are_named_and_not_read():
    book = book_of(["a", "b", "c"], ["d", "e", "f"], ["g"], [None], ["h"])
    rows, columns = book.active.row_dimensions, book.active.column_dimensions
    rows[2].hidden = rows[4].hidden = True  # the second of them holds nothing
    columns["B"].hidden = True
    seen = read(saved(book))
    assert (seen.rows, seen.hidden_rows, seen.hidden_places) == (
        [(1, {0: "a", 1: "b", 2: "c"}), (3, {0: "g"}), (5, {0: "h"})], [2], {1},
    )  # fmt: skip


def test_rows_and_columns_without_height_or_width_are_hidden():
    columns = '<cols><col min="2" max="16384" width="0"/></cols>'
    seen = read(packed({SHEET: sheet('<row ht="0"><c><v>1</v></c></row>', before=columns)}))
    assert (seen.rows, seen.hidden_rows, seen.hidden_places) == ([], [1], set(range(1, 40)))


def test_merged_cells_are_named():
    book = book_of(["title"], ["a", "b"])
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("C2:C9")
    assert sorted(read(saved(book)).merged) == [(1, 1, 0, 1), (2, 9, 2, 2)]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("電話", "General", "電話"),
        (13864210975, "General", "13864210975"),
        (13800000000.0, "General", "13800000000"),
        (1.5, "General", "1.5"),
        (True, "General", "是"),
        (False, "General", "否"),
        (date(2026, 11, 3), "yyyy-mm-dd", "2026-11-03"),
        (datetime(2026, 11, 3, 14, 30), "m/d/yy h:mm", "2026-11-03 14:30:00"),  # noqa: DTZ001  as cells have them
        (46329, 'yyyy"年"m"月"d"日"', "2026-11-03"),
        (46329, "[$-404]e/m/d", "2026-11-03"),
        (46329, "m月d日", "2026-11-03"),
        (0.5, "h:mm", "12:00"),
        (46329, '0 "日"', "46329"),
        (12, "00000", "00012"),
        (12, "[Red]0.00", "12"),
        (46329, "0.00E+00", "46329"),
        (46329, 'General"秒"', "46329"),
    ],
)
def test_a_cell_is_what_it_shows(value, code, shown):
    book = book_of([value])
    book.active["A1"].number_format = code
    assert only(saved(book)) == shown


@pytest.mark.parametrize("place", [14, 27, 31, 57])
def test_formats_that_have_a_number_only_are_days_too(place):
    styles = part(saved(book_of([1])), "xl/styles.xml").replace('numFmtId="0"', f'numFmtId="{place}"')
    data = packed({"xl/styles.xml": styles, SHEET: sheet('<row><c s="0"><v>46329</v></c></row>')})
    assert only(data) == "2026-11-03"


def test_days_of_a_workbook_that_counts_from_1904():
    book = book_of([date(2026, 11, 3)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"].number_format = numbers.FORMAT_DATE_YYYYMMDD2
    assert only(saved(book)) == "2026-11-03"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("多行_x000D_\n的", "多行\r\n的"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("_x00_ _xyz_", "_x00_ _xyz_"),
    ],
)
def test_escapes_are_read_as_the_characters_they_stand_for(inside, shown):
    cells = f'<c t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'
    assert (only(of_row(cells)), only(shared(f"<si><t>{inside}</t></si>"))) == (shown, shown)


def shared(inside, cells='<c t="s"><v>0</v></c>'):
    return packed({RELATIONS: WITH_TEXTS, TEXTS: texts(inside), SHEET: sheet(f"<row>{cells}</row>")})


def test_a_text_in_several_styles_is_one_and_its_pronunciation_is_none():
    inside = "<si><t>other</t></si><si><r><t>路</t></r><r><t>燈</t></r><rPh><t>lùdēng</t></rPh></si>"
    assert only(shared(inside, '<c t="s"><v>1</v></c>')) == "路燈"


def test_other_prefixes_and_the_strict_addresses_are_the_same():
    inside = '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="d">'
    inside += "<x:v>2026-11-03T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    assert only(packed({SHEET: inside})) == "2026-11-03"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('<c t="e"><v>#N/A</v></c>', "「#N/A」是表格軟件報的錯，不是內容。請改正或者填上內容，再上傳。"),
        ('<c t="e"><f>A1</f><v>#REF!</v></c>', "「#REF!」是表格軟件報的錯，不是內容。請改正或者填上內容，再上傳。"),
        ("<c><f>A1</f></c>", "這一格是公式，文件裡沒有它的結果。請用表格軟件打開、保存，再上傳。"),
        (
            "<c><v>370202199001011234</v></c>",
            "「370202199001011234」是超過 15 位的數字，表格軟件已經丟掉末尾幾位。請把這一格設為文本，重新填寫。",
        ),
        (f'<c t="str"><v>{"字" * 5001}</v></c>', "這一格有 5001 個字，一格最多 5000 個字。"),
    ],
)
def test_what_a_cell_does_not_say_is_told(cell, why):
    assert only(of_row(cell)) == Unusable(why)


def test_a_formula_whose_result_is_empty_is_empty():
    assert rows_of(of_row('<c t="str"><f>IF(1,"")</f><v></v></c>')) == []


@pytest.fixture
def taken(monkeypatch):
    """The numbers of bytes that were unpacked, piece by piece."""
    pieces, unpack = [], zipfile.ZipExtFile.read

    def counted(self, n=-1):
        piece = unpack(self, n)
        pieces.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    return pieces


def refusal(data):
    with pytest.raises(Unreadable) as refused:
        read(data)
    return str(refused.value)


EMPTY = "這張表連空行在內超過 10000 行。請刪去空行，或者分成幾份，另存後再上傳。"
ONE_SHEET = '<sheet r:id="a" name="b"/>'
MERGED = '<mergeCell ref="A1:B2"/>'
ELEMENTS = "這個 Excel 文件裡的格子、文字和格式超過 600000 個。請把要導入的各行複製到新的表裡，再上傳。"
BYTES = "這個 Excel 文件展開後超過 40 MB。請只留下要導入的一張表，刪去不用的格式，另存後再上傳。"


def test_five_million_empty_rows_are_left_after_the_first_ten_thousand(taken):
    data = packed({SHEET: sheet("<row/>" * 5_000_000)})
    assert (len(data) < MEGABYTE, refusal(data), sum(taken) < MEGABYTE) == (True, EMPTY, True)


def test_three_million_shared_texts_are_left_after_some(taken):
    data = shared("<si><t/></si>" * 3_000_000, '<c t="s"><v>2999999</v></c>')
    assert (len(data) < MEGABYTE, refusal(data), sum(taken) < 12 * MEGABYTE) == (True, ELEMENTS, True)


def test_shared_texts_behind_the_last_that_is_wanted_are_not_read(taken):
    data = shared("<si><t>路燈</t></si>" + "<si><t/></si>" * 3_000_000)
    assert (only(data), sum(taken) < MEGABYTE) == ("路燈", True)


# The part, its beginning, what is repeated, its end.
FLOODS = {
    "cells of one row": (SHEET, "<w><row>", "<c/>", "</row></w>"),
    "styles": ("xl/styles.xml", "<w><cellXfs>", "<xf/>", "</cellXfs></w>"),
    "defined names": ("xl/workbook.xml", "<w>", "<definedName/>", "</w>"),
    "depth": (SHEET, "<w>", "<a>", "</w>"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_elements_is_left(name, monkeypatch):
    monkeypatch.setattr(package, "MOST_ELEMENTS", 2000)
    part, first, again, last = FLOODS[name]
    data = packed({SHEET: sheet(""), part: first + again * 2001 + last})
    assert refusal(data) == ELEMENTS.replace("600000", "2000")


def test_many_sheets_are_refused():
    data = packed({"xl/workbook.xml": f"<w>{ONE_SHEET * 201}</w>"})
    assert refusal(data) == "這個 Excel 文件裡超過 200 張工作表。請只留下要導入的一張，另存後再上傳。"


def test_many_merged_cells_are_refused():
    data = packed({SHEET: sheet("", after=f"<mergeCells>{MERGED * 5001}</mergeCells>")})
    assert refusal(data) == "這張表裡合併的格子超過 5000 處。請取消合併，另存後再上傳。"


@pytest.fixture
def four_megabytes(monkeypatch):
    monkeypatch.setattr(package, "MOST_BYTES", 4 * MEGABYTE)


LONG = {
    "text of a cell": ("<row><c><v>", "</v></c></row>"),
    "attribute": ('<row r="', '"/>'),
    "comment": ("<!-- ", " -->"),
}


def long_one(name):
    first, last = LONG[name]
    return packed({SHEET: sheet(first + "x" * (9 * MEGABYTE) + last)})


@pytest.mark.parametrize("name", LONG)
@pytest.mark.usefixtures("four_megabytes")
def test_what_unpacks_to_too_much_is_left(name, taken):
    told = BYTES.replace("40", "4")
    assert (refusal(long_one(name)), sum(taken) <= 2 * package.MOST_BYTES) == (told, True)


@pytest.mark.usefixtures("four_megabytes")
def test_a_token_without_end_is_not_read_again_for_every_piece(taken):
    """Reading a token anew with each piece is quadratic in small pieces; these double."""
    refusal(long_one("attribute"))
    assert len(taken) < 15


def test_an_archive_that_lies_about_its_sizes_is_unpacked_no_further_than_it_says(taken):
    honest = packed({SHEET: sheet("<row/>" * 500_000)})
    size = len(sheet("<row/>" * 500_000)).to_bytes(4, "little")
    assert honest.count(size) == 2  # at the part and in the list of parts
    with pytest.raises(zipfile.BadZipFile):
        read(honest.replace(size, (1000).to_bytes(4, "little")))
    assert sum(taken) < MEGABYTE


def test_a_list_of_many_parts_is_not_read(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", None)  # nobody gets as far
    data = package.ENTRY * 301
    assert refusal(data) == "這個 Excel 文件裡有超過 300 個部件。請只留下要導入的一張表，另存後再上傳。"


def test_an_archive_inside_is_none_of_ours(taken):
    bomb = packed({SHEET: "x" * (20 * MEGABYTE)})
    data = packed({"xl/embeddings/more.xlsx": bomb, SHEET: sheet('<row><c t="str"><v>a</v></c></row>')})
    assert (only(data), sum(taken) < MEGABYTE) == ("a", True)


LAUGHS = '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", RELATIONS])
def test_entities_are_refused_before_they_grow(name):
    with pytest.raises(package.Damaged, match="DOCTYPE"):
        read(packed({SHEET: sheet(""), name: f"{LAUGHS}<a>&b;</a>"}))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("_rels/.rels", "<R/>")
    with pytest.raises(package.Damaged):
        read(file.getvalue())


def test_a_column_too_far_right_is_told_with_its_row():
    told = "這張表超過 40 列：第 7 行在更右邊還有內容。請刪去不用的列，另存後再上傳。"
    assert refusal(of_row('<c r="AN7"><v>1</v></c><c r="AO7"><v>1</v></c>', number=7)) == told


def test_a_column_too_far_right_without_content_is_none():
    assert rows_of(of_row('<c r="A7"><v>1</v></c><c r="XFD7" s="1"/>', number=7)) == [(7, {0: "1"})]


def test_one_long_text_in_very_many_cells_is_refused():
    cells = ("<row>" + '<c t="s"><v>0</v></c>' * 40 + "</row>") * 60
    data = packed({RELATIONS: WITH_TEXTS, TEXTS: texts(f"<si><t>{'字' * 5000}</t></si>"), SHEET: sheet(cells)})
    assert refusal(data) == "這張表的文字超過 10000000 字。請分成幾份，逐份導入。"


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="2"/><row r="2"/>',
        '<row><c r="B1"/><c r="A1"/></row>',
        '<row><c r="1A"/></row>',
        '<row><c t="s"><v>9</v></c></row>',
        "<row><c><v>nan</v></c></row>",
        "<row><c><v>x</v></c></row>",
    ],
)
def test_what_contradicts_itself_is_damage(inside):
    with pytest.raises((ValueError, TypeError, KeyError)):
        read(packed({SHEET: sheet(inside)}))


def test_the_largest_sheet_that_is_to_be_taken_is_taken():
    line = "".join(f'<c t="inlineStr"><is><t>{"字" * 130}</t></is></c>' for _ in range(grid.MOST_COLUMNS - 1))
    seen = read(packed({SHEET: sheet(f"<row>{line}</row>" * 1900)}))
    assert (len(seen.rows), MOST_CHARACTERS) == (1900, 10_000_000)
