"""The district of what is not public is not public: no page of a district shows a stub, nor lets it be told."""

import pytest

from feedback.models import Count, Suggestion
from feedback.office.calendar import working_days
from feedback.rules.deadlines import due_days
from feedback.rules.few import Numbers
from feedback.rules.statistics import Statistics
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("count", [1, 4])
def test_of_a_few_that_are_not_public_it_says_neither_how_many_nor_what_became_of_them(client, shinan, count):
    public(shinan, 6, stage=Stage.CLOSED)
    before = shown(client)[0].text
    stubs(shinan, count)
    page, numbers = shown(client)

    assert "內容已經公開的 6 件，都在這裡；沒有公開的不到五件。" in page.text
    assert "只算內容公開的這 6 件。內容不公開的，是哪個區市也不公開。" in page.text
    assert (page.context["numbers"][0]["label"], numbers, page.text == before) == ("內容公開的", [6, 6, 6, 6], True)


def test_whatever_comes_in_and_becomes_of_a_few_the_page_stays_the_same(client, shinan):
    public(shinan, 6, stage=Stage.CLOSED)
    pages = {shown(client)[0].text}
    for stage in (Stage.RECEIVED, Stage.DECLINED, Stage.WITHDRAWN, Stage.CLOSED):
        stubs(shinan, stage=stage)
        pages.add(shown(client)[0].text)
    assert len(pages) == 1


def test_of_many_it_says_how_many(client, shinan):
    public(shinan, 6)
    stubs(shinan, 5)
    page, numbers = shown(client)

    assert "收到 11 件，其中 6 件的內容已經公開，都在這裡。" in page.text
    assert ("連同內容不公開的一起計算。" in page.text, numbers[:3]) == (True, [11, 11, 0])
    assert [row["url"] for row in page.context["numbers"] if row.get("url")] == []


def test_where_one_number_would_tell_of_a_few_all_are_of_what_is_public(client, shinan):
    public(shinan, 6, stage=Stage.CLOSED)
    stubs(shinan, 6)
    stubs(shinan, 1, stage=Stage.DECLINED)
    page, numbers = shown(client)

    assert "收到 13 件，其中 6 件的內容已經公開，都在這裡。" in page.text
    assert "只算內容公開的這 6 件。內容不公開的，是哪個區市也不公開。" in page.text
    assert numbers == [6, 6, 6, 6]


def test_a_district_of_which_only_stubs_came_in_says_no_more_than_an_empty_one(client, shinan):
    empty = shown(client)[0].text
    stubs(shinan, 4)
    assert shown(client)[0].text == empty


def test_of_many_of_which_none_is_public_it_says_how_many(client, shinan):
    stubs(shinan, 5)
    assert "收到 5 件，內容都還沒有公開。" in shown(client)[0].text


def test_what_is_counted_one_by_one_is_what_the_counters_have(shinan):
    for stage in (Stage.RECEIVED, Stage.REPLIED, Stage.CLOSED, Stage.MERGED, Stage.DECLINED):
        factories.make_suggestion(district=shinan, stage=stage)
    today = NOW.date()
    statistics = Count.objects.all().statistics(NOW, today)

    assert isinstance(statistics, Statistics)
    assert Suggestion.objects.filter(district=shinan).numbers(today) == Numbers.of(
        statistics.groups["district"][shinan.pk]
    )
    assert Count.objects.groups("district", today, value=shinan.pk) == {
        shinan.pk: statistics.groups["district"][shinan.pk]
    }
