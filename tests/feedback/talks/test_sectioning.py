"""How a transcript falls into sections, and which questions each seems to be about: pure rules."""

import pytest

from feedback.rules.texts.likeness import Synonyms
from feedback.talks.record.likening import numbers_in, proposed
from feedback.talks.record.sectioning import LONGEST_HEADING, Section, marked_sections, sections

MARKED = "開場的話。\n\n# 停車\n問：能停嗎？\n答：能。\n## 夜間\n  可以到早上七點。"
TALKED = (
    "主持人：大家好。\n網友「小王」：停車位不夠怎麼辦？\n支隊長：正在增加。\n\n問: 夜間呢？\n補充一句。\n答：可以。"
)


def test_marked_headings_decide():
    assert sections(MARKED) == [
        ("", "開場的話。"),
        ("停車", "問：能停嗎？\n答：能。"),
        ("夜間", "可以到早上七點。"),
    ]


def test_numbered_headings_are_short_lines_of_one_style_that_are_no_sentence():
    text = "一、停車\n1. 帶身份證\n2. 帶行駛證\n二、夜間管理\n第二段。\n三、這是正文裡的一句話。"
    assert sections(text) == [
        ("一、停車", "1. 帶身份證\n2. 帶行駛證"),
        ("二、夜間管理", "第二段。\n三、這是正文裡的一句話。"),
    ]


@pytest.mark.parametrize(
    "style", ["（一）停車|（二）夜間", "1. 停車|2. 夜間", "1、停車|2、夜間", "第一部分 停車|第二部分 夜間"]
)
def test_each_style_of_numbers(style):
    one, two = style.split("|")
    assert sections(f"{one}\n甲。\n{two}\n乙。") == [(one, "甲。"), (two, "乙。")]


def test_one_numbered_line_and_a_figure_are_no_headings():
    assert sections("一、停車\n1.5 萬個車位\n1.2 萬個已建成") == [("", "一、停車\n1.5 萬個車位\n1.2 萬個已建成")]


def test_who_asks_after_an_answer_begins_a_section():
    assert sections(TALKED) == [
        ("", "主持人：大家好。\n網友「小王」：停車位不夠怎麼辦？\n支隊長：正在增加。"),
        ("", "問: 夜間呢？\n補充一句。\n答：可以。"),
    ]


def test_simplified_speakers_are_known_too():
    assert [body for _heading, body in sections("问：一？\n答：甲。\n网友：二？\n答：乙。")] == [
        "问：一？\n答：甲。",
        "网友：二？\n答：乙。",
    ]


def test_a_text_without_any_of_them_is_one_section_and_blanks_are_none():
    assert (sections("一段話。\r\n\r\n\r\n又一段。"), sections(" \n\t\u3000\n")) == (
        [Section("", "一段話。\n\n又一段。")],
        [],
    )


def test_a_heading_that_is_too_long_is_text():
    line = "# " + "長" * (LONGEST_HEADING + 1)
    assert sections(line) == [("", line)]


def test_a_heading_without_text_is_a_section():
    assert sections("# 一\n# 二") == [("一", ""), ("二", "")]


def test_nothing_that_was_written_is_lost():
    for text in (MARKED, TALKED, "#沒有空格\n１、全角\n：\n問：\n" * 50, "答：" * 1000, "一、" * 3000):
        kept = "".join(f"{heading}{body}" for heading, body in sections(text))
        assert sorted("".join(text.split())) == sorted("".join((kept + "#" * text.count("# ")).split())) or "##" in text


def test_only_marks_part_a_section_that_is_edited():
    assert marked_sections("一、甲\n二、乙\n問：丙\n答：丁\n問：戊") == [("", "一、甲\n二、乙\n問：丙\n答：丁\n問：戊")]


def test_numbers_as_a_text_mentions_them():
    assert numbers_in("2026-0031 和 2026－0032，再說 2026-0031；電話 0532-66570000，12026-00315。") == [
        "2026-0031",
        "2026-0032",
    ]


ASKED = [
    (1, "2026-0031", "香港中路能不能加停車位\n上下班時停車位不夠，建議錯時開放。"),
    (2, "2026-0032", "電動自行車上牌要帶什麼材料"),
    (3, "2026-0033", "什麼時候發新護照"),
]
PIECES = Synonyms([]).pieces


def test_a_question_is_proposed_where_its_number_is_mentioned_and_nowhere_else():
    parts = [Section("", "停車位不夠，錯時開放。"), Section("", "2026-0031 這一件，我們記下了。")]
    assert proposed(parts, ASKED, PIECES) == [[], [1]]


def test_a_question_is_proposed_where_most_of_its_words_are_said():
    parts = [
        Section("", "網友問：香港中路能不能加停車位？上下班時停車位不夠，錯時開放行不行？\n答：正在協調。"),
        Section("", "問：電動自行車上牌要帶什麼材料？\n答：身份證和發票。"),
        Section("", "主持人：今天的懇談到此結束。"),
    ]
    assert proposed(parts, ASKED, PIECES) == [[1], [2], []]


def test_without_sections_or_questions_nothing_is_proposed():
    assert (proposed([], ASKED, PIECES), proposed([Section("一", "甲")], [], PIECES)) == ([], [[]])
