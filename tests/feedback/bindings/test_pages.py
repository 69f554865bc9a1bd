"""At the number a reader sees that it was counted, and beside it what the records said, say now, and list."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.serving import generation, pages

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_mark_stands_behind_the_number_and_leads_to_the_foot_of_its_section(client, report, bound):
    bound("3件")
    page = client.get(report.get_absolute_url()).text
    marks = re.findall(r'</data></a><a class="figure-mark" href="#([^"]+)" title="([^"]+)" lang="zh-Hant">', page)
    assert marks == [(f"records-{bound('3件', 'handled').figure_id}", "由辦理記錄算出，看當時和現在的數")]
    assert page.count(f'id="{marks[0][0]}"') == 1


def test_at_the_foot_stand_text_then_and_now(client, report, bound, figures):
    bound("3件")
    page = client.get(report.get_absolute_url()).text
    foot = re.search(r'<div class="records".*?>回到正文</a></p>', page, re.DOTALL)[0]
    assert plain(foot) == (
        "收到市民意見建議 報告寫的是 3件，由辦理記錄算出： 收到 （2021 年「三民」活動） 收到的意見建議。"
        " 截至 2022年3月1日 17:00 3 件 現在（2022年3月1日 17:02） 4 件"
        " 點數字打開清單；截至當時的清單列出到那一天為止收到的，各件的狀態是現在的。 回到正文"
    )
    assert [unescape(address) for address in re.findall(r'<dd><a href="([^"]+)">', foot)] == [
        "/suggestions/?tally=received&campaign=sanmin-2021&received_to=2022-03-01",
        "/suggestions/?tally=received&campaign=sanmin-2021",
    ]


def test_each_number_opens_a_list_of_so_many(client, report, bound):
    bindings = [bound("3件", query) for query in ("received", "valid", "handled", "open", "declined")]
    found = [client.get(binding.list_now).context["count"] for binding in bindings]
    assert found == [binding.now.part for binding in bindings] == [4, 4, 2, 2, 0]


def test_the_page_of_the_figure_says_the_same(client, bound):
    binding = bound("66.6%", "rate")
    text = plain(client.get(binding.figure.get_absolute_url()).text.partition("<main")[2])
    assert "由辦理記錄算出" in text
    assert "66.6%（3 件中的 2 件） 現在（2022年3月1日 17:02） 50%（4 件中的 2 件）" in text


def test_where_nothing_is_bound_nothing_is_said(client, report, figures):
    found = [client.get(address).text for address in (report.get_absolute_url(), figures["3件"].get_absolute_url())]
    assert [word in page for page in found for word in ("figure-mark", "records")] == [False] * 4


@pytest.mark.parametrize("name", ["report_detail", "figure_history"])
def test_three_bindings_cost_as_much_as_one(client, bound, name):
    def queries():
        generation.forget()
        pages.shelf.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    binding = bound("3件")
    address = reverse("report_detail", args=[2021]) if name == "report_detail" else binding.get_absolute_url()
    client.get(address)
    one = queries()
    bound("3件", "handled"), bound("3件", "open"), bound("66.6%", "rate")
    assert queries() == one
