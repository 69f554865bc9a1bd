"""Reading an uploaded sheet: what spreadsheet programs save, and what nobody should send."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from feedback import sheets
from feedback.sheets import Table, Unreadable, read

COLUMNS = ["來源", "標題", "內容", "聯繫方式", "送達日期"]
REQUIRED = ["來源", "標題"]
TEXT = '來源,標題,聯繫方式\n電話,路燈不亮,13864210975\n,,\n來信,"多行\n標題",\n'
EXPECTED = Table(
    [
        (2, {"來源": "電話", "標題": "路燈不亮", "聯繫方式": "13864210975"}),
        (4, {"來源": "來信", "標題": "多行\n標題", "聯繫方式": ""}),
    ],
    [],
)


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_as_any_program_saves_it(encoding, separator):
    text = TEXT.replace(",", separator)
    assert read(text.encode(encoding), COLUMNS, REQUIRED) == EXPECTED


def test_a_workbook_with_days_and_numbers():
    data = workbook(
        ["標題", "來源", "聯繫方式", "送達日期", "備註"],
        [" 路燈\u200b不亮 ", "電話", 13864210975, datetime(2026, 1, 5), "x"],  # noqa: DTZ001  as cells have them
        [None, None, None, None, None],
        [True, 1.5, 13800000000.0, date(2026, 1, 6), None],
    )
    assert read(data, COLUMNS, REQUIRED) == Table(
        [
            (2, {"標題": "路燈不亮", "來源": "電話", "聯繫方式": "13864210975", "送達日期": "2026-01-05"}),
            (4, {"標題": "是", "來源": "1.5", "聯繫方式": "13800000000", "送達日期": "2026-01-06"}),
        ],
        ["備註"],
    )


def test_headings_in_simplified_are_the_same():
    assert read("来源,标 题\n电话,路灯\n".encode(), COLUMNS, REQUIRED) == Table(
        [(2, {"來源": "电话", "標題": "路灯"})], []
    )


def bomb():
    """A small archive that says it unpacks to more than is taken."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (sheets.MOST_BYTES_UNPACKED + 1))
    return file.getvalue()


HEAD = "來源,標題\n".encode()
REFUSED = {
    "empty": (b"", "文件是空的。"),
    "blank": (b" \n ", "文件是空的。"),
    "headings alone": (HEAD, "表裡只有表頭，沒有內容。"),
    "without a column": ("標題\n路燈\n".encode(), "第一行應是表頭，這個文件缺少：來源。請下載範本對照。"),
    "a column twice": ("來源,標題,标题\n電話,a,b\n".encode(), "表頭裡有重複的列：標題。"),
    "too many rows": (HEAD + "電話,路燈\n".encode() * 2001, "一次最多導入 2000 行，請分成幾份，逐份導入。"),
    "too many blank rows": (HEAD + b",\n" * 10_001, "這張表連空行在內超過 10000 行。請刪去空行，另存後再上傳。"),
    "too big": (b"x" * (5 * 1024 * 1024 + 1), "文件超過 5 MB，請分成幾份，逐份導入。"),
    "old Excel": (b"\xd0\xcf\x11\xe0 x", "這是舊版的 .xls 或者加了密碼的文件，請另存為不加密的 .xlsx 再上傳。"),
    "a picture": (b"\x89PNG\xff\xff", "讀不出這個文件的文字。請另存為 .xlsx，或者 UTF-8、GB18030 編碼的 CSV。"),
    "a broken archive": (b"PK\x03\x04 nothing", "讀不出這個 Excel 文件，可能已經損壞。請打開後另存為 .xlsx 再上傳。"),
    "a cell without end": (HEAD + b'"' + b"x" * 200_000, "讀不出這個文件，引號可能不成對。請另存為 .xlsx 再上傳。"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_one_sentence(name):
    data, sentence = REFUSED[name]
    with pytest.raises(Unreadable) as refused:
        read(data, COLUMNS, REQUIRED)
    assert str(refused.value) == sentence


def test_what_unpacks_to_too_much_is_not_unpacked():
    data = bomb()
    with pytest.raises(Unreadable, match="展開後太大"):
        read(data, COLUMNS, REQUIRED)
    assert len(data) < 100_000


def test_an_archive_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(Unreadable, match="可能已經損壞"):
        read(file.getvalue(), COLUMNS, REQUIRED)
