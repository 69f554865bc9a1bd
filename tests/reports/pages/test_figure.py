"""The page of one figure stands alone: name, value, sentence, what it is a part of, what citizens said."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Figure
from tests.factories import make_suggestion
from tests.reports.factories import make_report, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

YEAR = """某市公安局{year}年工作報告

一、守護平安
(一)打擊犯罪。全年偵破案件{cases}起（本地{local}起、外地40起）。追回贓款3.2億元，匯集數據超過1.7萬億條。
"""


@pytest.fixture
def publisher(db):
    return make_staff(username="publisher")


def publish(publisher, *, year=2021, cases=120):
    return make_report(year=year, text=YEAR.format(year=year, cases=cases, local=cases - 40), published_by=publisher)


def page_of(client, name):
    return client.get(reverse("figure_history", args=[name])).text


def said(page):
    """The page in plain words, from its heading on."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page.partition("<h1")[2])).split())


def links(page):
    return [
        (address, re.sub(r"<[^>]+>", "", text)) for address, text in re.findall(r'<a href="([^"]+)">(.+?)</a>', page)
    ]


def test_its_heading_is_its_whole_name(client, publisher):
    publish(publisher)
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", page_of(client, "追回贓款")) == ["追回贓款"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("追回贓款", ["3.2億元", "即 320,000,000 元"]),
        ("匯集數據", ["超過1.7萬億條", "即 超過1,700,000,000,000 條", "這是約數，報告用的詞是「超過」。"]),
    ],
)
def test_a_value_stands_as_written_and_as_a_plain_number(client, publisher, name, words):
    publish(publisher)
    page = said(page_of(client, name))
    assert [word for word in words if word not in page] == []


def test_a_value_without_a_scale_is_not_told_twice(client, publisher):
    publish(publisher)
    assert ("即 " in said(page_of(client, "本地")), "約數" in said(page_of(client, "本地"))) == (False, False)


def test_its_sentence_is_quoted_with_its_place_in_the_report(client, publisher):
    publish(publisher)
    page = page_of(client, "追回贓款")
    quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page)[1]
    assert re.sub(r"<[^>]+>", "", quote) == "追回贓款3.2億元，匯集數據超過1.7萬億條。"
    assert re.findall(r"<strong[^>]*>([^<]+)</strong>", quote) == ["3.2億元"]
    [figure] = Figure.objects.filter(text="3.2億元")
    told = f"/reports/2021/#{figure.spot}", "《某市公安局2021年工作報告》「（一）打擊犯罪」"
    assert told in links(page)


def test_a_part_says_of_what_and_how_much_of_it(client, publisher):
    publish(publisher)
    page = page_of(client, "外地")
    assert "是偵破案件 120起的一部分，占 33.3%。" in said(page)
    assert (Figure.objects.get(text="120起").get_absolute_url(), "偵破案件") in links(page)
    assert 'class="chart__stack"' in page


def test_a_whole_shows_its_parts(client, publisher):
    publish(publisher)
    page = page_of(client, "偵破案件")
    assert ('class="chart__stack"' in page, "的一部分，占" in page) == (True, False)


def test_what_is_neither_shows_none(client, publisher):
    publish(publisher)
    assert 'class="chart"' not in page_of(client, "追回贓款")


def test_each_year_has_its_anchor_and_the_newest_has_the_heading_for_it(client, publisher):
    publish(publisher, year=2020, cases=100)
    publish(publisher)
    page = page_of(client, "偵破案件")
    assert re.findall(r'<(\w+)[^>]* id="(\d{4})"', page) == [("h1", "2021"), ("span", "2020")]
    addresses = [figure.get_absolute_url().partition("#")[2] for figure in Figure.objects.named("偵破案件")]
    assert addresses == ["2020", "2021"]


def test_a_value_and_its_change_stand_in_one_year_and_are_drawn_once(client, publisher):
    make_report(text="2021年，辦理落戶9.4萬人，同比增長72.3%。", published_by=publisher)
    page = page_of(client, "辦理落戶")
    assert re.findall(r">(\d+) 年</span></h2>", page) == ["2021"]
    assert re.findall(r'indicator__value"><data value="([^"]+)"', page) == ["94000", "72.3"]
    assert ("與 2020 年相比" in page, page.count('class="chart"')) == (True, 1)
    [quote] = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page)  # they stand in one sentence
    assert re.findall(r"<strong[^>]*>([^<]+)</strong>", quote) == ["9.4萬人", "72.3%"]


def test_it_says_how_many_suggestions_its_section_got(client, publisher):
    section = publish(publisher).sections.get(heading="打擊犯罪")
    assert "這個數字所在的一節，還沒有收到意見建議。" in said(page_of(client, "外地"))
    for _ in range(2):
        make_suggestion(section=section)
    page = page_of(client, "外地")
    assert (f"/suggestions/?section={section.pk}", "收到 2 件意見建議") in links(page)
    assert f'href="/suggest/?section={section.pk}"' in page


def test_it_leads_to_the_suggestions_that_speak_of_it(client, publisher):
    publish(publisher)
    address = re.search(r'href="(/suggestions/\?q=[^"]+)"', page_of(client, "追回贓款"))[1]
    assert client.get(address).context["form"].cleaned_data["q"].text == "追回贓款"


def test_it_costs_the_same_for_one_year_and_for_three(client, publisher, django_assert_num_queries):
    publish(publisher)
    page_of(client, "追回贓款")  # what every page asks once after a publication is asked
    with CaptureQueriesContext(connection) as one:
        page_of(client, "偵破案件")
    cost = len(one)  # the next request forgets it
    for year in (2019, 2020):
        publish(publisher, year=year)
    page_of(client, "追回贓款")
    with django_assert_num_queries(cost):
        page_of(client, "偵破案件")


def test_a_simplified_reader_reads_it_in_simplified(client, publisher):
    publish(publisher)
    page = client.get("/zh-hans" + reverse("figure_history", args=["追回贓款"])).text
    assert ("追回赃款" in page, "3.2亿元" in said(page), "即 320,000,000 元" in said(page)) == (True, True, True)
