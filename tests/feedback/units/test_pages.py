"""誰在辦: the units, what each answers for, its telephone and its numbers; never a person."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Route, Unit
from feedback.office.calendar import working_days
from feedback.rules.deadlines import due_days
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

CONTENT = "基本滿意及以上"

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def traffic(db):
    unit = factories.make_unit(
        name="交警支隊", name_en="Traffic Police", code="traffic", telephone="0532-000001 01",
        duties="道路、信號燈、事故。", duties_en="Roads, signals, accidents.",
    )  # fmt: skip
    factories.office(unit=unit)
    return unit


def handled(unit, *, stage=Stage.CLOSED, title="香港中路路口加待轉提示"):
    due = due_days(NOW.date(), working_days())
    suggestion = factories.make_suggestion(stage=stage, unit=unit, has_consent=True, due=due)
    factories.release(suggestion, title=title)
    return suggestion


def told(page):
    return {row["label"]: (row["number"], row.get("note", "")) for row in page.context["numbers"]}


def test_every_unit_is_listed_with_duties_telephone_and_numbers(client, traffic):
    for _ in range(5):
        handled(traffic)
    page = client.get("/units/").text

    assert '<a href="/units/traffic/">交警支隊</a>' in page
    assert '<a href="tel:053200000101">0532-000001 01</a>' in page
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "道路、信號燈、事故。" in text
    assert (
        "收到 5 件，辦結 5 件（100%） 按期答覆 5/5（100%） 答覆用時中位數 0 個工作日 基本滿意及以上 5/5（100%）"
        " 沒有評議 0 件，憑工作人員開具的回執評議 0 件" in text
    )


def test_the_page_of_a_unit_says_what_it_answers_for_in_the_readers_language(client, traffic):
    chinese, english = client.get("/units/traffic/").text, client.get("/en/units/traffic/").text
    assert ("道路、信號燈、事故。" in chinese, "Roads, signals, accidents." in english) == (True, True)
    assert '<a href="tel:053200000101">0532-000001 01</a>' in chinese


def test_each_number_of_it_opens_its_list(client, traffic):
    for stage in (Stage.CLOSED, Stage.IN_PROGRESS, Stage.ASSIGNED):
        factories.make_suggestion(stage=stage, unit=traffic)
    page = client.get("/units/traffic/")
    linked = [row for row in page.context["numbers"] if row.get("url")]

    assert [row["number"] for row in linked] == [3, 3, 1]
    assert [client.get(row["url"]).context["count"] for row in linked] == [3, 3, 1]


@pytest.mark.parametrize(("count", "has_rates"), [(4, False), (5, True)])
def test_of_few_there_are_counts_and_no_rate_and_no_days(client, traffic, count, has_rates):
    for _ in range(count):
        handled(traffic)
    page, found = client.get("/units/traffic/"), told(client.get("/units/traffic/"))

    assert (found["收到"], found[CONTENT][0]) == ((count, ""), count)
    assert ["%" in found[label][1] for label in ("已辦結", "按期答覆", CONTENT)] == [has_rates] * 3
    assert ("答覆用時中位數（工作日）" in found) is has_rates
    assert ("不到五件的，只列件數，不算比例和用時。" in page.text) is not has_rates


def test_those_who_were_not_content_count_among_those_who_said(client, traffic):
    handled(traffic)
    factories.rate(handled(traffic, stage=Stage.REPLIED), "five_dissatisfied", comment="沒有解決", now=NOW)
    assert told(client.get("/units/traffic/"))[CONTENT] == (
        1, "已評議 2 件；沒有評議 0 件；憑工作人員開具的回執評議 0 件",
    )  # fmt: skip


def test_its_newest_answers_are_those_that_everybody_may_read(client, traffic):
    shown = handled(traffic)
    hidden = factories.make_suggestion(stage=Stage.REPLIED, unit=traffic)
    page = client.get("/units/traffic/").text
    assert [f"/suggestions/{one.number}/" in page for one in (shown, hidden)] == [True, False]


def test_what_is_proposed_to_go_to_it(client, traffic):
    other = factories.make_unit(name="城陽分局", code="chengyang")
    chengyang = factories.make_district(name="城陽區", code="chengyang-district")
    roads = factories.make_category(name="道路交通管理", unit=traffic)
    order = factories.make_category(name="治安管理", unit=other)
    moved = factories.make_category(name="戶政管理", unit=traffic)
    gone = factories.make_category(name="舊領域", unit=traffic, is_active=False)
    Route.objects.create(category=order, district=chengyang, unit=traffic)
    Route.objects.create(category=moved, unit=other)

    assert Route.objects.fields_of(traffic) == [(roads, None), (order, chengyang)]
    assert Route.objects.fields_of(other) == [(order, None), (moved, None)]
    page = client.get("/units/traffic/").text
    board = reverse("suggestion_list")
    assert [f'href="{board}?category={field.pk}"' in page for field in (roads, order, moved, gone)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert '（<a href="/districts/chengyang-district/">城陽區</a>的）' in page


def test_a_dissolved_unit_keeps_its_page_and_says_so(client, traffic, supervisor):
    answered, open_one = handled(traffic), factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=traffic)
    factories.make_category(unit=traffic)
    traffic.dissolve(by=supervisor, now=NOW)
    page, every = client.get("/units/traffic/").text, client.get("/units/").text

    open_one.refresh_from_db()
    assert ("這個單位已經停用" in page, open_one.unit) == (True, None)
    assert (f"/suggestions/{answered.number}/" in page, "tel:0532" in page, "哪些建議轉到這裡" in page) == (
        True, False, False,
    )  # fmt: skip
    assert every.index("已經停用的單位") < every.index("/units/traffic/")


def test_no_person_is_named(client, traffic):
    names = [f"{user.username}" for user in traffic.members.all()]
    handled(traffic)
    pages = client.get("/units/").text + client.get("/units/traffic/").text
    assert ([name for name in names if name in pages], len(names) > 0) == ([], True)


def test_without_units_the_page_says_so(client):
    assert "還沒有列出承辦單位。" in client.get("/units/").text


def test_a_unit_that_was_given_nothing_has_no_numbers(client, traffic):
    page = client.get("/units/traffic/").text
    assert ("還沒有收到意見建議。" in page, 'class="totals"' in page) == (True, False)


def test_a_code_that_nobody_has_is_nothing(client):
    assert client.get("/units/nowhere/").status_code == 404


def test_about_and_the_map_of_the_site_lead_there(client, traffic):
    assert '<a href="/units/">誰在辦</a>' in client.get("/about/").text
    assert [f'href="/{name}/"' in client.get("/sitemap/").text for name in ("units", "districts")] == [True, True]


@pytest.mark.parametrize("address", ["/units/", "/units/traffic/"])
def test_it_asks_as_often_for_one_as_for_three(client, traffic, address):
    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    handled(traffic)
    factories.make_category(name="領域", unit=traffic)
    asked = queries()
    for number in range(3):
        handled(traffic, title=f"第 {number} 件")
        factories.make_unit(name=f"單位 {number}")
        factories.make_category(name=f"領域 {number}", unit=traffic)
    assert (queries(), Unit.objects.count()) == (asked, 4)
