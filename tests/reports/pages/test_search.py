"""Words and figures found in the published reports."""

import re

import pytest
from django.urls import reverse

from portal.search import Query
from reports.models import Figure, Section
from reports.records.entries import FigureEntry, SectionEntry
from tests.reports.factories import TEXT, make_report, make_staff, publish, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(db):
    return make_staff(username="publisher")


@pytest.fixture
def report(publisher):
    return make_report(published_by=publisher)


def page_of(client, words, language=""):
    response = client.get(f"{language}/reports/", {"q": words})
    assert response.status_code == 200
    return response.text


def hits(page):
    """What stands in the list, without tags but for the marks."""
    rows = re.findall(r'<li class="hits__row">(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<(?!/?mark)[^>]*>", "", row).split()) for row in rows]


def test_a_word_of_either_script_is_marked_in_its_section(client, report):
    page = page_of(client, "侦破")
    assert hits(page) == [
        "<mark>偵破</mark>案件 120起 某市公安局2021年工作報告",
        "（一）打擊犯罪 全年<mark>偵破</mark>案件120起（本地80起、外地40起）。 某市公安局2021年工作報告",
    ]
    assert f'href="/reports/2021/#{report.sections.get(heading="打擊犯罪").anchor}"' in page


def test_marks_are_in_the_readers_script(client, report):
    assert "全年<mark>侦破</mark>案件120起" in page_of(client, "偵破", "/zh-hans")


@pytest.mark.parametrize("words", ["3.5万", "35000", "35,000", "３．５萬"])
def test_a_figure_is_found_however_its_number_is_written(client, report, words):
    assert [hit for hit in hits(page_of(client, words)) if "<mark>3.5萬</mark>人次" in hit] != []


def test_a_draft_is_not_found_until_it_is_published_nor_after_it_was_withdrawn(client, publisher):
    report = make_report()
    before = hits(page_of(client, "偵破"))
    publish(report, by=publisher, now=report.imported_at)
    published = len(hits(page_of(client, "偵破")))
    withdraw(report, by=publisher, now=report.imported_at)
    assert (before, published, hits(page_of(client, "偵破"))) == ([], 2, [])


def test_what_is_imported_anew_takes_the_place_of_what_was_there():
    make_report()
    make_report(text=TEXT.replace("偵破案件120起", "調解糾紛60起"))
    found = [Section.objects.mentioning, Figure.objects.mentioning]
    assert [[ask(query).count() for ask in found] for query in map(query_of, ("偵破", "調解"))] == [[0, 0], [1, 1]]
    assert (SectionEntry.objects.count(), FigureEntry.objects.count()) == (
        Section.objects.count(), Figure.objects.count()
    )  # fmt: skip


def test_what_is_rewritten_is_found_by_its_new_words():
    section = make_report().sections.get(heading="打擊犯罪")
    section.rewrite(heading="調解", paragraphs=["全年調解糾紛60起。"])
    assert [Section.objects.mentioning(query_of(words)).count() for words in ("偵破", "调解", "糾紛")] == [0, 1, 1]
    assert [Figure.objects.mentioning(query_of(words)).count() for words in ("偵破", "糾紛")] == [0, 1]


def query_of(words):
    return Query(words)


def test_nothing_found_is_said(client, report):
    page = page_of(client, "駱駝")
    assert ("公布的報告裡沒有這些字。" in page, hits(page)) == (True, [])


@pytest.mark.parametrize("words", ["", "  ", "!?", "👮", "\u202e"])
def test_without_words_the_list_of_reports_stands(client, report, words):
    assert 'class="reports__year"' in page_of(client, words)


@pytest.mark.parametrize(
    "words", ["偵破' OR 1=1 --", '"偵破"', "偵破" * 5000, "\u202e偵破", "<script>偵破", "偵破\x07"]
)
def test_a_hostile_query_is_answered_like_any_other(client, report, words):
    page = page_of(client, words)
    assert ("<h1>在報告裡搜索</h1>" in page, "<script>偵破" in page) == (True, False)


def test_the_page_asks_as_often_for_one_hit_as_for_three(client, publisher, django_assert_num_queries):
    page_of(client, "偵破")  # what every page asks once is asked
    for year in (2019, 2020, 2021):
        make_report(year=year, published_by=publisher)
        with django_assert_num_queries(7):  # the footer asks anew after each publication
            assert len(hits(page_of(client, "偵破"))) == 2 * (year - 2018)


def test_only_reading_is_answered(client):
    assert client.post(reverse("report_list"), {"q": "偵破"}).status_code == 405
