"""Numbers with a meaning are found, with name, value and unit; all others are left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.importer.figures import figures_in


def read(text, **options):
    return [(figure.name, figure.value, figure.unit) for figure in figures_in(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年偵破盜竊案件321起。", [("偵破盜竊案件", 321, "起")]),
        ("全年侦破盗窃案件321起。", [("侦破盗窃案件", 321, "起")]),
        ("追回贓款2.05億元，救助6.2萬人次。", [("追回贓款", 205_000_000, "元"), ("救助", 62_000, "人次")]),
        ("平臺數據達到2.3萬億條。", [("平臺數據", 2_300_000_000_000, "條")]),
        ("查獲香煙1,250條。", [("查獲香煙", 1250, "條")]),
        ("收到建議 88 條。", [("收到建議", 88, "條")]),
        ("開展3次清查行動，", [("開展清查行動", 3, "次")]),
        ("全市210個社區設立警務室。", [("全市社區設立警務室", 210, "個")]),
        ("為45名留學生辦理居留手續。", [("留學生", 45, "名")]),
        ("註冊人數突破200萬，", [("註冊人數", 2_000_000, "")]),
        ("培訓保安員１２０名。", [("培訓保安員", 120, "名")]),
        ("有30個集體、52名民警受到表揚。", [("集體受到表揚", 30, "個"), ("民警受到表揚", 52, "名")]),
        (
            "破案60起（本地案件50起、外地案件10起）。",
            [("破案", 60, "起"), ("本地案件", 50, "起"), ("外地案件", 10, "起")],
        ),
        ("刑事案件方面，偵破700起；", [("刑事案件偵破", 700, "起")]),
        ("群眾滿意率達95.6%，", [("群眾滿意率", Decimal("95.6"), "%")]),
        ("收入由1.2萬元提升至1.5萬元。", [("收入", 15_000, "元")]),
        ("產值增長5%-6%。", [("產值", 5, "%")]),
        ("產值分別達1.2萬億、800億元。", [("產值", 1_200_000_000_000, "元"), ("產值", 80_000_000_000, "元")]),
        ("投資500萬元以上的項目12個。", [("投資500萬元以上的項目", 12, "個")]),
        ("收入增長6%，高於全國1.2個百分點。", [("收入", 6, "%"), ("收入增速高於全國", Decimal("1.2"), "百分點")]),
        ("安裝A/B型探頭40個。", [("安裝A／B型探頭", 40, "個")]),
    ],
)
def test_a_number_is_named_by_its_sentence(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年,全市公安機關深入推進平安建設。",
        "10月3日凌晨，",
        "落實“1、3、5”分鐘快速反應機制，",
        "落實1、3、5分鐘快速反應機制，",
        "開展“8+N”整治，",
        "撥打110報警，",
        "處置110警情，",
        "入選第26屆評選，位居全國第2，",
        "建設5G基站和G60走廊，PM2.5持續下降。",
        "向八大領域拓展，一體推進。",
        "連續13年保持，三年行動收官。",
        "“齊魯1號”列車，“1·24”事故，",
        "24小時值守，",
        "結構由8.7∶41.2調整為7.4∶39.6。",
        "為60歲以上老人服務。",
        "第二批全國示範，前3名，",
    ],
)
def test_years_dates_ranks_and_names_are_no_figures(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("排查隱患320餘處。", "餘"),
        ("排查隱患320余处。", "餘"),
        ("服務群眾32餘萬人次。", "餘"),
        ("服務群眾3萬多人次。", "多"),
        ("用戶突破1000萬。", "突破"),
        ("用户突破了1000万。", "突破"),
        ("救助近500人。", "近"),
        ("救助接近500人。", "接近"),
        ("數據超過1.7萬億條。", "超過"),
        ("数据超过1.7万亿条。", "超過"),
        ("數據超1.7萬億條。", "超"),
        ("救助逾500人。", "逾"),
        ("救助約500人。", "約"),
        ("救助大约为500人。", "約"),
        ("救助不足500人。", "不足"),
        ("救助不到500人。", "不到"),
        ("救助不少于500人。", "不少於"),
        ("新建警務室20個以上。", "以上"),
        ("新建警務室20個左右。", "左右"),
        ("救助超過320餘人。", "餘"),
        ("簽約500人。", ""),
        ("排查隱患320處。", ""),
        ("節約320元。", ""),
    ],
)
def test_a_round_number_keeps_the_word_that_says_so(text, word):
    assert [(figure.approximation, figure.is_approximate) for figure in figures_in(text)] == [(word, word != "")]


@pytest.mark.parametrize(
    ("text", "name"), [("救助不足500人。", "救助"), ("救助不到500人。", "救助"), ("救助超過500人。", "救助")]
)
def test_the_word_of_a_round_number_is_no_part_of_the_name(text, name):
    assert [figure.name for figure in figures_in(text)] == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全市事故起數、傷亡人數同比下降0.8%、1.1%。",
            [
                ("全市事故起數", Decimal("-0.8"), "down", 2020),
                ("傷亡人數", Decimal("-1.1"), "down", 2020),
            ],
        ),
        (
            "辦理落戶8.1萬人，同比增長70.2%。",
            [("辦理落戶", Decimal(81_000), "", None), ("辦理落戶", Decimal("70.2"), "up", 2020)],
        ),
        ("查處案件較2019年提高30%。", [("查處案件", Decimal(30), "up", 2019)]),
        ("破案率提升21%，", [("破案率提升幅度", Decimal(21), "up", None)]),
        ("辦理時限壓縮比例達80%，", [("辦理時限壓縮比例", Decimal(80), "", None)]),
        ("警力比2020年增加500人。", [("警力", Decimal(500), "up", 2020)]),
        ("警情同比減少500起。", [("警情", Decimal(-500), "down", 2020)]),
        (
            "城鎮、農村居民收入分別增長4%、5%。",
            [("城鎮居民收入", Decimal(4), "up", None), ("農村居民收入", Decimal(5), "up", None)],
        ),
    ],
)
def test_a_change_has_its_direction_and_the_year_it_is_against(text, expected):
    found = figures_in(text, year=2021)
    assert [(figure.name, figure.value, figure.direction, figure.compared_year) for figure in found] == expected


OPENING = "-－一二兩两三四五六七八九十百千萬万"  # of a number that is not written in digits
PIECES = (
    "偵破 案件 救助 群眾 同比下降 增長 達到 餘 約 、 ， 。 ； （ ） “ ” 由 至 - 分別 的 和"
    " 起 人次 萬 億 元 % 110 2021年 0.9 12 353 1,250 一百二十 三分之一 百分之五 4成 2.5:1 8分30秒 - — 較上年"
)
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=30).map("".join)


@given(st.one_of(WORDS, st.text(max_size=60)))
def test_a_figure_is_the_text_it_claims(text):
    for figure in figures_in(text, year=2021):
        assert text[figure.start : figure.end] == figure.text
        assert figure.text[0] in OPENING or figure.text[0].isdigit()


@given(WORDS)
def test_figures_stand_in_order_and_never_overlap(text):
    spans = [place for figure in figures_in(text) for place in (figure.start, figure.end)]
    assert spans == sorted(spans)
