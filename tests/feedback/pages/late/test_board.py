"""The filter of the board by what is late: beside the others, in the links, and at the same cost."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Suggestion
from tests.factories import at, release
from tests.feedback.pages.late.reading import BOARD, LIST, WALL, at_desk, days, on_board


def test_filter_is_combined_with_the_others_and_counts_under_them(client, two_units, time_machine):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    unit, other_unit = two_units
    page = client.get(BOARD, {"late": "unanswered", "unit": unit.pk})
    found = {facet.name: {choice.value: choice.number for choice in facet.choices} for facet in page.context["facets"]}

    assert [line.number for line in page.context["slice"].lines] == ["2020-0001"]
    assert (page.context["count"], found["late"]) == (1, {"unanswered": 1})
    assert found["unit"] == {str(unit.pk): 1, str(other_unit.pk): 1}


def test_filter_stays_in_the_form_and_in_the_links_of_the_pages(client, two_units, time_machine, monkeypatch):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    monkeypatch.setattr("feedback.board.views.PER_PAGE", 1)
    page = client.get(BOARD, {"late": "unanswered"}).text

    assert '<option value="unanswered" selected>逾期未答覆（2）</option>' in page
    assert 'href="?late=unanswered&amp;after=2020-0003"' in page


def test_filter_goes_with_words_and_with_the_order_of_due_days(client, two_units, time_machine):
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    late = Suggestion.objects.get(year=2020, sequence=1)
    Suggestion.objects.filter(pk=late.pk).update(has_consent=True)
    late.refresh_from_db()
    release(late, title="延安路路口加待轉提示")

    assert [*on_board(client, late="unanswered", q="延安路")] == ["2020-0001"]
    assert [*on_board(client, late="unanswered", sort="due")] == ["2020-0001", "2020-0003"]


def test_many_are_listed_as_few_are(client, filed, office, time_machine, monkeypatch):
    monkeypatch.setattr("feedback.suggestions.late.MOST_NAMED", 2)
    for day, late in days(time_machine, client, office.supervisor):
        own = {number: str(each) for number, each in late.items() if each.is_counted}

        assert (day, on_board(client, late="unanswered"), at_desk(client, late="unanswered")) == (day, own, own)


def test_strange_filter_is_told_and_left_out(client, two_units):
    page = client.get(BOARD, {"late": "nonsense"})

    assert "這些篩選條件不存在，已經略過：是否逾期。" in page.text
    assert len(page.context["slice"].lines) == 3


def test_lists_cost_the_same_whether_none_or_many_are_late(client, filed, office, time_machine):
    asked = {}
    for _day, _late in days(time_machine, client, office.supervisor):
        for address in (BOARD, WALL, reverse(LIST)):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            asked.setdefault(address, []).append(len(captured))

    assert {address: len(set(counts)) for address, counts in asked.items()} == dict.fromkeys(asked, 1)
