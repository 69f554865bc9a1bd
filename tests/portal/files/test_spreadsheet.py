"""What is downloaded is shown by a spreadsheet program and never computed."""

import pytest

from portal.files import spreadsheet


@pytest.mark.parametrize(
    ("cell", "shown"), [("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("-3", "'-3"), ("交警支隊", "交警支隊"), (12, "12")]
)
def test_no_cell_is_a_formula(cell, shown):
    assert spreadsheet.safe(cell) == shown


def test_a_download_has_headings_rows_and_a_name():
    answer = spreadsheet.download("units-20201201", ["單位", "收到"], [["=甲", 1]])

    assert answer.content.decode() == "\ufeff單位,收到\r\n'=甲,1\r\n"
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="units-20201201.csv"',
    )
