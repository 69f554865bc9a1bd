"""A text falls into title, year and a tree of sections; no paragraph of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.importer.layout import outline
from reports.importer.numerals import number_of


def shape(text, **options):
    """(anchor, level, numeral, heading, paragraphs) of every section."""
    return [
        (section.anchor, section.level, section.numeral, section.heading, section.paragraphs)
        for section in outline(text, **options).sections
    ]


def test_two_levels_with_headings_that_run_on():
    text = "開頭的話。\n一、平安\n(一)打擊。打擊的話。\n（二）防範。防範的話。\n二、服務\n服務的話。"
    assert shape(text) == [
        ("preface", 1, "", "", ["開頭的話。"]),
        ("s1", 1, "一、", "平安", []),
        ("s1-1", 2, "(一)", "打擊", ["打擊的話。"]),
        ("s1-2", 2, "（二）", "防範", ["防範的話。"]),
        ("s2", 1, "二、", "服務", ["服務的話。"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.治安\n治安的話。\n2.交通\n交通的話。", [("s1", 1, "1.", "治安"), ("s2", 1, "2.", "交通")]),
        ("第一，治安。治安的話。\n第二，交通。交通的話。", [("s1", 1, "第一，", "治安"), ("s2", 1, "第二，", "交通")]),
        ("十一、治安\n治安的話。", [("s11", 1, "十一、", "治安")]),
        (
            "一、平安\n（一）打擊\n1.盜竊\n盜竊的話。",
            [("s1", 1, "一、", "平安"), ("s1-1", 2, "（一）", "打擊"), ("s1-1-1", 3, "1.", "盜竊")],
        ),
        ("## 平安\n平安的話。\n### 打擊\n打擊的話。", [("u1", 1, "", "平安"), ("u1-u1", 2, "", "打擊")]),
        ("## 一、平安\n### （一）打擊\n打擊的話。", [("s1", 1, "一、", "平安"), ("s1-1", 2, "（一）", "打擊")]),
        (
            "平安建設\n平安的話說完了。\n服務群眾\n服務的話說完了。",
            [("u1", 1, "", "平安建設"), ("u2", 1, "", "服務群眾")],
        ),
        (
            "一、平安\n打擊犯罪\n打擊的話說完了。\n附件\n名詞\n1.甲：乙丙。",
            [
                ("s1", 1, "一、", "平安"),
                ("s1-u1", 2, "", "打擊犯罪"),
                ("u1", 1, "", "附件"),
                ("u1-u1", 2, "", "名詞"),
                ("u1-1", 2, "1.", "甲"),
            ],
        ),
    ],
)
def test_styles_of_headings(text, expected):
    assert [section[:4] for section in shape(text)] == expected


def test_a_numbered_sentence_of_a_list_is_a_paragraph():
    assert shape("一、平安\n1.破獲盜竊案件50起。\n2.調解糾紛的話說完了。") == [
        ("s1", 1, "一、", "平安", ["1.破獲盜竊案件50起。", "2.調解糾紛的話說完了。"])
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "一年來，隊伍更強了。",
        "這一年的隊伍有要求。",
        "各位市民，謝謝。",
        "2022年，我們繼續。",
        "以上報告，請審議。",
        "其他的話也要說。",
    ],
)
def test_what_follows_the_last_sub_section_closes_the_report(closing):
    text = f"一、平安\n(一)打擊。打擊的話。\n(二)防範。防範的話。\n{closing}\n還有一句。"
    assert shape(text, year=2021)[-2:] == [
        ("s1-2", 2, "(二)", "防範", ["防範的話。"]),
        ("closing", 1, "", "", [closing, "還有一句。"]),
    ]


def test_what_follows_the_last_sub_section_of_a_part_closes_the_part():
    text = "一、平安\n(一)打擊。打擊的話。\n(二)防範。防範的話。\n一年來，不容易。\n二、服務\n服務的話。"
    assert shape(text)[3:] == [
        ("s1-closing", 2, "", "", ["一年來，不容易。"]),
        ("s2", 1, "二、", "服務", ["服務的話。"]),
    ]


def test_a_second_paragraph_stays_where_sub_sections_have_several():
    text = "一、平安\n(一)打擊\n甲的話。\n乙的話。\n(二)防範\n丙的話。\n丁的話。"
    assert shape(text)[-1] == ("s1-2", 2, "(二)", "防範", ["丙的話。", "丁的話。"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某市公安局2021年工作報告\n正文在此。", ("某市公安局2021年工作報告", 2021)),
        ("# 我們的2020年\n正文在此。", ("我們的2020年", 2020)),
        ("2019年,全市公安機關努力工作。\n一、平安\n正文。", ("", 2019)),
        ("打印\n收藏\n2018年某省工作报告\n来源：日报\n正文在此。", ("2018年某省工作报告", 2018)),
        ("正文沒有年份。", ("", None)),
    ],
)
def test_title_and_year(text, expected):
    read = outline(text)
    assert (read.title, read.year) == expected


@pytest.mark.parametrize(
    "chrome",
    [
        "打印",
        "下載",
        "收藏 | 打印 | 關閉",
        "【字號：\n加大\n还原\n减小\n】",
        "【字號：大 中 小】",
        "掃一掃在手機打開當前頁",
        "分享到：",
        "\ue60c\ue60d",
        "來源：某日報",
        "發布時間：2021-12-01",
        "相關報道：",
        "（責任編輯：李四）",
        "責編　張三　審核　王某某",
        "本報記者 張三 攝影報道",
        "圖為民警在路口疏導交通。",
        "民警走進社區。張三 攝",
        "#平安某市# #年終報告#",
        "####",
        "d41d8cd98f00b204e9800998ecf8427e",
    ],
)
def test_what_the_page_put_around_the_text_is_dropped(chrome):
    assert shape(f"{chrome}\n正文在此，一句不少。\n{chrome}") == [("preface", 1, "", "", ["正文在此，一句不少。"])]


@pytest.mark.parametrize(
    "line", ["審核：全年審核案件120起", "圖為全年警情走勢，下降5%。", "編輯 部的工作", "記者 站在路口。"]
)
def test_what_only_looks_like_it_stays(line):
    assert line.lstrip("# ") in str(shape(f"正文在此，一句不少。\n{line}\n還有一句。"))


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        *[("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("7", 7)],
        *[("壹", 1), ("壹拾貳", 12), ("Ⅻ", 12), ("XIV", 14), ("⑳", 20), ("㈤", 5), ("⑶", 3), ("⒎", 7)],
    ],
)
def test_numerals(numeral, value):
    assert number_of(numeral) == value


LINES = st.lists(
    st.sampled_from(
        [
            "一、平安",
            "二、服務",
            "(一)打擊。打擊的話。",
            "（二）防範",
            "1.盜竊",
            "第一，交通。交通的話。",
            "一年來，不容易。",
        ]
        + [
            "普通的一段話，說完了。",
            "短標題",
            "附件",
            "## 標記",
            "各位市民：",
            "2022年，繼續。",
            "一是深入。深入的話。",
        ]
        + ["1.1 警情", "1.2 案件", "2 交通", "Ⅰ 總體", "壹、治安", "① 小節", "第一節 開頭", "工作回顧", "明年安排"]
        + ["名詞解釋", "1.甲乙", "前言", "類別\t立案", "一、盜竊\t30", "表1 案件", "全市形勢平穩", "某市市長　張某某"]
    ),
    max_size=14,
)


def bare(text):
    """Without what headings are parted by."""
    return re.sub(r"##|[。\s]", "", text)


@given(LINES)
def test_no_line_is_lost_and_anchors_are_unique(lines):
    read = outline("\n".join(lines))
    parts = [part for section in read.sections for part in (section.numeral, section.heading, *section.paragraphs)]
    assert bare("".join(parts)) == bare("".join(lines))
    anchors = [section.anchor for section in read.sections]
    assert len(anchors) == len({*anchors})
    assert {section.level for section in read.sections} <= {1, 2, 3}
