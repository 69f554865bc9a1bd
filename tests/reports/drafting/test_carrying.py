"""Importing again: corrections of sentences that are the same stay, the others are listed."""

from dataclasses import replace

import pytest

from reports.drafting import edits
from reports.drafting.carrying import carry, let_go, settled, take_over
from tests.reports.drafting.drafts import TEXT, draft_of, key_of, told

pytestmark = pytest.mark.pure

SIMPLIFIED = """某市公安局2021年工作报告
一、守护平安
全年侦破案件120起，抓获人员30名。群众满意。
巡逻出动3.5万人次。
二、服务群众
新增便民窗口15个。
"""


def said(draft, text, **changes):
    figure = draft.figure(key_of(draft, text))[1]
    return {name: getattr(figure, name) for name in edits.SAID} | changes


def saved():
    """A draft in which one figure was corrected, one dropped, one confirmed, one added."""
    draft = draft_of()
    draft = edits.rename_figure(draft, key_of(draft, "120起"), "刑事案件")
    draft = edits.drop_figure(draft, key_of(draft, "30名"))
    draft = edits.confirm_figure(draft, key_of(draft, "3.5萬人次"))
    return edits.add_figure(draft, 5, words="便民窗口", nth=1, **said(draft, "15個", name="窗口"))


def states(draft):
    return [(figure.name, figure.text, figure.is_corrected, figure.is_confirmed) for _section, figure in draft.figures]


CORRECTED = [
    ("刑事案件", "120起", True, False),
    ("巡邏出動", "3.5萬人次", False, True),
    ("窗口", "便民窗口", True, False),
    ("新增便民窗口", "15個", False, False),
]


@pytest.mark.parametrize(
    "text",
    [TEXT, TEXT.replace("全年", "開頭的一句。全年"), TEXT.replace("一、守護", "一、別的\n別的話。\n二、守護")],
    ids=["the same", "moved within a paragraph", "moved to another number"],
)
def test_corrections_of_the_same_sentences_are_kept(text):
    again = carry(draft_of(text), saved().sections)
    assert (states(again), again.earlier) == (CORRECTED, [])
    told(again)


def test_a_text_in_the_other_script_is_the_same():
    again = carry(draft_of(SIMPLIFIED), saved().sections)
    assert [row[:2] for row in states(again)] == [
        ("刑事案件", "120起"),
        ("巡逻出动", "3.5万人次"),
        ("窗口", "便民窗口"),
        ("新增便民窗口", "15个"),
    ]
    assert again.earlier == []


def test_one_of_two_sentences_that_are_the_same_is_the_one():
    draft = draft_of("一、工作\n破案3起。\n破案3起。")
    again = carry(draft_of("一、工作\n破案3起。\n破案3起。"), edits.rename_figure(draft, 3, "第二件").sections)
    assert [figure.name for _section, figure in again.figures] == ["破案", "第二件"]


def test_a_confirmation_goes_when_the_figure_is_read_otherwise():
    draft = edits.confirm_figure(draft_of(), 2)
    section, figure = draft.figure(2)
    before = replace(section, figures=[replace(figure, name="別的名稱")])
    assert states(carry(draft_of(), [before]))[0] == ("偵破案件", "120起", False, False)


def test_what_is_settled_in_this_draft_stays():
    draft = edits.rename_figure(draft_of(), 2, "新的名稱")
    assert states(carry(draft, saved().sections))[0] == ("新的名稱", "120起", True, False)


def test_a_sentence_that_reads_otherwise_now_is_listed():
    again = carry(draft_of(TEXT.replace("全年偵破案件120起", "今年偵破案件130起")), saved().sections)
    assert [(one.label, one.sentence, one.figure.text, one.is_drop, one.now) for one in again.earlier] == [
        (
            "一、守護平安",
            "全年偵破案件120起，抓獲人員30名。",
            "120起",
            False,
            "今年偵破案件130起，抓獲人員30名。",
        ),
        ("一、守護平安", "全年偵破案件120起，抓獲人員30名。", "30名", True, "今年偵破案件130起，抓獲人員30名。"),
    ]
    taken = take_over(again, again.earlier[0].key)
    assert [(str(row[0]), row[1]) for row in states(taken)[:2]] == [("刑事案件", "130起"), ("抓獲人員", "30名")]
    assert taken.figure(key_of(taken, "130起"))[1].number == "130"  # its value only where the words are the same
    taken = take_over(taken, taken.earlier[0].key)
    assert ([row[1] for row in states(taken)[:2]], taken.earlier) == (["130起", "3.5萬人次"], [])
    assert states(settled(again))[:2] == [("偵破案件", "130起", False, False), CORRECTED[1]]


def test_a_sentence_that_is_gone_is_listed_and_let_go():
    again = carry(draft_of("一、守護平安\n完全不同的話。\n二、服務群眾\n新增便民窗口15個。"), saved().sections)
    assert [(one.figure.text, one.now, one.target) for one in again.earlier] == [
        ("120起", "", None),
        ("30名", "", None),
    ]
    assert let_go(again, again.earlier[0].key).earlier == again.earlier[1:]


def test_a_section_that_is_gone_is_listed():
    again = carry(draft_of("一、守護平安\n" + TEXT.splitlines()[2] + "\n巡邏出動3.5萬人次。"), saved().sections)
    assert [(one.label, one.figure.text, one.now) for one in again.earlier] == [("二、服務群眾", "便民窗口", "")]


def test_a_correction_is_listed_once():
    again = carry(draft_of("一、守護平安\n完全不同的話。"), saved().sections)
    assert carry(again, saved().sections) == again
