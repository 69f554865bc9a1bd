"""「我也遇到」: once for each browser, without an account, and undone as easily."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from feedback.models import Suggestion, Support
from feedback.rules.workflow import Refused, Stage
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(db):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    factories.release(suggestion, title="路燈不亮")
    return suggestion


def address(suggestion):
    return reverse("suggestion_support", args=[suggestion.number])


def count(suggestion):
    """(what is kept, what it says)"""
    return (suggestion.supports.count(), Suggestion.objects.get(pk=suggestion.pk).support_count)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_supporter_is_counted_once_and_may_take_it_back(suggestion):
    suggestion.support("one", now=NOW)
    suggestion.support("one", now=NOW)
    suggestion.support("two", now=NOW)
    twice = count(suggestion)
    suggestion.drop_support("one")
    suggestion.drop_support("one")
    assert (twice, count(suggestion)) == ((2, 2), (1, 1))


def test_the_database_refuses_a_second_one_of_a_browser(suggestion):
    suggestion.support("one", now=NOW)
    with pytest.raises(IntegrityError, match="support_once_per_browser|UNIQUE"), transaction.atomic():
        Support.objects.create(suggestion=suggestion, browser_digest="one", at=NOW)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN])
def test_only_what_is_open_and_public_is_supported(stage):
    suggestion = factories.make_suggestion(stage=stage, has_consent=True)
    if stage != Stage.WITHDRAWN:
        factories.release(suggestion)
    with pytest.raises(Refused, match="不能再表示"):
        suggestion.support("one", now=NOW)
    assert count(suggestion) == (0, 0)


def test_a_stub_is_not_supported(suggestion, triage_officer):
    suggestion.take_back("", by=triage_officer, now=NOW)
    with pytest.raises(Refused, match="不能再表示"):
        suggestion.support("one", now=NOW)


def test_support_makes_nobodys_page_stale(suggestion, unit, triage_officer):
    suggestion.support("one", now=NOW)
    suggestion.assign(unit, by=triage_officer, now=NOW)
    assert count(suggestion) == (1, 1)


def test_the_page_shows_the_form_and_keeps_nothing_in_the_browser_but_what_protects_it(client, suggestion):
    response = client.get(address(suggestion))
    assert (set(response.cookies), "不用註冊" in response.text, "no-store" in response["Cache-Control"]) == (
        {"csrftoken"}, True, True,
    )  # fmt: skip


def test_a_browser_supports_and_undoes_it(client, suggestion):
    response = client.post(address(suggestion))
    cookie = response.cookies["browser"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31536000)
    assert (response.url, count(suggestion), "已經算上您了。" in client.get(response.url).text) == (
        address(suggestion), (1, 1), True,
    )  # fmt: skip
    client.post(address(suggestion))
    again = count(suggestion)
    client.post(address(suggestion), {"undo": "yes"})
    assert (again, count(suggestion), "已經算上您了。" in client.get(response.url).text) == ((1, 1), (0, 0), False)


def test_two_browsers_are_two_and_nothing_of_them_is_kept(client, suggestion):
    for each in (client, Client()):
        each.post(address(suggestion))
    kept = " ".join(Support.objects.values_list("browser_digest", flat=True))
    token = client.cookies["browser"].value.split(":")[0]
    assert (count(suggestion), token in kept) == ((2, 2), False)


def test_a_button_that_is_pressed_twice_before_the_answer_comes_counts_once(suggestion):
    """Without a script both are sent as the form was: with its token, by a browser that has no cookie of ours yet."""
    first = Client(enforce_csrf_checks=True)
    token = first.get(address(suggestion)).context["csrf_token"]
    second = Client(enforce_csrf_checks=True)
    second.cookies["csrftoken"] = first.cookies["csrftoken"].value
    sent = [each.post(address(suggestion), {"csrfmiddlewaretoken": str(token)}) for each in (first, second)]
    assert ([one.status_code for one in sent], count(suggestion)) == ([302, 302], (1, 1))


def test_a_forged_cookie_is_no_browser(client, suggestion):
    client.cookies["browser"] = "somebody:else"
    client.post(address(suggestion), {"undo": "yes"})
    client.post(address(suggestion))
    assert count(suggestion) == (1, 1)


def test_what_was_closed_meanwhile_is_told(client, suggestion):
    factories.decline(suggestion)
    response = client.post(address(suggestion), follow=True)
    assert told(response) == ["這件建議不在辦理中，或者不再公開，不能再表示「我也遇到」。"]
    assert ("另提一件" in response.text, "browser" in client.cookies, count(suggestion)) == (True, False, (0, 0))


def test_a_stub_and_what_is_not_there_have_no_page(client):
    stub = factories.make_suggestion()
    assert [client.get(url).status_code for url in (address(stub), "/suggestions/1999-0001/support/")] == [404, 404]


def test_other_methods_are_refused(client, suggestion):
    assert client.put(address(suggestion)).status_code == 405


def test_the_suggestions_own_page_tells_how_many_and_leads_to_the_form(client, suggestion):
    suggestion.support("one", now=NOW)
    response = client.get(suggestion.get_absolute_url())
    assert ("1 人也遇到" in response.text, f'href="{address(suggestion)}"' in response.text) == (True, True)
    assert (response.cookies, "csrfmiddlewaretoken" in response.text) == ({}, False)
