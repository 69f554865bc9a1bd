"""A number is read in whatever form it is written, with its measure word as it stands."""

import pytest

from tests.reports.importer.sentences.told import told

pytestmark = pytest.mark.pure


def numbers(text):
    return [figure[1:] for figure in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("盜竊、詐騙案件分別下降16%和 36%。", [("-16", "%", "change"), ("-36", "%", "change")]),
        ("財政盈餘-2.3億元。", [("-230000000", "元")]),
        ("財政盈餘－2.3億元。", [("-230000000", "元")]),
        ("財政盈餘為負2.3億元。", [("-230000000", "元")]),
        ("收支差額（-2.3億元）有所改善。", [("-230000000", "元")]),
        ("價格漲幅為-0.3%。", [("-0.3", "%")]),
        ("工業產值增長-0.3%。", [("-0.3", "%", "change")]),
        ("工業產值同比-0.3%，消費+3%。", [("-0.3", "%", "change"), ("3", "%", "change")]),
        ("處 置 警 情 12 450 起。", [("12450", "起")]),
        ("警情下降 13 .5 %。", [("-13.5", "%", "change")]),
    ],
)
def test_blanks_and_signs(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "攔截詐騙電話6.1億次，接聽電話9萬個，熱線1.2萬次。",
            [
                ("攔截詐騙電話", "610000000", "次"),
                ("接聽電話", "90000", "個"),
                ("熱線", "12000", "次"),
            ],
        ),
        ("止付資金1億2000萬元。", [("止付資金", "120000000", "元")]),
        ("產值67665億元。", [("產值", "6766500000000", "元")]),
    ],
)
def test_scales(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "破案一百二十宗，下降百分之十二點五，佔三分之一，投訴減少4成。",
            [
                ("破案", "120", "宗"),
                ("破案", "-12.5", "%", "change"),
                ("破案佔比", "0.3333", "", "numerator 1", "denominator 3"),
                ("投訴", "-40", "%", "change"),
            ],
        ),
        ("三成五的警力下沉。", [("警力下沉", "35", "%")]),
        ("挽回損失三億四千萬元。", [("挽回損失", "340000000", "元")]),
        ("登記車輛五萬六千余輛。", [("登記車輛", "56000", "輛", "餘")]),
        ("抓獲逃犯兩名。", [("抓獲逃犯", "2", "名")]),
        ("盜竊佔1/3。", [("盜竊佔比", "0.3333", "", "numerator 1", "denominator 3")]),
    ],
)
def test_chinese_numerals_and_fractions(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("應對12輪暴雨，派船5航次，槍支4枝。", [("12", "輪"), ("5", "航次"), ("4", "枝")]),
        ("電價下降5分/升。", [("-5", "分/升", "change")]),
        ("算力11萬P。", [("110000", "P")]),
        ("資助30萬澳門元。", [("300000", "澳門元")]),
        ("用戶增長2倍多。", [("2", "倍", "change", "多")]),
        ("受理来信120件（次）。", [("120", "件（次）")]),
        ("舉辦培訓班12期。", [("12", "期")]),
        ("约30余人参加。", [("30", "人", "餘")]),
        ("超过30人参加。", [("30", "人", "超過")]),
        ("突破30人。", [("30", "人", "突破")]),
        ("登記人數不足30人。", [("30", "人", "不足")]),
    ],
)
def test_measure_words_and_the_words_of_round_numbers(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "抓好5個方面的工作，突出3個重點。",
        "會議於8時30分、8:45和14點召開。",
        "20萬人口以上的縣都設中隊。",
        "處500元以下罰款。",
        "1.2米以下的學生免票。",
        "撥打110或者0532-85912345。",
        "公通字〔2021〕8號文件第12條。",
        "2021—2025年，10月3日。",
        "十分重視，三個代表，兩個確立，萬眾一心。",
        "三大攻堅戰，第三產業，一方面，統一部署，三民活動。",
        "有兩件事放在心上。",
        "畫面達到1080P。",
        "三次產業結構由8.7∶41.2∶50.1調整為7.4∶39.6∶53。",
    ],
)
def test_what_counts_nothing_is_no_figure(text):
    assert told(text) == []


def test_a_threshold_names_what_is_counted_and_is_not_counted_itself():
    assert told("投資500萬元以上的項目12個，培育3家以上龍頭企業。") == [
        ("投資500萬元以上的項目", "12", "個"),
        ("培育龍頭企業", "3", "家", "以上"),
    ]
