"""What the editor's page shows: the list by doubt or by the text, what will be gone, and what it costs."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.desk.editor.showing import in_order, pages_of
from reports.drafting import edits
from reports.importer.doubts import Doubt, gravity, sentence
from reports.models import Figure, Report, Upload
from reports.series.models import Point, Series
from tests.reports.desk.staff import KEEP, door, edit, figure_of, log_in, save, upload
from tests.reports.drafting.drafts import draft_of
from tests.reports.factories import NOW, TEXT, make_report

GRAVEST, LIGHTEST = Doubt.values[0], Doubt.values[-1]


def doubted(draft, **codes):
    """The draft with doubts: {place in the text: codes}."""
    for place, (section, figure) in enumerate(draft.figures):
        said = replace(figure, doubts=tuple(codes.get(f"at_{place}", ())))
        section.figures[section.figures.index(figure)] = said
    return draft


@pytest.mark.pure
def test_the_gravest_doubt_comes_first_and_what_is_settled_last():
    draft = doubted(draft_of(), at_1=[LIGHTEST], at_2=[LIGHTEST, GRAVEST], at_3=[GRAVEST])
    draft = edits.confirm_figure(draft, draft.figures[3][1].key)
    assert [[figure.text for _section, figure in in_order(draft, order)] for order in ("doubt", "text")] == [
        ["3.5萬人次", "30名", "120起", "15個"],
        ["120起", "30名", "3.5萬人次", "15個"],
    ]


@pytest.mark.pure
def test_a_page_holds_one_paragraph_at_least_and_loses_none():
    draft = draft_of("2021年工作報告\n一、工作\n" + "\n".join("字" * 20_000 for _paragraph in range(4)))
    pages = pages_of(draft)
    numbers = [[number for block in blocks for number, _pieces in block.paragraphs] for blocks in pages]
    assert (numbers, [block.begins for blocks in pages for block in blocks]) == (
        [[0], [1], [2], [3]],
        [True, False, False, False],
    )


@pytest.mark.django_db
def test_doubts_are_told_until_somebody_settles_the_figure(client):
    log_in(client, *KEEP)
    upload(client)
    one = Upload.objects.get()
    one.edit(doubted(one.opened, at_0=[GRAVEST]), revision=0, done="")
    page = client.get(door())
    assert (str(sentence(GRAVEST)) in page.text, page.context["doubted"]) == (True, 1)
    assert gravity([GRAVEST]) > gravity([LIGHTEST]) > gravity([]) == 0
    edit(client, "confirm", figure_of("120起").key)
    page = client.get(door())
    assert (str(sentence(GRAVEST)) in page.text, "沒有還要核對的指標。" in page.text) == (False, True)


def hold(text):
    """Something points to the saved figure of these words."""
    series = Series.objects.create(name="歷年", created_at=NOW)
    return Point.objects.create(series=series, figure=Figure.objects.get(text=text), confirmed_at=NOW)


@pytest.mark.django_db
def test_what_others_point_to_and_will_be_gone_is_told_before_it_is_saved(client):
    make_report()
    hold("15個")
    log_in(client, *KEEP)
    upload(client)
    told = "下列指標有別的記錄"
    assert told not in client.get(door()).text
    edit(client, "drop", figure_of("15個").key)
    page = client.get(door())
    assert (told in page.text, "新增便民窗口 15個：「新增便民窗口15個。」" in page.text) == (True, True)
    form = save(client, known="").context["save_form"]
    assert form.non_field_errors() == [
        "有別的記錄指向的指標，保存以後就沒有了，列在上面。核對以後請再按一次「存為草稿」。"
    ]
    assert Figure.objects.filter(text="15個").exists()
    client.post(door("save"), {**form.data.dict(), "known": page.context["known"]})
    assert (Figure.objects.filter(text="15個").exists(), Point.objects.exists()) == (False, False)


@pytest.mark.django_db
def test_the_page_costs_the_same_for_one_figure_and_many(client, django_assert_num_queries):
    log_in(client, *KEEP)
    upload(client, "2021年，破案3起。")
    client.get(door())
    with CaptureQueriesContext(connection) as one:
        client.get(door())
    cost = len(one)
    Upload.objects.all().delete()
    upload(client, TEXT)
    client.get(door())
    with django_assert_num_queries(cost):
        client.get(door())
    assert Report.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_is_there_in_every_language(client, language):
    log_in(client, *KEEP)
    upload(client)
    client.cookies["django_language"] = language
    assert [client.get(address).status_code for address in (door(), door("edit", "figure", 3))] == [200, 200]
