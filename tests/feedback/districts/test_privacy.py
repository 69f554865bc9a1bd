"""The district of what is not public is not public: no page of a district shows a stub, nor lets it be told."""

import pytest

from feedback.management.commands.check_counts import differences
from feedback.office.calendar import working_days
from feedback.rules.deadlines import due_days
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def shinan(office):
    return factories.make_district(name="市南區", code="shinan", map_row=1, map_column=1)


def public(district, count=1, **fields):
    for one in stubs(district, count, has_consent=True, **fields):
        factories.release(one)


def stubs(district, count=1, **fields):
    due = due_days(NOW.date(), working_days())
    return [factories.make_suggestion(district=district, due=due, **fields) for _ in range(count)]


def shown(client):
    page = client.get("/districts/shinan/")
    return page, [row["number"] for row in page.context["numbers"]]


def test_a_stub_stands_neither_in_a_list_nor_on_the_wall_nor_on_the_map(client, shinan):
    public(shinan)
    hidden = [*stubs(shinan), *stubs(shinan, stage=Stage.CLOSED), *stubs(shinan, stage=Stage.DECLINED)]
    pages = [
        client.get(address).text for address in ("/districts/shinan/", "/districts/", "/", "/en/districts/shinan/")
    ]

    assert [one.number for one in hidden if any(f"/suggestions/{one.number}/" in page for page in pages)] == []
    assert ['aria-label="市南區 1 件"' in page for page in pages[1:3]] == [True, True]


@pytest.mark.parametrize("count", [1, 4, 5, 40])
def test_of_what_is_not_public_it_says_neither_how_many_nor_what_became_of_them(client, shinan, count):
    public(shinan, 6, stage=Stage.CLOSED)
    before = shown(client)[0].text
    stubs(shinan, count)
    page, numbers = shown(client)

    assert "內容已經公開的 6 件，都在這裡。" in page.text
    assert "內容不公開的，是哪個區市也不公開。" in page.text
    assert (page.context["numbers"][0]["label"], numbers, page.text == before) == ("內容公開的", [6, 6, 6, 6, 6], True)


@pytest.mark.parametrize(
    "address", ["/districts/shinan/", "/districts/", "/data/districts.csv", "/data/districts.csv?campaign={campaign}"]
)
@pytest.mark.parametrize("count", [0, 2])
def test_no_page_changes_with_the_district_of_what_comes_in_and_is_not_public(client, shinan, address, count):
    elsewhere = factories.make_district(name="市北區", code="shibei", map_row=1, map_column=2)
    campaign = factories.make_campaign()
    public(shinan, count, campaign=campaign)
    address = address.format(campaign=campaign.slug)
    seen = []
    for district in (None, shinan, elsewhere):
        for stage in (Stage.RECEIVED, Stage.DECLINED, Stage.WITHDRAWN, Stage.CLOSED):
            stubs(district, stage=stage, campaign=campaign)
            page = client.get(address)
            seen.append(b"".join(page.streaming_content) if page.streaming else page.content)

    assert len(set(seen)) == 1


def test_the_board_does_not_say_how_many_of_a_district_are_not_public(client, shinan):
    public(shinan)
    campaign = factories.make_campaign()
    stubs(shinan, 7, campaign=campaign)
    for more in ({}, {"campaign": campaign.slug}):
        page = client.get("/suggestions/", {"district": shinan.pk} | more)
        assert (page.context["numbers"].stubs, "另有" in page.text) == (0, False)


def test_the_search_offers_no_district_of_which_nothing_is_public(client, shinan):
    stubs(shinan)
    before = client.get("/suggestions/", {"q": "市南區"}).context["beyond"].offers
    public(shinan)
    after = client.get("/suggestions/", {"q": "市南區"}).context["beyond"].offers
    assert ([offer.label for offer in before], [offer.label for offer in after]) == ([], ["只看市南區的"])


def test_the_statistics_of_districts_open_lists_of_as_many(client, shinan):
    public(shinan, 2, stage=Stage.CLOSED)
    public(shinan)
    stubs(shinan, 3, stage=Stage.CLOSED)
    table = next(chart for chart in client.get("/data/").context["charts"] if chart.name == "districts")
    cells = [cell for row in table.rows for cell in row.cells if cell.url]

    assert [cell.text for cell in cells] == [3, 3, 2, 2, 2]
    assert [len(client.get(cell.url).context["slice"].lines) for cell in cells] == [3, 3, 2, 2, 2]
    assert (table.headings[1], table.point) == ("內容公開的", "3 件都屬於「市南區」")


def test_what_is_released_and_taken_back_is_counted_while_it_is_public(client, shinan):
    [one] = stubs(shinan, has_consent=True, stage=Stage.CLOSED)
    factories.release(one)
    told = [shown(client)[1]]
    one.take_back("有人認出了寫信的人。", by=factories.office().triage_officer, now=NOW)
    told.append(client.get("/districts/shinan/").context["count"])

    assert (told, differences()) == ([[1, 1, 1, 1, 1], 0], {})
