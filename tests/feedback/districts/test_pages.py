"""我身邊的: the map of the districts, and what the page of one shows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.districts import views
from feedback.models import Unit
from feedback.office.calendar import working_days
from feedback.rules.deadlines import due_days
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def shinan(office):
    return factories.make_district(name="市南區", name_en="Shinan District", code="shinan", map_row=5, map_column=2)


def public(district, *, stage=Stage.CLOSED, title="香港中路路口加待轉提示", **fields):
    """One of the district whose text was released."""
    due = due_days(NOW.date(), working_days())
    suggestion = factories.make_suggestion(stage=stage, has_consent=True, district=district, due=due, **fields)
    factories.release(suggestion, title=title)
    return suggestion


def drawn(page):
    """{address: (what it is called, the number on it)} of the tiles, and their places."""
    tiles = re.findall(r'<a href="(/districts/[^"]+)" aria-label="([^"]+)".*?</a>', page.text, re.DOTALL)
    return dict(tiles)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_map_leads_to_each_district_that_has_a_place(client, shinan):
    factories.make_district(name="平度市", code="pingdu", map_row=1, map_column=1)
    factories.make_district(name="高新區", code="high-tech")
    public(shinan)
    page = client.get("/districts/")

    assert drawn(page) == {"/districts/pingdu/": "平度市 0 件", "/districts/shinan/": "市南區 1 件"}
    assert re.findall(r'<li>\s*<a href="([^"]+)"', page.text.partition("places__list")[2])[:3] == [
        "/districts/shinan/", "/districts/pingdu/", "/districts/high-tech/",
    ]  # fmt: skip


def test_the_drawing_needs_no_style_and_no_script(client, shinan):
    svg = re.search(r"<svg viewBox.*?</svg>", client.get("/districts/").text, re.DOTALL)[0]
    assert ("style=" in svg, "<script" in svg, "onclick" in svg) == (False, False, False)


def test_a_city_without_places_has_a_list_and_no_map(client):
    factories.make_district(name="高新區", code="high-tech")
    page = client.get("/districts/").text
    assert ('class="map"' in page, 'href="/districts/high-tech/"' in page) == (False, True)


def test_without_districts_the_page_says_so_and_the_first_page_says_nothing(client):
    assert "還沒有列出區市。" in client.get("/districts/").text
    assert "我身邊的" not in client.get("/").text


def test_the_first_page_has_the_map(client, shinan):
    public(shinan)
    assert drawn(client.get("/")) == {"/districts/shinan/": "市南區 1 件"}


def test_the_page_of_a_district_has_answers_numbers_and_wall(client, shinan, office):
    closed = public(shinan)
    public(shinan, stage=Stage.RECEIVED, title="太平路夜裡太暗")
    public(factories.make_district(name="市北區"), title="別處的事")
    page = client.get("/districts/shinan/")

    assert [row["number"] for row in page.context["numbers"]] == [2, 2, 1, 1, 1]
    assert [line.number for line in page.context["latest"]] == [closed.number]
    assert [tile.place for tile in page.context["wall"].tiles] == [1, 2]
    assert "內容已經公開的 2 件，都在這裡。" in page.text
    assert ("別處的事" in page.text, "採納" in page.text) == (False, True)


def test_each_number_opens_its_list(client, shinan):
    public(shinan)
    public(shinan, stage=Stage.RECEIVED)
    page = client.get("/districts/shinan/")
    for row in page.context["numbers"]:
        if row.get("url"):
            assert len(client.get(row["url"]).context["slice"].lines) == row["number"], row["label"]


def test_of_few_no_rate_is_told(client, shinan):
    for count, notes in ((4, ["", "已經答覆或已過期限的共 4 件"]), (5, ["辦結率 100%", None])):
        while len(client.get("/districts/shinan/").context["wall"].tiles) < count:
            public(shinan)
        rows = client.get("/districts/shinan/").context["numbers"]
        assert rows[2]["note"] == notes[0]
        assert notes[1] in (None, rows[3]["note"])


def test_the_wall_shows_the_newest_and_says_how_many(client, shinan, monkeypatch):
    monkeypatch.setattr(views, "TILES", 2)
    numbers = [public(shinan, received_at=at(f"2020-11-{day} 10:00")).number for day in (10, 11, 12)]
    page = client.get("/districts/shinan/")

    assert [(tile.place, tile.number) for tile in page.context["wall"].tiles] == [(2, numbers[1]), (3, numbers[2])]
    assert "畫出最新的 2 件" in page.text


def test_a_district_of_which_nothing_is_public_says_that(client, shinan):
    page = client.get("/districts/shinan/")
    assert ("這裡還沒有內容公開的建議。" in page.text, "辦得怎樣" in page.text) == (True, False)


def test_a_code_that_nobody_has_is_nothing(client):
    assert client.get("/districts/nowhere/").status_code == 404


def test_districts_and_units_are_links_wherever_a_suggestion_names_them(client, shinan):
    suggestion = public(shinan)
    Unit.objects.update(code="traffic")
    board, own = client.get("/suggestions/").text, client.get(f"/suggestions/{suggestion.number}/").text

    assert [link in board for link in ('<a href="/districts/shinan/">', '<a href="/units/traffic/">')] == [True, True]
    assert '<a href="/districts/shinan/">市南區</a>' in own
    assert '<a href="/en/districts/shinan/">Shinan District</a>' in client.get("/en/suggestions/").text


@pytest.mark.parametrize("address", ["/districts/", "/districts/shinan/", "/"])
def test_it_asks_as_often_for_one_as_for_three(client, shinan, address):
    public(shinan)
    asked = queries(client, address)
    for number in range(3):
        public(shinan, title=f"第 {number} 件")
        public(factories.make_district(name=f"區 {number}", map_row=1, map_column=number + 1), title="別處的")
    assert queries(client, address) == asked


def test_its_newest_answers_do_not_lead_back_to_the_page_they_stand_on(client, shinan):
    public(shinan, unit=factories.make_unit(name="市南分局"))
    rows = client.get("/districts/shinan/").text.partition('<ul class="suggestions">')[2].partition("</ul>")[0]
    assert ("香港中路路口加待轉提示" in rows, "/districts/shinan/" in rows, "市南分局" in rows) == (True, False, True)
