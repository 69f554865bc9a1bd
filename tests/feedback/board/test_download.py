"""The list of the board as a table: the same suggestions, in its order, and no more of each than it tells."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.board import download
from feedback.rules.workflow import Stage
from portal.search.index import MOST_COUNTED
from tests.factories import at, make_category, make_district, make_suggestion, release

BOARD, TABLE = "/suggestions/", "/suggestions.csv"

pytestmark = pytest.mark.django_db


def rows(client, **filters):
    answer = client.get(TABLE, filters)
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def listed(client, **filters):
    return [line.number for line in client.get(BOARD, filters).context["slice"].lines]


def public(**fields):
    suggestion = make_suggestion(has_consent=True, **fields)
    release(suggestion)
    return suggestion


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"tally": "handled"},
        {"tally": "open", "sort": "due"},
        {"late": "unanswered"},
        {"q": "香港中路"},
        {"q": "2020-0003"},
        {"category": "nothing"},
    ],
)
def test_table_is_the_list_of_the_same_words_and_filters_in_its_order(client, filters):
    for day, stage in enumerate([Stage.RECEIVED, Stage.CLOSED, Stage.DECLINED, Stage.IN_PROGRESS], start=1):
        public(stage=stage, now=at(f"2020-11-0{day} 10:00"))
    make_suggestion()

    assert [row["編號"] for row in rows(client, **filters)] == listed(client, **filters)


def test_a_list_of_many_pages_is_one_table(client):
    category = make_category()
    for _ in range(23):
        make_suggestion(category=category)
    make_suggestion()

    assert len(rows(client, category=category.pk)) == 23


def test_of_a_stub_it_tells_no_more_than_the_board(client):
    district = make_district()
    make_suggestion(title="原始標題不公開", name="王曉梅", district=district, stage=Stage.REPLIED)
    public(district=district)

    shown, stub = sorted(rows(client, tally="received"), key=lambda row: not row["公開標題"])

    assert (shown["公開標題"], shown["區市"]) == ("香港中路路口加待轉提示", district.name)
    assert [stub[name] for name in ("公開標題", "區市", "採納情況", "市民評議")] == ["", "", "", ""]
    assert [row["編號"] for row in rows(client, district=district.pk)] == [shown["編號"]]


def test_no_more_than_so_many_and_the_page_says_it(client, monkeypatch):
    assert download.MOST == MOST_COUNTED == 10_000
    monkeypatch.setattr(download, "MOST", 2)
    for _ in range(3):
        make_suggestion()

    assert [row["編號"] for row in rows(client, tally="received")] == ["2020-0003", "2020-0002"]
    assert "最多列最前面的一萬件。" not in client.get(BOARD, {"tally": "received"}).text


def test_board_leads_to_the_table_of_its_filters_without_its_place(client):
    for _ in range(21):
        make_suggestion()
    page = client.get(BOARD, {"tally": "received", "after": "2020-0002"})

    assert re.findall(r'href="(/suggestions\.csv[^"]*)"', page.text) == ["/suggestions.csv?tally=received"]


def test_no_raw_text_is_read_and_as_often_for_one_as_for_three(client, django_assert_num_queries):
    public()
    client.get(TABLE).getvalue()
    with CaptureQueriesContext(connection) as one:
        client.get(TABLE).getvalue()
    public()
    public()

    with django_assert_num_queries(len(one)):
        client.get(TABLE).getvalue()
    assert [
        query["sql"] for query in one if re.search(r'"feedback_suggestion"\."(title|body|name|contact)"', query["sql"])
    ] == []


def test_it_only_reads(client):
    assert client.post(TABLE).status_code == 405
