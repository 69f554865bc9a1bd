"""Reading an uploaded sheet: what spreadsheet programs save, and what nobody should send."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.utils.translation import override

from portal.files import sheets
from portal.files.sheets import Table, Unread, Unreadable, read
from tests.workbooks import SHEET, book_of, package, saved, sheet

COLUMNS = ["來源", "標題", "內容", "聯繫方式", "送達日期"]
REQUIRED = ["來源", "標題"]
TEXT = '來源,標題,聯繫方式\n電話,路燈不亮,13864210975\n,,\n來信,"多行\n標題",\n'
EXPECTED = Table(
    [
        (2, {"來源": "電話", "標題": "路燈不亮", "聯繫方式": "13864210975"}),
        (4, {"來源": "來信", "標題": "多行\n標題", "聯繫方式": ""}),
    ],
    Unread(empty=[(3, 3)]),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_as_any_program_saves_it(encoding, separator):
    text = TEXT.replace(",", separator)
    assert read(text.encode(encoding), COLUMNS, REQUIRED) == EXPECTED


def rows_of(data, also=()):
    return read(data, COLUMNS, REQUIRED, also).rows


def unread(data, also=()):
    return read(data, COLUMNS, REQUIRED, also).unread


def refusal(data, also=()):
    with pytest.raises(Unreadable) as refused:
        read(data, COLUMNS, REQUIRED, also)
    return str(refused.value)


def test_a_workbook_with_days_and_numbers():
    book = book_of(
        ["標題", "來源", "聯繫方式", "送達日期", "備註"],
        [" 路燈\u200b不亮 ", "電話", 13864210975, datetime(2026, 1, 5), "x"],  # noqa: DTZ001  as cells have them
        [None, None, None, None, None],
        [True, 1.5, 13800000000.0, date(2026, 1, 6), None],
    )
    assert read(saved(book), COLUMNS, REQUIRED) == Table(
        [
            (2, {"標題": "路燈不亮", "來源": "電話", "聯繫方式": "13864210975", "送達日期": "2026-01-05"}),
            (4, {"標題": "是", "來源": "1.5", "聯繫方式": "13800000000", "送達日期": "2026-01-06"}),
        ],
        Unread(sheet="Sheet", empty=[(3, 3)], unknown=["備註"]),
    )


@pytest.mark.parametrize("headings", ["来源,标 题", "＊來源,標題（必填）", " 來源 ：,標題*", "\u3000来 源,標　題"])
def test_headings_are_the_same_in_either_script_and_with_what_people_add(headings):
    assert rows_of(f"{headings}\n电话,路灯\n".encode()) == [(2, {"來源": "电话", "標題": "路灯"})]


ALSO = [("渠道", "來源"), ("手機", "聯繫方式"), ("電話", "聯繫方式")]


def test_headings_that_mean_the_same_are_read_and_told():
    table = read("标题,渠道,手机\n路灯,电话,1\n".encode(), COLUMNS, REQUIRED, ALSO)
    assert (table.rows, table.unread.renamed) == (
        [(2, {"標題": "路灯", "來源": "电话", "聯繫方式": "1"})], [("渠道", "來源"), ("手机", "聯繫方式")],
    )  # fmt: skip


def test_the_heading_of_the_template_goes_before_one_that_means_the_same():
    table = read("標題,來源,聯繫方式,手機\n路燈,電話,1,2\n".encode(), COLUMNS, REQUIRED, ALSO)
    assert (table.rows[0][1]["聯繫方式"], table.unread.unknown, table.unread.renamed) == ("1", ["手機"], [])


def test_two_headings_that_mean_the_same_are_named():
    told = refusal("標題,來源,手機,電話\na,b,1,2\n".encode(), ALSO)
    assert told == "表頭裡有重複的列：手機、電話。請各留一列，再上傳。"


def registers():
    """As an office keeps it: a title over all columns, then the headings; something hidden, something blank."""
    book = book_of(
        ["2026年度信訪件登記表"], [], ["單位：示例資料"], ["來源", "標題", "送達日期", "備註"],
        ["電話", "一"], ["電話", "二"], [], [], ["電話", "三"], ["電話", "四"], [None, None, None, "合計"],
        ["電話", "五"], [],
    )  # fmt: skip
    book.active.merge_cells("A1:D1")
    book.active.title = "登記"
    for number in (6, 9, 10):
        book.active.row_dimensions[number].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.create_sheet("說明")
    book.create_sheet("舊").sheet_state = "hidden"
    return book


def test_a_title_above_the_headings_is_found_past_and_all_that_is_not_read_is_told():
    table = read(saved(registers()), COLUMNS, REQUIRED)
    assert (table.rows, table.unread.sentences(), table.faults) == (
        [(5, {"來源": "電話", "標題": "一"}), (12, {"來源": "電話", "標題": "五"})],
        [
            "讀的是工作表「登記」，表頭在第 4 行。",
            "表頭以上的行沒有讀：第 1、3 行。",
            "隱藏的行沒有讀：第 6、9–10 行。",
            "空行（要讀的各列都空著的）沒有讀：第 7–8、11 行。",
            "隱藏的列沒有讀：送達日期。",
            "這些列不在模板裡，沒有讀：備註。",
            "其他工作表沒有讀：說明。",
            "隱藏的工作表沒有讀：舊。",
        ],
        [],
    )


def test_of_very_many_ranges_the_first_are_told():
    text = "來源,標題\n" + "電話,路燈\n\n" * 40
    told = unread(text.encode()).sentences()[1]
    assert told == f"空行（要讀的各列都空著的）沒有讀：第 {'、'.join(str(n) for n in range(3, 63, 2))} 等 行。"


def test_a_column_without_heading_is_told():
    assert unread("來源,標題,\n電話,路燈,重要\n".encode()).unknown == ["C 列（沒有列名）"]


def test_a_required_column_that_is_hidden_is_named():
    book = book_of(["來源", "標題"], ["電話", "路燈"])
    book.active.column_dimensions["A"].hidden = True
    told = "工作表「Sheet」：這些列是隱藏的，隱藏的不讀：來源。請取消隱藏，另存後再上傳。"
    assert refusal(saved(book)) == told


def test_a_title_above_the_headings_of_a_csv_is_found_past():
    for separator, other in (",;", ";,", "\t,"):
        text = f"登記{other}表\n來源{separator}標題\n電話{separator}路{other}燈\n"
        assert rows_of(text.encode()) == [(3, {"來源": "電話", "標題": f"路{other}燈"})]


def test_the_line_that_names_the_separator_is_found_past():
    assert rows_of("sep=;\n來源;標題\n電話;路燈\n".encode()) == [(3, {"來源": "電話", "標題": "路燈"})]


def test_carriage_returns_that_the_format_escapes_are_line_breaks():
    cells = "".join(f'<c t="str"><v>{text}</v></c>' for text in ("電話", "多行_x000D_\n標題"))
    head = "".join(f'<c t="str"><v>{text}</v></c>' for text in REQUIRED)
    assert rows_of(package({SHEET: sheet(f"<row>{head}</row><row>{cells}</row>")})) == [
        (2, {"來源": "電話", "標題": "多行\n標題"})
    ]


@pytest.mark.parametrize("value", [*sorted(sheets.ERRORS), "#n/a", "＃Ｎ／Ａ", "########"])
def test_an_error_value_is_no_content(value):
    told = f"「{value}」是表格軟件報的錯，不是內容。請改正或者填上內容，再上傳。"
    table = read(f"來源,標題,備註\n電話,{value},#N/A\n".encode(), COLUMNS, REQUIRED)
    assert (table.rows, table.faults) == ([(2, {"來源": "電話", "標題": ""})], [(2, "標題", told)])


def test_a_cell_merged_over_several_rows_is_told():
    book = book_of(["來源", "標題", "送達日期"], ["電話", "一", "2026-01-05"], ["電話", "二"], ["電話", "三"])
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("D2:D4")
    told = "這一格與別的格合併了。請取消合併，逐格填寫。"
    assert read(saved(book), COLUMNS, REQUIRED).faults == [(2, "送達日期", told)]


def test_no_text_longer_than_a_cell_may_be_reaches_the_cleaning(monkeypatch):
    lengths = []
    monkeypatch.setattr(sheets, "cleaned", lambda text: lengths.append(len(text)) or text)
    text = "來源,標題\n電話,{}\n".format("a\u0301\u0316" * 40_000)
    table = read(text.encode(), COLUMNS, REQUIRED)
    assert (max(lengths), table.faults) == (2, [(2, "標題", "這一格有 120000 個字，一格最多 5000 個字。")])


@pytest.fixture
def lines_read(monkeypatch):
    lines = []

    def counted(*args, **kwargs):
        for line in reader(*args, **kwargs):
            lines.append(line)
            yield line

    reader = sheets._csv_lines
    monkeypatch.setattr(sheets, "_csv_lines", counted)
    return lines


def test_of_millions_of_lines_ten_thousand_are_read(lines_read):
    told = refusal(HEAD + b"\n" * 5_000_000)
    assert (told, len(lines_read) < 10_100) == (TOO_MANY, True)


def test_what_is_missing_is_named_in_the_script_of_the_page(db):
    with override("zh-hans"):
        assert refusal("甲,乙\n1,2\n".encode()) == "前 20 行里没有表头，表头要有：来源、标题。请下载模板对照。"


def test_of_a_line_of_a_million_cells_forty_are_looked_at(monkeypatch):
    looked, plain = [], sheets._plain
    monkeypatch.setattr(sheets, "_plain", lambda heading: looked.append(heading) or plain(heading))
    told = "這張表超過 40 列：第 2 行在更右邊還有內容。請刪去不用的列，另存後再上傳。"
    assert (refusal(HEAD + b"x," * 1_000_000), len(looked) < 1000) == (told, True)


TOO_MANY = "這張表連空行在內超過 10000 行。請刪去空行，或者分成幾份，另存後再上傳。"
NO_HEADINGS = "前 20 行裡沒有表頭，表頭要有：來源、標題。請下載模板對照。"
NO_TEXT = "讀不出這個文件的文字。請另存為 .xlsx，或者 UTF-8、GB18030 編碼的 CSV。"
UNCLOSED = "從第 2 行起讀不出這個文件：一格有超過 131072 個字，或者引號不成對。請另存為 .xlsx 再上傳。"
HEAD = "來源,標題\n".encode()
REFUSED = {
    "empty": (b"", "文件是空的，請選擇有內容的文件。"),
    "blank": (b" \n ", "文件是空的，請選擇有內容的文件。"),
    "headings alone": (HEAD, "表裡只有表頭，沒有內容，請填好再上傳。"),
    "without a column": ("標題\n路燈\n".encode(), "第 1 行像是表頭，但是缺少：來源。請下載模板對照。"),
    "without headings": ("路燈\n不亮\n".encode(), NO_HEADINGS),
    "headings too far below": (b"x\n" * 20 + "來源,標題\n電話,路燈\n".encode(), NO_HEADINGS),
    "a column twice": ("來源,標題,标题\n電話,a,b\n".encode(), "表頭裡有重複的列：標題、标题。請各留一列，再上傳。"),
    "too many rows": (HEAD + "電話,路燈\n".encode() * 2001, "一次最多導入 2000 行，請分成幾份，逐份導入。"),
    "too many blank rows": (HEAD + b",\n" * 10_001, TOO_MANY),
    "too big": (b"x" * (5 * 1024 * 1024 + 1), "文件超過 5 MB，請分成幾份，逐份導入。"),
    "old Excel": (b"\xd0\xcf\x11\xe0 x", "這是舊版的 .xls 或者加了密碼的文件，請另存為不加密的 .xlsx 再上傳。"),
    "a picture": (b"\x89PNG\xff\xff", NO_TEXT),
    "a broken archive": (b"PK\x03\x04 nothing", "讀不出這個 Excel 文件，可能已經損壞。請打開後另存為 .xlsx 再上傳。"),
    "UTF-16 that does not say so": ("來源,標題\n電話,路燈\n".encode("utf-16-le"), NO_TEXT),
    "half of UTF-16": ("來源,標題\n".encode("utf-16") + b"x", NO_TEXT),
    "another code page": ("來源,標題\n電話,路燈\n".encode("big5"), NO_HEADINGS),
    "a cell without end": (HEAD + b'"' + b"x" * 200_000, UNCLOSED),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_one_sentence(name):
    data, sentence = REFUSED[name]
    assert refusal(data) == sentence


def test_an_archive_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "可能已經損壞" in refusal(file.getvalue())
