"""From a list to a suggestion, along the list, and back to it as it was."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.on_postgres

LIST = "admin:feedback_suggestion_changelist"
BACK = "?stage=open&order=oldest&page=2"
ALONG = f"?{urlencode({'list': BACK[1:]})}"


def case(suggestion, query=""):
    return reverse("admin:feedback_suggestion_change", args=[suggestion.pk]) + query


def do(suggestion, verb, query=""):
    return reverse("admin:feedback_suggestion_do", args=[suggestion.pk, verb]) + query


def leads_to(client, address):
    """(where the way back leads, which one is next)."""
    context = client.get(address).context
    return context["queue_address"], context["next_suggestion"]


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


@pytest.fixture
def three():
    return [factories.make_suggestion(received_at=at(f"2020-11-0{day} 09:00")) for day in (2, 3, 4)]


def test_the_list_gives_its_suggestions_the_way_back(triage, three):
    queue = {"queue": "to_accept"}
    queries = [{}, queue, {"stage": "received", "order": "oldest"}, queue | {"age": "16-"}]
    given = [triage.get(reverse(LIST), query).context["queue_query"] for query in queries]
    assert given == [
        "", "?queue=to_accept", "?list=stage%3Dreceived%26order%3Doldest", "?list=queue%3Dto_accept%26age%3D16-",
    ]  # fmt: skip


def test_from_a_later_page_one_comes_back_to_it(triage, three):
    rows = [factories.receive() for _ in range(50)]
    page = triage.get(reverse(LIST), {"page": 2})
    assert page.context["queue_query"] == "?list=page%3D2"
    assert triage.get(case(rows[0], "?list=page%3D2")).context["queue_address"] == f"{reverse(LIST)}?page=2"


def test_it_leads_along_the_list_and_back(triage, three):
    back = reverse(LIST) + BACK
    found = [leads_to(triage, case(suggestion, ALONG)) for suggestion in three]
    assert found == [(back, three[1]), (back, three[2]), (back, None)]
    page = triage.get(case(three[0], ALONG)).text
    assert f'href="{case(three[1], ALONG)}"' in page
    assert "回到「篩選的列表」" in page


def test_newest_first_and_by_due_day_the_next_one_is_the_one_below(triage, three):
    for day, suggestion in zip(("2020-12-09", "2020-12-08", "2020-12-10"), three, strict=True):
        Suggestion.objects.filter(pk=suggestion.pk).update(due_on=day)
    newest = [leads_to(triage, case(suggestion, "?list=stage%3Dopen"))[1] for suggestion in three]
    by_day = [leads_to(triage, case(suggestion, "?list=order%3Ddue"))[1] for suggestion in three]
    assert (newest, by_day) == ([None, three[0], three[1]], [three[2], three[0], None])


def test_what_has_left_the_list_still_knows_its_place(triage, three):
    three[1].accept(by=factories.office().triage_officer, now=factories.NOW)
    answered = factories.make_suggestion(stage=Stage.CLOSED)
    Suggestion.objects.filter(pk=answered.pk).update(due_on=None)
    received = "?list=stage%3Dreceived%26order%3Doldest"
    assert leads_to(triage, case(three[1], received))[1] == three[2]
    assert leads_to(triage, case(answered, "?list=order%3Ddue"))[1] == three[0]


def test_words_lead_along_too(triage, three):
    lamps = [factories.make_suggestion(title="路燈不亮", received_at=at(f"2020-11-1{day} 09:00")) for day in (0, 1)]
    assert leads_to(triage, case(lamps[1], f"?{urlencode({'list': 'q=路燈'})}"))[1] == lamps[0]


def test_a_verb_is_done_on_the_way(triage, three):
    page = triage.get(do(three[0], "accept", ALONG))
    assert page.text.count(f'href="{case(three[0], ALONG)}"') == 2
    response = triage.post(do(three[0], "accept", ALONG), {"revision": three[0].revision})
    assert response.url == case(three[0], ALONG)


def test_what_a_verb_takes_out_of_sight_leads_to_the_list_as_it_was(client, office, time_machine):
    time_machine.move_to(factories.NOW, tick=False)
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    fields = {"revision": suggestion.revision, "remark": "不是我們的。"}
    response = client.post(do(suggestion, "send_back", ALONG), fields)
    assert response.url == reverse(LIST) + BACK


def test_nothing_but_the_list_is_led_to(triage, three):
    sent = ["https://example.invalid/", "//example.invalid", "stage=nowhere&next=//example.invalid&page=-1", "page=x"]
    found = [leads_to(triage, case(three[0], f"?{urlencode({'list': text})}"))[0] for text in sent]
    assert found == [reverse(LIST)] * 4


def test_one_is_never_led_to_what_one_may_not_see(client, office, other_unit):
    theirs = factories.make_suggestion(stage=Stage.ASSIGNED, unit=other_unit, received_at=at("2020-11-02 09:00"))
    ours = factories.make_suggestion(stage=Stage.ASSIGNED)
    client.force_login(office.handler)
    query = urlencode({"list": f"unit={other_unit.pk}&queue=to_accept"})
    assert leads_to(client, case(ours, f"?{query}")) == (reverse(LIST), None)
    assert client.get(case(theirs, f"?{query}")).status_code == 404


def test_the_way_costs_the_same_in_a_list_of_two_and_of_four(triage, three):
    def queries():
        triage.get(case(three[0], ALONG))
        with CaptureQueriesContext(connection) as captured:
            triage.get(case(three[0], ALONG))
        return len(captured)

    few = queries()
    factories.receive()
    assert queries() == few


def test_the_way_stays_while_the_timeline_is_filtered(triage, three):
    for _ in range(8):
        three[0].read_contact(by=factories.office().triage_officer, now=factories.NOW)
    page = triage.get(case(three[0], ALONG)).text
    links = [part.partition('"')[0].replace("&amp;", "&") for part in page.split('href="') if "timeline=" in part[:300]]
    assert [parse_qs(urlsplit(link).query).get("list") for link in links[:1]] == [[BACK[1:]]]
