"""The editor at the desk: each act by its plain form, two windows, undo, and what is kept when it is refused."""

import pytest
from django.urls import reverse

from reports.desk.editor.acts import ACTS
from reports.drafting import edits
from reports.importer import parse
from reports.models import Figure, Report, Section, Upload
from tests.reports.desk.staff import ADD, KEEP, door, edit, figure_of, log_in, save, section_of, upload
from tests.reports.factories import NOW

pytestmark = pytest.mark.django_db

TEXT = """某市公安局2021年工作報告
一、守護平安
全年偵破案件120起，抓獲人員30名。群眾滿意。
巡邏出動3.5萬人次。
二、服務群眾
新增便民窗口15個。
"""


@pytest.fixture
def editor(client):
    """A client in whose account one report is in the editor."""
    log_in(client, *KEEP)
    upload(client, TEXT)
    return client


def said(text):
    figure = figure_of(text)
    return figure.name, figure.number, figure.unit


def headings():
    return [section.label for section in Upload.objects.get().opened.sections]


def test_a_figure_is_corrected_as_a_person_writes_it(editor):
    answer = edit(
        editor, "figure", figure_of("120起").key, name="刑事案件", value="1.09億", unit="件", direction="down"
    )
    assert (answer.status_code, answer.url, said("120起")) == (302, door(), ("刑事案件", "-109000000", "件"))
    assert "上一步：更正指標「刑事案件」。" in editor.get(door()).text


def test_a_fraction_is_typed_as_one(editor):
    edit(editor, "figure", figure_of("120起").key, value="2/3", compared_year="2019")
    figure = figure_of("120起")
    assert (figure.number, figure.numerator, figure.denominator, figure.compared_year) == ("0.6667", 2, 3, 2019)


