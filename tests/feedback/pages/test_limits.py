"""One address is not one person: who is refused, by what, and who is not, whatever strangers do."""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Draft, Suggestion
from feedback.rules.workflow import Stage
from portal.tables.tries import Tries
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import fill, look_up, send

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

OFFICE = "198.51.100.7"
CALL = f"{site.HOTLINE}（{site.HOTLINE_HOURS}）"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def browser(address=OFFICE):
    """A browser that keeps its cookies, and has opened a page with a form."""
    client = Client(REMOTE_ADDR=address)
    client.get(reverse("status_lookup"))
    return client


def guess(client, number, secret="1", **meta):
    return client.post(reverse("status_lookup"), {"number": number, "secret": secret}, **meta)


def statuses(responses):
    return [response.status_code for response in responses]


# A receipt.


def test_ten_wrong_receipts_refuse_the_browser_and_nobody_beside_it(citizen):
    own, stranger = browser(), browser()
    wrong = [guess(stranger, citizen.number) for _ in range(11)]
    beside = guess(browser(), citizen.number)
    assert (statuses(wrong), beside.status_code, look_up(own, citizen).url) == (
        [302] * 10 + [429], 302, reverse("status_detail"),
    )  # fmt: skip


def test_the_right_receipt_opens_from_the_refused_browser_and_the_refused_address(citizen, settings):
    settings.WRONG_RECEIPTS_NETWORK = 12
    own = browser()
    wrong = [guess(own, citizen.number) for _ in range(11)] + [guess(Client(), citizen.number, REMOTE_ADDR=OFFICE)] * 2
    assert (statuses(wrong)[-2:], guess(Client(), "2020-0999", REMOTE_ADDR=OFFICE).status_code) == ([302, 302], 302)
    assert guess(Client(), "2020-0999", REMOTE_ADDR=OFFICE).status_code == 429
    assert [look_up(each, citizen).url for each in (own, browser())] == [reverse("status_detail")] * 2


def test_who_drops_the_cookies_is_refused_by_address_late(citizen, settings):
    settings.WRONG_RECEIPTS_NETWORK = 30
    wrong = statuses(guess(Client(), citizen.number, REMOTE_ADDR=OFFICE) for _ in range(32))
    assert wrong == [302] * 30 + [429] * 2


def test_who_walks_through_the_addresses_of_a_network_is_one(citizen, settings):
    settings.WRONG_RECEIPTS_NETWORK = 30
    wrong = statuses(guess(Client(), citizen.number, REMOTE_ADDR=f"2001:db8::{time:x}") for time in range(31))
    next_house = guess(Client(), citizen.number, REMOTE_ADDR="2001:db8:0:1::1")
    assert (wrong, next_house.status_code) == ([302] * 30 + [429], 302)


def test_the_refused_one_is_told_what_to_do_and_keeps_the_form(citizen):
    stranger = browser()
    for _ in range(10):
        guess(stranger, citizen.number)
    page = guess(stranger, citizen.number, "1234")
    assert page.context["form"].non_field_errors() == [
        "編號或查詢碼不對，而且填錯的次數太多。請對照回執填寫，填對了隨時能打開；"
        f"找不到回執的，請過 15 分鐘再試，或者撥打 {CALL}。"
    ]
    assert (page.context["form"]["secret"].value(), "receipt" in page.cookies) == ("1234", False)


def test_after_a_quarter_of_an_hour_the_browser_may_guess_again(citizen, time_machine):
    stranger = browser()
    for _ in range(11):
        guess(stranger, citizen.number)
    time_machine.move_to(NOW + timedelta(minutes=15), tick=False)
    assert guess(stranger, citizen.number).status_code == 302


def test_no_number_of_strangers_shuts_an_owner_out(citizen):
    for time in range(100):
        guess(Client(), citizen.number, REMOTE_ADDR=f"203.0.113.{time}")
    assert look_up(browser(), citizen).url == reverse("status_detail")


def test_who_is_refused_costs_two_questions_and_writes_nothing_more(citizen):
    stranger = browser()
    for _ in range(10):
        guess(stranger, citizen.number)
    kept = [*Tries.objects.order_by("key").values_list("key", "count")]
    with CaptureQueriesContext(connection) as queries:
        guess(stranger, citizen.number)
    asked = [query["sql"] for query in queries if "portal_tries" in query["sql"] or "secret_digest" in query["sql"]]
    assert ([*Tries.objects.order_by("key").values_list("key", "count")], len(asked)) == (kept, 2)
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_what_is_no_number_is_no_try(citizen):
    client = browser()
    assert (statuses(guess(client, "170") for _ in range(20)), Tries.objects.count()) == ([302] * 20, 0)


# The desk hears of it.


def test_the_desk_is_told_of_a_number_that_is_guessed(client, citizen, settings, triage_officer):
    client.force_login(triage_officer)
    page = reverse("admin:feedback_suggestion_change", args=[citizen.suggestion.pk])
    seen = []
    for time in range(10):
        guess(Client(), citizen.number, REMOTE_ADDR=f"203.0.113.{time}")
        seen.append(("至少有 10 次" in client.get(page).text, "至少 10 次" in client.get(reverse("admin:index")).text))
    assert seen == [(False, False)] * 9 + [(True, True)]


def test_of_numbers_that_are_none_the_desk_hears_nothing(client, citizen, supervisor):
    for time in range(20):
        guess(Client(), "2020-0999", REMOTE_ADDR=f"203.0.113.{time}")
    client.force_login(supervisor)
    assert client.get(reverse("admin:index")).context["guessed"] == []


