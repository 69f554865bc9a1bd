"""A figure's value is told in the words of its report, and a change as a change."""

from decimal import Decimal

import pytest

from reports.importer.wording import worded_like, words_of
from reports.models import Figure


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximation", "words"),
    [
        ("1.09億元", 109_000_000, "元", "", "1.09億元"),
        ("1.7萬億條", 1_700_000_000_000, "條", "超過", "超過1.7萬億條"),
        ("1000萬", 10_000_000, "", "突破", "突破1000萬"),
        ("320餘萬人次", 3_200_000, "人次", "餘", "320餘萬人次"),
        ("1.1万余个", 11_000, "个", "餘", "1.1万余个"),
        ("20個", 20, "個", "以上", "20個以上"),
        ("8%", 8, "%", "以內", "8%以內"),
        ("1.2萬億", 1_200_000_000_000, "元", "", "1.2萬億元"),  # 「達1.2萬億、800億元」
        ("12％", 12, "%", "約", "約12％"),
        ("1.2个百分点", Decimal("1.2"), "百分点", "", "1.2个百分点"),
        ("1,250條", 1250, "條", "", "1250條"),  # one way of writing thousands, whatever the report's own is
        ("17287件", 17_287, "件", "", "17,287件"),
        ("１２０名", 120, "名", "", "120名"),
        ("4.50%", Decimal("4.5"), "%", "", "4.50%"),
        # a scale keeps its digits as they are printed
        ("67665億元", 6_766_500_000_000, "元", "", "67665億元"),
        ("12 450 起", 12_450, "起", "", "12,450起"),
        ("-2.3億元", -230_000_000, "元", "", "-2.3億元"),
        ("兩成", 20, "%", "", "兩成"),
        ("一百二十宗", 120, "宗", "", "一百二十宗"),
        ("2倍多", 2, "倍", "多", "2倍多"),
        ("6分15秒", 375, "秒", "", "6分15秒"),
        # what a person put in the place of what was read
        ("120起", 121, "起", "", "121\u00a0起"),
        ("12起", 12, "件", "", "12\u00a0件"),
        ("12萬起", 121_000, "件", "近", "近121,000\u00a0件"),
        ("320餘萬人次", 3_200_000, "人次", "", "3,200,000\u00a0人次"),
        ("320餘萬人次", 3_200_000, "人次", "約", "約3,200,000\u00a0人次"),
        ("320萬人次", 3_200_000, "人次", "餘", "3,200,000\u00a0餘人次"),
        ("320萬人次", 3_200_000, "人次", "約數", "320萬人次（約數）"),
        ("5%", 6, "%", "", "6%"),
        ("5度", -5, "度", "", "-5\u00a0度"),
        ("原文", 5, "起", "", "5\u00a0起"),
    ],
)
def test_a_value_is_told_as_its_report_tells_it(text, value, unit, approximation, words):
    assert words_of(text, Decimal(value), unit, approximation) == words


PARTED = [
    ("2—3家", 2, "家", {"lower": 2, "upper": 3}, "2—3家"),
    ("2—3家", 2, "家", {"lower": 2, "upper": 4}, "2—4\u00a0家"),
    ("2—3家", 2, "家", {}, "2\u00a0家"),
    ("2.2:1", "2.2", "", {"terms": ("2.2", 1)}, "2.2:1"),
    ("2.2:1", "2.1", "", {"terms": ("2.1", 1)}, "2.1:1"),
    ("三分之一", "0.3333", "", {"terms": (1, 3)}, "三分之一"),
    ("三分之一", "0.25", "", {"terms": (1, 4)}, "1/4"),
]


@pytest.mark.parametrize(("text", "value", "unit", "parts", "words"), PARTED)
def test_a_range_a_ratio_and_a_fraction_are_told_as_they_are(text, value, unit, parts, words):
    exact = {name: tuple(map(Decimal, part)) if name == "terms" else Decimal(part) for name, part in parts.items()}
    assert words_of(text, Decimal(value), unit, "", **exact) == words


@pytest.mark.parametrize(
    ("text", "value", "unit", "words"),
    [
        ("6分15秒", 510, "秒", "8分30秒"),
        ("2.2:1", "2.5", "", "2.5:1"),
        ("14萬元", 100_000, "元", "10萬元"),
        ("45%", 38, "%", "38%"),
    ],
)
def test_what_it_was_before_is_told_in_the_same_way(text, value, unit, words):
    assert worded_like(text, Decimal(value), unit) == words


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Figure(text="21%", value=Decimal(21), unit="%", direction="up", is_change=True), "上升 21%"),
        (Figure(text="0.9%", value=Decimal("-0.9"), unit="%", direction="down", is_change=True), "下降 0.9%"),
        (Figure(text="500人", value=Decimal(500), unit="人", direction="up", is_change=True), "增加 500人"),
        (Figure(text="500人", value=Decimal(-500), unit="人", direction="down", is_change=True), "減少 500人"),
        (
            Figure(text="5%", value=Decimal(5), unit="%", direction="up", is_change=True, approximation="近"),
            "上升 近5%",
        ),
        (Figure(text="96%", value=Decimal(96), unit="%", direction="up"), "96%"),
    ],
)
def test_a_change_is_told_as_a_change(figure, told):
    assert figure.told == told


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximation", "in_full"),
    [
        ("3.2億元", 320_000_000, "元", "", "320,000,000\u00a0元"),
        ("1.7萬億條", 1_700_000_000_000, "條", "超過", "超過1,700,000,000,000\u00a0條"),
        ("320餘萬人次", 3_200_000, "人次", "餘", "3,200,000\u00a0餘人次"),
        ("1000萬", 10_000_000, "", "突破", "突破10,000,000"),
        ("67665億元", 6_766_500_000_000, "元", "", "6,766,500,000,000\u00a0元"),
        ("一百二十宗", 120, "宗", "", "120\u00a0宗"),
        ("兩成", 20, "%", "", "20%"),
        # what has all its digits already says no more in full
        ("9200起", 9200, "起", "", ""),
        ("9200 起", 9200, "起", "", ""),
        ("0.9%", Decimal("0.9"), "%", "", ""),
        ("20個", 20, "個", "以上", ""),
        ("2.0%", 2, "%", "", ""),
        ("12.50億元", 1_250_000_000, "元", "", "1,250,000,000\u00a0元"),
        ("12.50%", Decimal("12.5"), "%", "", ""),
        ("1200.0起", 1200, "起", "", ""),
    ],
)
def test_a_value_is_told_in_full_where_that_says_more(text, value, unit, approximation, in_full):
    figure = Figure(text=text, value=Decimal(value), unit=unit, approximation=approximation)
    assert figure.in_full == in_full


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [("9.4萬人", 54_600, "5.46萬人"), ("1.2億人", 90_000_000, "0.9億人"), ("9400人", 54_600, "54,600\u00a0人")],
)
def test_what_is_reckoned_stands_in_the_scale_of_its_sentence(text, value, words):
    assert worded_like(text, Decimal(value), "人") == words
