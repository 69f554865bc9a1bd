"""The workbook that is written as it is sent, read again by another program's eyes."""

import io
import tracemalloc

import openpyxl

from portal.files import workbook


def read(data):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_what_is_written_is_what_is_read():
    rows = [["路燈", "a <b> & c"], [None, ""], ["兩\n行", 3]]
    sheet = read(b"".join(workbook.lines(["標題", "內容"], rows)))
    assert [[cell.value for cell in row] for row in sheet] == [
        ["標題", "內容"], ["路燈", "a <b> & c"], [None, None], ["兩\n行", "3"],
    ]  # fmt: skip


def test_no_cell_is_a_formula_and_none_becomes_one():
    sheet = read(b"".join(workbook.lines(["a"], [["=1+1"], ["@SUM(1)"], ["+86"], ["-1"]])))
    cells = [cell for (cell,) in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.number_format, cell.quotePrefix) for cell in cells] == [
        (text, "s", "@", True) for text in ("=1+1", "@SUM(1)", "+86", "-1")
    ]


def test_what_no_sheet_can_hold_is_left_out():
    sheet = read(b"".join(workbook.lines(["a"], [["x\x00\x0b\ufffey"], ["字" * 40_000]])))
    assert (sheet["A2"].value, len(sheet["A3"].value)) == ("xy", 32_767)


def test_many_rows_take_the_memory_of_a_few():
    def peak(count):
        tracemalloc.start()
        for _piece in workbook.lines(["a"] * 10, (["內容"] * 10 for _ in range(count))):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(4000) < peak(400) * 2


def test_it_is_a_download():
    response = workbook.stream("suggestions", ["a"], [["b"]])
    assert (response["Content-Disposition"], read(b"".join(response))["A2"].value) == (
        'attachment; filename="suggestions.xlsx"', "b",
    )  # fmt: skip
