"""What a person does to sections of a draft, without a database."""

import pytest

from reports.drafting import edits, outline
from reports.drafting.draft import Dropped
from tests.reports.drafting import drafts
from tests.reports.drafting.drafts import draft_of, section_key, told

pytestmark = pytest.mark.pure

SAFETY = ["全年偵破案件120起，抓獲人員30名。群眾滿意。", "巡邏出動3.5萬人次。"]
SERVICE = ["新增便民窗口15個。"]
READ = [
    ("守護平安", "偵破案件", "120起", (0, 6)),
    ("守護平安", "抓獲人員", "30名", (0, 15)),
    ("守護平安", "巡邏出動", "35000人次", (1, 4)),
    ("服務群眾", "新增便民窗口", "15個", (0, 6)),
]


def test_a_section_has_another_heading():
    draft = draft_of()
    key = section_key(draft, "服務群眾")
    after = outline.head_section(draft, key, numeral="（二）", heading="便民", level=2)
    assert drafts.outline(after) == [(1, "一、守護平安", SAFETY), (2, "（二）便民", SERVICE)]
    assert [row[1:] for row in told(after)] == [row[1:] for row in READ]


@pytest.mark.parametrize(("key", "by", "order"), [(5, -1, [5, 1]), (1, 1, [5, 1]), (1, -1, [1, 5]), (5, 1, [1, 5])])
def test_a_section_moves(key, by, order):
    after = outline.move_section(draft_of(), key, by=by)
    assert [section.key for section in after.sections] == order


def test_a_merged_section_loses_no_word():
    after = outline.merge_section(draft_of(), 5)
    assert drafts.outline(after) == [(1, "一、守護平安", [*SAFETY, "二、服務群眾", *SERVICE])]
    assert told(after) == [*READ[:3], ("守護平安", "新增便民窗口", "15個", (3, 6))]


def test_the_first_section_is_merged_with_none():
    with pytest.raises(edits.EditRefused, match="這是第一節，前面沒有可以併入的一節。"):
        outline.merge_section(draft_of(), 1)


def test_a_deleted_section_gives_its_text_to_the_one_before():
    after = outline.delete_section(draft_of(), 5, keeps_text=True)
    assert drafts.outline(after) == [(1, "一、守護平安", [*SAFETY, *SERVICE])]
    assert told(after)[3] == ("守護平安", "新增便民窗口", "15個", (2, 6))


def test_a_deleted_section_takes_its_text_along():
    after = outline.delete_section(draft_of(), 1, keeps_text=False)
    assert (drafts.outline(after), told(after)) == ([(1, "二、服務群眾", SERVICE)], READ[3:])
    with pytest.raises(edits.EditRefused, match="這是唯一的一節，不能刪去；不要這份文件的，請放棄這份草稿。"):
        outline.delete_section(after, 5, keeps_text=False)


def test_a_section_is_split_at_a_paragraph():
    draft = draft_of()
    after = outline.split_section(draft, 1, paragraph=1, heading="巡邏", numeral="（二）", level=2, takes_line=False)
    assert drafts.outline(after) == [
        (1, "一、守護平安", SAFETY[:1]),
        (2, "（二）巡邏", SAFETY[1:]),
        (1, "二、服務群眾", SERVICE),
    ]
    assert told(after) == [*READ[:2], ("巡邏", "巡邏出動", "35000人次", (0, 4)), READ[3]]
    assert [section.anchor for section in after.sections] == ["s1", "s1-b2", "s2"]
    assert after.sections[1].key == draft.next_key


def test_what_was_dropped_goes_with_its_sentence():
    draft = edits.drop_figure(edits.drop_figure(draft_of(), 3), 4)
    after = outline.split_section(draft, 1, paragraph=1, heading="巡邏", numeral="", level=1, takes_line=False)
    assert [[one.text for one in section.dropped] for section in after.sections] == [["30名"], ["3.5萬人次"], []]


def test_a_line_becomes_the_heading_of_the_new_section():
    draft = draft_of("一、工作\n破案3起。")
    draft = outline.rewrite_section(draft, 1, paragraphs=["破案3起。", "（二）便民服務", "窗口15個。"])
    after = outline.split_section(draft, 1, paragraph=1, heading="", numeral="", level=2, takes_line=True)
    assert drafts.outline(after) == [(1, "一、工作", ["破案3起。"]), (2, "（二）便民服務", ["窗口15個。"])]
    assert [(section.numeral, section.heading) for section in after.sections] == [
        ("一、", "工作"),
        ("（二）", "便民服務"),
    ]
    assert [row[0] for row in told(after)] == ["工作", "便民服務"]


@pytest.mark.parametrize("paragraph", [-1, 2])
def test_a_section_is_not_split_where_it_has_no_paragraph(paragraph):
    with pytest.raises(edits.EditRefused, match="這一節沒有這一段，請核對是第幾段。"):
        outline.split_section(draft_of(), 1, paragraph=paragraph, heading="", numeral="", level=1, takes_line=False)


def test_figures_of_sentences_that_are_the_same_stay():
    draft = edits.rename_figure(edits.confirm_figure(draft_of(), 4), 2, "刑事案件")
    after = outline.rewrite_section(draft, 1, paragraphs=["新的一句。" + SAFETY[0], "巡邏出動4萬人次。"])
    assert told(after)[:3] == [
        ("守護平安", "刑事案件", "120起", (0, 11)),
        ("守護平安", "抓獲人員", "30名", (0, 20)),
        ("守護平安", "巡邏出動", "40000人次", (1, 4)),
    ]
    assert [(figure.key, figure.is_settled) for figure in after.sections[0].figures] == [
        (2, True),
        (3, False),
        (draft.next_key, False),
    ]


def test_a_correction_in_a_sentence_that_was_changed_is_listed():
    draft = edits.rename_figure(draft_of(), 4, "巡邏")
    after = outline.rewrite_section(draft, 1, paragraphs=[SAFETY[0], "全年巡邏出動4萬人次。"])
    [listed] = after.earlier
    assert (listed.label, listed.sentence, listed.figure.name, listed.now, after.figure(listed.target)[1].text) == (
        "一、守護平安",
        "巡邏出動3.5萬人次。",
        "巡邏",
        "全年巡邏出動4萬人次。",
        "4萬人次",
    )


def test_what_was_dropped_stays_so_while_its_sentence_does():
    draft = edits.drop_figure(draft_of(), 3)
    same = outline.rewrite_section(draft, 1, paragraphs=[SAFETY[0]])
    assert (told(same)[:2], same.sections[0].dropped) == (
        [READ[0], READ[3]],
        [Dropped("全年偵破案件120起，抓獲人員30名。", "30名", 15)],
    )


def test_with_another_year_what_was_compared_is_compared_with_the_one_before_it():
    draft = draft_of("一、工作\n破案同比上升3%，抓獲人員比2010年上升5%。")
    draft = edits.correct_figure(draft, 3, **{name: getattr(draft.figure(3)[1], name) for name in edits.SAID})
    after = outline.entitle(draft, title="新的標題", year=2019)
    assert (after.title, after.year) == ("新的標題", 2019)
    assert [figure.compared_year for _section, figure in after.figures] == [2018, 2010]
