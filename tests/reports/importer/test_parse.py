"""A whole text becomes a report: its title, its JSON, its doubtful sums, and the sample report's figures."""

import json

import pytest
from django.conf import settings

from reports.importer import ImportRefused, parse, read_file, unsummed

SAMPLE = settings.BASE_DIR / "reports" / "sample" / "report-2021.md"


def test_the_json_form():
    parsed = parse("2021年工作報告\n一、平安\n挽回損失1.5億元，事故同比下降0.5%。", bureau="某局")
    text = "挽回損失1.5億元，事故同比下降0.5%。"
    assert json.loads(json.dumps(parsed.as_json())) == {
        "title": "2021年工作報告",
        "year": 2021,
        "sections": [{"anchor": "s1", "level": 1, "numeral": "一、", "heading": "平安", "paragraphs": [text]}],
        "figures": [
            {
                "name": "挽回損失",
                "value": 150_000_000,
                "unit": "元",
                "approximate": False,
                "qualifier": "",
                "text": "1.5億元",
                "section": "s1",
            },
            {
                "name": "事故",
                "value": -0.5,
                "unit": "%",
                "approximate": False,
                "qualifier": "",
                "text": "0.5%",
                "section": "s1",
            },
        ],
    }


def test_a_missing_title_is_made_from_the_year_and_the_bureau():
    parsed = parse("2021年，大家努力工作。", bureau="某市公安局")
    assert (parsed.title, parsed.is_title_made) == ("某市公安局2021年向市民報告", True)


def test_without_a_year_the_title_does_without():
    parsed = parse("大家努力工作。", bureau="某市公安局")
    assert (parsed.title, parsed.year) == ("某市公安局向市民報告", None)


def test_the_year_given_counts_over_the_one_in_the_text():
    assert parse("2022年工作報告\n正文在此。", year=2021, bureau="某局").year == 2021


@pytest.mark.parametrize("text", ["打印\n收藏", "一、平安\n二、服務", "字" * 200_001, "字。\n" * 3_001])
def test_a_text_that_is_no_report_is_refused(text):
    with pytest.raises(ImportRefused):
        parse(text, bureau="某局")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("破案60起（本地50起、外地10起）。", []),
        ("破案60起（本地50起、外地20起）。", [("破案", 60, 70, 10)]),
        ("破案60起(本地50起、外地9起)。", [("破案", 60, 59, -1)]),
        ("破案60起，其中本地50起、外地9起。", [("破案", 60, 59, -1)]),
        ("破案60起，其中盜竊20起、搶劫5起。", []),
        ("破案60起，其中盜竊40起、搶劫30起。", [("破案", 60, 70, 10)]),
        ("破案60餘起（本地50起、外地20起）。", []),
        ("破案60起（抓獲50人、30人）。", []),
        ("破案60起（本地50起）。", []),
        ("破案60起，其中本地50起，外地10起；查處治安案件90起。", []),
    ],
)
def test_parts_that_do_not_add_up_are_pointed_out(text, expected):
    found = unsummed(parse(text, bureau="某局"))
    assert [(doubt.whole.name, doubt.whole.value, doubt.sum, doubt.difference) for doubt in found] == expected


def test_a_doubt_is_told_in_a_sentence():
    [doubt] = unsummed(parse("破案60起（本地50起、外地20起）。", bureau="某局"))
    assert doubt.sentence() == "「破案」60起，但各部分 50起＋20起 合計為 70，相差 10。"


def test_the_sample_report_has_all_its_figures():
    parsed = parse(read_file(SAMPLE), bureau="某局")
    values = [(figure.value, figure.unit) for _, figure in parsed.figures]
    assert len(values) == 67
    assert sum(value for value, unit in values if unit == "元") == 109_000_000 + 910_000_000 + 112_000_000
    assert " ".join(f"{value:f}" for value, unit in values if unit == "%") == "33 100 -0.9 -1.2 21 100 89.6 72.3"
    assert [f"{figure.value:f}" for _, figure in parsed.figures if figure.is_approximate] == [
        "3200000",
        "1700000000000",
        "11000",
        "10000000",
        "1000",
    ]
    assert [section.anchor for section in parsed.sections if section.numeral] == (
        ["s1", "s1-1", "s1-2", "s1-3", "s2", "s2-1", "s2-2", "s2-3", "s3", "s3-1", "s3-2", "s3-3"]
    )
    assert unsummed(parsed) == []


def test_the_same_period_is_that_before_the_year_a_heading_names():
    text = "2026年政府工作報告\n一、2025年工作回顧\n事故同比下降12%。\n二、下一步\n案件同比下降3%。"
    parsed = parse(text, bureau="某局")
    assert [(figure.name, figure.compared_year) for _section, figure in parsed.figures] == [
        ("事故", 2024),
        ("案件", 2025),
    ]
