"""The numbers of a table are figures named by their row and column."""

import pytest

from reports.importer.tables import figures_of
from reports.importer.years import year_of

pytestmark = pytest.mark.pure


def read(*rows, **known):
    return [
        (figure.name, figure.number, figure.unit, figure.direction)
        for figures in figures_of(rows, year=2025, **known)
        for figure in figures
    ]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        (["警亭\t16個", "車位\t3.2萬個"], [("警亭", "16", "個", ""), ("車位", "32000", "個", "")]),
        (["類別\t立案（起）", "盜竊\t1,200"], [("盜竊立案", "1200", "起", "")]),
        (["單位：萬元", "項目\t數額", "維修\t3.5"], [("維修數額", "35000", "元", "")]),
        (["項目\t單位\t數量", "財政收入\t億元\t3.5"], [("財政收入", "350000000", "元", "")]),
        (["項目（人）\t2025年", "落戶（萬人）\t9.4"], [("落戶（2025年）", "94000", "人", "")]),
        (
            ["年份\t立案", "2024年\t12", "2025年\t13"],
            [("立案（2024年）", "12", "", ""), ("立案（2025年）", "13", "", "")],
        ),
        (["序號\t項目\t數量", "1\t警亭\t16個"], [("警亭", "16", "個", "")]),
        (["單位\t立案\t", "\t2024年\t2025年", "甲區\t1\t—"], [("甲區立案（2024年）", "1", "", "")]),
        (
            ["區\t類別\t立案", "甲區\t盜竊\t3", "\t詐騙\t4"],
            [("甲區盜竊立案", "3", "", ""), ("甲區詐騙立案", "4", "", "")],
        ),
        (["類別\t立案", "盜竊\t3", "類別\t破案", "盜竊\t2"], [("盜竊立案", "3", "", ""), ("盜竊破案", "2", "", "")]),
        (["項目\t情況", "一、平安\t全年破案120起。"], [("破案", "120", "起", "")]),
        (
            ["指標\t2025年", "產值（億元）\t12.5", "其中：工業\t10", "#機械\t3", "人口\t7"],
            [("產值（2025年）", "1250000000", "元", ""), ("工業（2025年）", "1000000000", "元", "")]
            + [("機械（2025年）", "300000000", "元", ""), ("人口（2025年）", "7", "", "")],
        ),
        (["類別\t立案\t同比", "盜竊\t3\t下降12.5%"], [("盜竊立案", "3", "", ""), ("盜竊立案", "-12.5", "%", "down")]),
        (
            ["區\t2024\t2025", "甲區\t2021\t1995"],
            [("甲區（2024）", "2021", "", ""), ("甲區（2025）", "1995", "", "")],
        ),
        (["年份\t立案", "2024\t12"], [("立案（2024）", "12", "", "")]),
        (
            ["區\t立案\t", "\t2024\t2025", "甲區\t1\t2"],
            [("甲區立案（2024）", "1", "", ""), ("甲區立案（2025）", "2", "", "")],
        ),
        (["甲\t乙", "丙\t丁"], []),
    ],
)
def test_names_and_units(rows, figures):
    assert read(*rows) == figures


def test_changes_are_of_the_column_of_values_before_them():
    rows = ["類別\t立案（起）\t同比%\t破案（起）\t同比±%", "盜竊\t120\t-5\t100\t+3.2", "詐騙\t80\t↓2\t60\t1"]
    assert read(*rows) == [
        ("盜竊立案", "120", "起", ""),
        ("盜竊立案", "-5", "%", "down"),
        ("盜竊破案", "100", "起", ""),
        ("盜竊破案", "3.2", "%", "up"),
        ("詐騙立案", "80", "起", ""),
        ("詐騙立案", "-2", "%", "down"),
        ("詐騙破案", "60", "起", ""),
        ("詐騙破案", "1", "%", "up"),
    ]


def test_each_stands_where_it_says_and_is_compared_with_the_year_before():
    rows = ["說明。", "類別\t下降（%）", "盜竊\t 5 "]
    [figure] = [figure for figures in figures_of(rows, year=2025) for figure in figures]
    assert (figure.paragraph, rows[2][figure.start : figure.end]) == (2, figure.text)
    assert (figure.name, figure.number, figure.unit, figure.compared_year) == ("盜竊", "-5", "%", 2024)


@pytest.mark.parametrize(
    ("headings", "year"),
    [
        (["2025年工作回顧"], 2025),
        (["交通", "2025年工作回顧"], 2025),
        (["2025年回顧及2026年打算"], 2025),
        (["去年工作"], 2025),
        (["明年安排"], 2027),
        (["去年說的四件事，今年做得怎樣"], 2026),
        (["2020年以來的變化"], 2026),
        (["2035年遠景"], 2026),
        (["交通"], 2026),
    ],
)
def test_the_nearest_heading_that_names_a_year_tells_it(headings, year):
    assert year_of(headings, 2026) == year
