"""What a person does to figures of a draft, without a database."""

import json
from decimal import Decimal

import pytest

from reports.drafting import edits
from reports.drafting.draft import Dropped, kept, opened
from tests.reports.drafting.drafts import draft_of, key_of, section_key, told

pytestmark = pytest.mark.pure

READ = [
    ("守護平安", "偵破案件", "120起", (0, 6)),
    ("守護平安", "抓獲人員", "30名", (0, 15)),
    ("守護平安", "巡邏出動", "35000人次", (1, 4)),
    ("服務群眾", "新增便民窗口", "15個", (0, 6)),
]


def said(draft, key, **changes):
    figure = draft.figure(key)[1]
    return {name: getattr(figure, name) for name in edits.SAID} | changes


def test_a_draft_is_what_was_read():
    draft = draft_of()
    assert told(draft) == READ
    assert [figure.key for _section, figure in draft.figures] == [2, 3, 4, 6]
    assert [section.key for section in draft.sections] == [1, 5]


def test_a_draft_comes_back_from_json_as_it_was():
    draft = draft_of()
    draft = edits.drop_figure(draft, key_of(draft, "30名"))
    draft = edits.correct_figure(draft, 2, **said(draft, 2, numerator=Decimal(1), denominator=Decimal(3)))
    assert opened(json.loads(json.dumps(kept(draft)))) == draft


def test_a_figure_has_another_name():
    draft = draft_of()
    after = edits.rename_figure(draft, key_of(draft, "120起"), "刑事案件")
    figure = after.figure(2)[1]
    assert (figure.name, figure.is_corrected, figure.is_settled) == ("刑事案件", True, True)
    assert told(draft) == READ  # an edit makes another draft


@pytest.mark.parametrize(
    ("value", "direction", "kept_as"), [("6", "down", "-6"), ("6", "up", "6"), ("-6", "", "-6"), ("-6", "down", "-6")]
)
def test_a_change_goes_the_way_that_is_said(value, direction, kept_as):
    draft = draft_of()
    after = edits.correct_figure(draft, 2, **said(draft, 2, value=Decimal(value), direction=direction))
    assert (after.figure(2)[1].number, after.figure(2)[1].is_change) == (kept_as, direction != "")


def test_a_figure_that_is_none_goes_and_is_remembered():
    draft = draft_of()
    after = edits.drop_figure(draft, key_of(draft, "30名"))
    assert told(after) == [READ[0], *READ[2:]]
    assert after.sections[0].dropped == [Dropped("全年偵破案件120起，抓獲人員30名。", "30名", 15)]


def test_a_figure_that_is_right_is_confirmed():
    after = edits.confirm_figure(draft_of(), 2)
    assert [(figure.is_confirmed, figure.is_corrected) for _section, figure in after.figures] == [
        (True, False),
        (False, False),
        (False, False),
        (False, False),
    ]


def test_a_figure_is_added_where_its_words_stand():
    draft = draft_of("一、工作\n全市有三所學校，另有三所醫院。", year=2021)
    new = said(draft_of(), 2, name="醫院", value=Decimal(3), unit="所")
    after = edits.add_figure(draft, 1, words="三所", nth=2, **new)
    [figure] = [figure for figure in after.sections[0].figures if figure.name == "醫院"]
    assert (figure.place, figure.text, figure.is_corrected, figure.key) == ((0, 10, 12), "三所", True, draft.next_key)


def test_what_a_figure_covers_gives_way_to_it():
    draft = draft_of()
    new = said(draft, 2, name="偵破刑事案件")
    after = edits.add_figure(draft, 1, words="案件120起", nth=1, **new)
    assert told(after)[0] == ("守護平安", "偵破刑事案件", "120起", (0, 4))
    assert [figure.text for _section, figure in after.figures] == ["案件120起", "30名", "3.5萬人次", "15個"]


def test_what_was_dropped_is_a_figure_again_when_it_is_added():
    draft = draft_of()
    new = said(draft, 3)
    after = edits.add_figure(edits.drop_figure(draft, 3), 1, words="30名", nth=1, **new)
    assert (told(after), after.sections[0].dropped) == (READ, [])


@pytest.mark.parametrize(
    ("words", "nth", "sentence"),
    [
        ("40名", 1, "這一節裡找不到「40名」，請照原文逐字填寫。"),
        ("30名", 2, "「30名」在這一節裡只出現 1 次，沒有第 2 次。"),
    ],
)
def test_words_that_do_not_stand_there_are_told(words, nth, sentence):
    draft = draft_of()
    with pytest.raises(edits.EditRefused, match=sentence):
        edits.add_figure(draft, 1, words=words, nth=nth, **said(draft, 2))


def test_what_marked_words_would_be_is_read():
    draft = draft_of()
    read = edits.guessed(draft, section_key(draft, "服務群眾"), words="15個")
    assert (read.name, read.number, read.unit) == ("新增便民窗口", "15", "個")
    assert edits.guessed(draft, 1, words="群眾") is None