def test_a_unit_is_not_told_of_others(client, citizen, handler, supervisor):
    for time in range(10):
        guess(Client(), citizen.number, REMOTE_ADDR=f"203.0.113.{time}")
    told = []
    for person in (handler, supervisor):
        client.force_login(person)
        told.append(client.get(reverse("admin:index")).context["guessed"])
    assert told == [[], [(citizen.suggestion, 10)]]


def test_the_desk_forgets_after_thirty_days(client, citizen, supervisor, time_machine):
    for time in range(10):
        guess(Client(), citizen.number, REMOTE_ADDR=f"203.0.113.{time}")
    time_machine.move_to(NOW + timedelta(days=30), tick=False)
    client.force_login(supervisor)
    assert client.get(reverse("admin:index")).context["guessed"] == []


def test_the_home_asks_the_same_for_one_and_for_three_guessed(client, supervisor):
    client.force_login(supervisor)
    asked = []
    for more in (1, 2):
        for suggestion in [factories.make_suggestion() for _ in range(more)]:
            Tries.objects.create(key=f"suggestion:{suggestion.pk}", count=50, ends_at=NOW + timedelta(days=1))
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("admin:index"))
        asked.append(len(queries))
    assert (len(page.context["guessed"]), asked[0]) == (3, asked[1])


# Sending.


def test_an_office_sends_beyond_what_one_browser_may(settings):
    settings.SENT_PER_HOUR_BROWSER = 1
    people = [browser() for _ in range(35)]
    sent = [send(person, fill(person)) for person in people]
    assert ({response.url for response in sent}, Suggestion.objects.count()) == ({reverse("suggest_receipt")}, 35)


@pytest.mark.parametrize("name", ["SENT_PER_HOUR_BROWSER", "SENT_PER_HOUR_NETWORK"])
def test_who_sends_too_often_keeps_what_was_typed_and_is_told_what_to_do(settings, name):
    setattr(settings, name, 1)
    person = browser()
    send(person, fill(person))
    refused = send(person, fill(person, words={"title": "第二件事"}))
    assert (refused.status_code, Suggestion.objects.count(), Draft.objects.get().filled["title"]) == (
        429, 1, "第二件事",
    )  # fmt: skip
    assert refused.context["form"].non_field_errors() == [
        f"提交的次數太多，請過 60 分鐘再點「提交」，您填寫的內容都還在。急需辦理的，請撥打 {CALL}。"
    ]


def test_an_hour_later_it_is_sent(settings, time_machine):
    settings.SENT_PER_HOUR_BROWSER = 1
    person = browser()
    send(person, fill(person))
    send(person, fill(person))
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    assert send(person, person.get(reverse("suggest_check"))).url == reverse("suggest_receipt")


@pytest.mark.parametrize("name", ["BEGUN_PER_HOUR_BROWSER", "BEGUN_PER_HOUR_NETWORK"])
def test_who_begins_too_often_is_told_whom_to_call(settings, name):
    setattr(settings, name, 1)
    person = browser()
    person.post(reverse("suggest_start"))
    page = person.post(reverse("suggest_start"), {"anew": "yes"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        f"開始填寫的次數太多，請過 60 分鐘再來。急需辦理的，請撥打 {CALL}。"
    ]


# 我也遇到.


@pytest.fixture
def suggestion(db):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion, title="路燈不亮")
    return suggestion


def support(suggestion, address, client=None):
    return (client or Client()).post(reverse("suggestion_support", args=[suggestion.number]), REMOTE_ADDR=address)


def test_a_robot_that_drops_its_cookies_is_not_seventy_people(suggestion):
    answers = statuses(support(suggestion, OFFICE) for _ in range(70))
    assert (answers, suggestion.supports.count()) == ([302] * 30 + [429] * 40, 30)


def test_nor_with_seventy_addresses_of_one_network(suggestion):
    for time in range(70):
        support(suggestion, f"2001:db8::{time:x}")
    assert suggestion.supports.count() == 30


def test_nobody_caps_the_support_of_a_suggestion(suggestion):
    for _ in range(40):
        support(suggestion, OFFICE)
    others = statuses(support(suggestion, f"203.0.113.{time}") for time in range(70))
    assert (others, suggestion.supports.count()) == ([302] * 70, 100)


def test_an_address_that_supported_one_to_the_limit_supports_others(suggestion):
    for _ in range(40):
        support(suggestion, OFFICE)
    other = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(other)
    assert (support(other, OFFICE).status_code, other.supports.count()) == (302, 1)


def test_a_browser_that_supports_everything_is_told_to_wait_and_may_undo(suggestion, settings):
    settings.SUPPORTS_PER_HOUR_BROWSER = 1
    person = browser()
    support(suggestion, OFFICE, person)
    other = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(other)
    refused = support(other, OFFICE, person)
    person.post(reverse("suggestion_support", args=[suggestion.number]), {"undo": "yes"})
    assert (refused.status_code, "60 分鐘" in refused.text, site.HOTLINE in refused.text) == (429, True, True)
    assert (other.supports.count(), suggestion.supports.count()) == (0, 0)


def test_undoing_what_was_not_done_holds_no_row_and_ends_no_page(suggestion, monkeypatch):
    monkeypatch.setattr(Suggestion, "drop_support", None)
    answer = Client().post(reverse("suggestion_support", args=[suggestion.number]), {"undo": "yes"})
    assert answer.status_code == 302