def test_a_range_has_its_lower_end_as_value(editor):
    edit(editor, "figure", figure_of("120起").key, value="", lower="110", upper="120", approximation="約")
    figure = figure_of("120起")
    assert (figure.number, figure.lower, figure.upper, figure.approximation) == ("110", 110, 120, "約")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"value": "很多"}, "value", "「很多」不是數值。請填數字，例如 1.09億、-6、2/3。"),
        ({"value": ""}, "value", "請填數值，例如 1.09億、-6、2/3。"),
        ({"value": "-6", "direction": "up"}, "direction", "數值是負的，升降卻選了「升了這麼多」，請改其中一個。"),
        ({"lower": "5"}, "lower", "範圍要有下限和上限，下限不能大於上限。"),
        ({"lower": "5", "upper": "4"}, "lower", "範圍要有下限和上限，下限不能大於上限。"),
        ({"denominator": "4"}, "numerator", "分數或者比要有分子和分母，分母要大於零。"),
        ({"name": "甲/乙"}, "name", "指標名稱不能含有斜線，請換一個寫法。"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(editor, typed, field, sentence):
    form = edit(editor, "figure", figure_of("120起").key, **typed).context["form"]
    assert (form.errors, {name: form[name].value() for name in typed}) == ({field: [sentence]}, typed)
    assert (Upload.objects.get().revision, said("120起")) == (0, ("偵破案件", "120", "起"))


def test_a_figure_is_dropped_and_comes_back_by_undo(editor):
    edit(editor, "drop", figure_of("30名").key)
    texts = [figure.text for _section, figure in Upload.objects.get().opened.figures]
    for expected in (["120起", "30名", "3.5萬人次", "15個"], texts):  # once more does it again
        editor.post(door("undo"), {"revision": Upload.objects.get().revision})
        assert [figure.text for _section, figure in Upload.objects.get().opened.figures] == expected
    assert texts == ["120起", "3.5萬人次", "15個"]


def test_there_is_nothing_to_undo_before_the_first_edit(editor):
    answer = editor.post(door("undo"), {"revision": 0}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["沒有可以撤銷的修改。"]


def test_a_figure_that_was_confirmed_is_told_so(editor):
    edit(editor, "confirm", figure_of("120起").key)
    assert (figure_of("120起").is_confirmed, "已核對" in editor.get(door()).text) == (True, True)


def test_a_figure_is_added_by_its_words(editor):
    edit(editor, "add", section_of("守護平安").key, words="群眾", nth=1, name="滿意的人", value="3萬", unit="人")
    assert said("群眾") == ("滿意的人", "30000", "人")


def test_marked_words_fill_the_form(editor):
    edit(editor, "drop", figure_of("15個").key)
    page = editor.get(door("edit", "add", section_of("服務群眾").key), {"words": "15個", "nth": "1"})
    form = page.context["form"]
    assert {name: form[name].value() for name in ("words", "nth", "name", "value", "unit")} == {
        "words": "15個",
        "nth": 1,
        "name": "新增便民窗口",
        "value": "15",
        "unit": "個",
    }


def test_words_that_do_not_stand_there_are_told_and_kept(editor):
    typed = {"words": "沒有這幾個字", "nth": "1", "name": "指標", "value": "3"}
    form = edit(editor, "add", section_of("守護平安").key, **typed).context["form"]
    assert form.non_field_errors() == ["這一節裡找不到「沒有這幾個字」，請照原文逐字填寫。"]
    assert {name: form[name].value() for name in typed} == typed


@pytest.mark.parametrize(
    ("act", "heading", "typed", "after"),
    [
        ("heading", "服務群眾", {"heading": "便民", "level": 2}, ["一、守護平安", "二、便民"]),
        ("up", "服務群眾", {}, ["二、服務群眾", "一、守護平安"]),
        ("down", "守護平安", {}, ["二、服務群眾", "一、守護平安"]),
        ("merge", "服務群眾", {}, ["一、守護平安"]),
        ("delete", "服務群眾", {"text": "drop"}, ["一、守護平安"]),
        ("split", "守護平安", {"paragraph": 2, "heading": "巡邏"}, ["一、守護平安", "巡邏", "二、服務群眾"]),
    ],
)
def test_sections_are_set_right(editor, act, heading, typed, after):
    assert (edit(editor, act, section_of(heading).key, **typed).status_code, headings()) == (302, after)


def test_how_many_figures_were_read_anew_is_said(editor):
    edit(
        editor,
        "text",
        section_of("守護平安").key,
        text="全年偵破案件121起，抓獲人員30名。群眾滿意。\r\n\r\n巡邏出動3.5萬人次。",
    )
    assert "上一步：改「一、守護平安」的正文，改動的句子重新讀出 2 個指標。" in editor.get(door()).text


def test_what_becomes_of_its_text_is_asked_before_a_section_is_deleted(editor):
    form = edit(editor, "delete", section_of("服務群眾").key).context["form"]
    assert ([*form.errors], headings()) == (["text"], ["一、守護平安", "二、服務群眾"])


def test_the_second_of_two_windows_is_told_and_keeps_its_words(editor):
    key = figure_of("120起").key
    form = editor.get(door("edit", "figure", key)).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"name": "第二個窗口", "revision": 0}
    edit(editor, "figure", key, name="第一個窗口")
    answer = editor.post(door("edit", "figure", key), typed)
    form = answer.context["form"]
    assert form.non_field_errors() == ["這份草稿剛剛在另一個窗口改過，這次沒有改。您填的還在，核對以後請再提交一次。"]
    assert (form["name"].value(), form["revision"].value(), said("120起")[0]) == ("第二個窗口", 1, "第一個窗口")
    editor.post(door("edit", "figure", key), typed | {"revision": 1})
    assert said("120起")[0] == "第二個窗口"


def test_what_another_window_took_away_is_told(editor):
    key = figure_of("120起").key
    edit(editor, "drop", key)
    form = editor.post(door("edit", "figure", key), {"name": "我填的", "value": "3", "revision": 0}).context["form"]
    assert (form.non_field_errors(), form["name"].value()) == (
        ["這一處已經不在草稿裡，可能在另一個窗口刪去了；您填的還在下面。"],
        "我填的",
    )


def test_an_old_window_saves_nothing(editor):
    edit(editor, "drop", figure_of("30名").key)
    form = save(editor, revision=0).context["save_form"]
    assert form.non_field_errors() == ["這份草稿剛剛在另一個窗口改過，這次沒有改。您填的還在，核對以後請再提交一次。"]
    assert Report.objects.count() == 0


def test_the_way_back_keeps_what_was_seen(editor):
    address = door("edit", "confirm", figure_of("120起").key) + "?order=text&list=1&next=https://example.com"
    assert editor.post(address, {"revision": 0}).url == door() + "?order=text&list=1"


def test_nobody_edits_what_is_being_saved(editor):
    Upload.objects.update(state=Upload.State.TO_SAVE)
    answer = editor.post(door("edit", "drop", figure_of("30名").key), {"revision": 0})
    assert (answer.url, Upload.objects.get().revision) == (door(), 0)


def test_what_is_no_act_is_not_there(editor):
    assert editor.get(door("edit", "nonsense", 1)).status_code == 404


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_says_what_it_needs_when_its_target_is_gone(editor, act):
    page = editor.get(door("edit", act, 999))
    assert (page.status_code, str(page.context["form"].label) in page.text) == (200, True)
    assert editor.post(door("edit", act, 999), {"revision": 0}).context["form"].errors


def test_saving_makes_the_report_of_what_is_in_the_editor(editor):
    edit(editor, "figure", figure_of("120起").key, name="刑事案件")
    edit(editor, "drop", figure_of("30名").key)
    edit(editor, "merge", section_of("服務群眾").key)
    save(editor)
    assert [(figure.name, figure.text, figure.is_corrected) for figure in Figure.objects.of(Report.objects.get())] == [
        ("刑事案件", "120起", True),
        ("巡邏出動", "3.5萬人次", False),
        ("新增便民窗口", "15個", False),
    ]
    assert [(section.label, section.dropped) for section in Section.objects.all()] == [
        ("一、守護平安", [["全年偵破案件120起，抓獲人員30名。", "30名", 15]])
    ]


def again(client, text):
    """The same person imports another file of the same year."""
    Upload.objects.all().delete()
    upload(client, text)
    return client.get(door())


def test_importing_again_keeps_corrections_and_lists_the_others(editor):
    edit(editor, "figure", figure_of("120起").key, name="刑事案件")
    edit(editor, "drop", figure_of("30名").key)
    edit(editor, "figure", figure_of("15個").key, name="窗口")
    save(editor)
    page = again(editor, TEXT.replace("新增便民窗口15個", "全年新增便民窗口16個"))
    assert said("120起")[0] == "刑事案件"
    assert "「二、服務群眾」的「新增便民窗口15個。」裡把「15個」更正為「窗口」15個。" in page.text
    assert "這句話現在是：「全年新增便民窗口16個。」" in page.text
    [listed] = Upload.objects.get().opened.earlier
    edit(editor, "take", listed.key)
    assert (said("16個"), Upload.objects.get().opened.earlier) == (("窗口", "16", "個"), [])


def test_a_correction_that_is_let_go_is_listed_no_more(editor):
    edit(editor, "figure", figure_of("15個").key, name="窗口")
    save(editor)
    again(editor, TEXT.replace("新增便民窗口15個", "全年新增便民窗口16個"))
    edit(editor, "let", Upload.objects.get().opened.earlier[0].key)
    assert (said("16個")[0], Upload.objects.get().opened.earlier) == ("新增便民窗口", [])


def test_another_year_brings_the_corrections_of_its_draft(editor):
    edit(editor, "figure", figure_of("120起").key, name="刑事案件")
    save(editor)
    again(editor, TEXT.replace("2021", "2020"))
    form = save(editor, year=2021).context["save_form"]
    assert form.non_field_errors() == ["2021 年已有一份草稿，其中的更正已經帶到這裡。核對以後請再按一次「存為草稿」。"]
    assert (said("120起")[0], save(editor).status_code, Report.objects.count()) == ("刑事案件", 302, 1)


def test_what_a_colleague_corrected_meanwhile_is_brought_before_it_is_saved_over(editor):
    theirs = edits.rename_figure(Report.objects.drafted(parse(TEXT, bureau="某局")), 2, "刑事案件")
    Report.objects.save_draft(theirs, source_name="theirs.txt", now=NOW)
    form = save(editor).context["save_form"]
    assert form.non_field_errors() == ["2021 年已有一份草稿，其中的更正已經帶到這裡。核對以後請再按一次「存為草稿」。"]
    assert (said("120起")[0], save(editor).status_code) == ("刑事案件", 302)
    assert Figure.objects.get(text="120起").name == "刑事案件"


def test_while_a_form_is_open_no_other_button_loses_what_is_typed(editor):
    edit(editor, "drop", figure_of("30名").key)
    page = editor.get(door("edit", "figure", figure_of("120起").key)).text
    others = ("/edit/drop/", "/edit/confirm/", "/edit/merge/", "/undo/", '存為草稿">')
    assert [words for words in others if words in page] == []


def test_a_figure_is_corrected_before_its_sentence(editor):
    form = editor.get(door("edit", "figure", figure_of("30名").key)).context["form"]
    assert form.sentence == [("全年偵破案件120起，抓獲人員", False), ("30名", True), ("。", False)]


def test_the_list_of_uploads_leads_back_to_the_draft(editor):
    page = editor.get(ADD).text
    assert (door() in page, reverse("admin:reports_report_changelist") in page) == (True, True)
