"""Before somebody sends a suggestion: what is like it, to support instead or to be linked to."""

import pytest
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import PERSON, WORDS, fill, send

pytestmark = pytest.mark.django_db

MINE = {"title": "小学门口斑马线被车挡住", "body": "早上送孩子，小学门口的斑马线上停着车。"}


@pytest.fixture
def earlier(db):
    """An answered one that everybody may read."""
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion, title="小學門口的斑馬線總有車擋", body="早高峰小學門口斑馬線上停車。")
    factories.reply(suggestion, body="已安排民警早高峰在校門口值守。")
    return suggestion


def write(client, **words):
    client.post(reverse("suggest_start"))
    return client.post(reverse("suggest_words"), WORDS | MINE | words)


def go_on(client):
    """From the similar ones to the check page."""
    client.post(reverse("suggest_kind"), WORDS)
    return client.post(reverse("suggest_person"), PERSON, follow=True)


def test_similar_ones_are_a_step_after_the_words(client, earlier):
    page = client.get(write(client).url)
    assert (page.request["PATH_INFO"], page.context["similar"]) == (reverse("suggest_similar"), [earlier])
    assert ("已答覆" in page.text, "答覆：已安排民警早高峰在校門口值守。" in page.text) == (True, True)


def test_without_any_the_form_goes_on_by_itself(client):
    assert write(client).url == reverse("suggest_kind")
    assert client.get(reverse("suggest_similar")).url == reverse("suggest_kind")


def test_the_step_needs_a_form_that_was_begun(client, earlier):
    assert client.get(reverse("suggest_similar")).url == reverse("suggest_start")


def test_other_methods_are_refused(client):
    assert [client.put(reverse(name)).status_code for name in ("suggest_similar", "suggest_hits")] == [405, 405]


def test_somebody_goes_on_and_sends_their_own(client, earlier):
    write(client)
    assert client.post(reverse("suggest_similar")).url == reverse("suggest_kind")
    send(client, go_on(client))
    assert Suggestion.objects.latest("pk").related is None


def test_somebody_sends_their_own_linked_to_it(client, earlier):
    write(client)
    assert client.post(reverse("suggest_similar"), {"related": earlier.pk}).url == reverse("suggest_kind")
    page = go_on(client)
    send(client, page)
    assert (earlier.number in page.text, Suggestion.objects.latest("pk").related) == (True, earlier)


def test_a_link_is_chosen_among_those_shown(client, earlier):
    other = factories.make_suggestion()
    write(client)
    page = client.post(reverse("suggest_similar"), {"related": other.pk}, follow=True)
    assert (page.request["PATH_INFO"], "您選的那一件不在這幾件裡" in page.text) == (reverse("suggest_similar"), True)


def test_a_link_to_what_was_taken_back_meanwhile_is_dropped(client, earlier, triage_officer):
    write(client)
    client.post(reverse("suggest_similar"), {"related": earlier.pk})
    earlier.take_back("", by=triage_officer, now=NOW)
    page = go_on(client)
    send(client, page)
    assert (earlier.number in page.text, Suggestion.objects.latest("pk").related) == (False, None)


def test_the_check_page_shows_them_again(client, earlier):
    page = fill(client, words=MINE)
    assert (page.context["similar"], "有 1 件類似的建議" in page.text) == ([earlier], True)


@pytest.fixture
def linked(earlier):
    suggestion = factories.make_suggestion(has_consent=True, related=earlier)
    factories.release(suggestion, title="斑馬線又被擋")
    return suggestion


def links_between(client, *suggestions):
    """Whether the page of each of two leads to the other."""
    one, other = suggestions
    pages = [client.get(each.get_absolute_url()).text for each in suggestions]
    return [f'href="{other.get_absolute_url()}"' in pages[0], f'href="{one.get_absolute_url()}"' in pages[1]]


def test_linked_ones_lead_to_each_other_while_both_are_public(client, earlier, linked, triage_officer):
    both = links_between(client, earlier, linked)
    linked.take_back("", by=triage_officer, now=NOW)
    assert (both, links_between(client, earlier, linked)) == ([True, True], [False, False])


def hits(client, title):
    return client.get(reverse("suggest_hits"), {"title": title})


def test_while_the_title_is_typed_similar_ones_are_a_piece_of_a_page(client, earlier):
    response = hits(client, "小学门口的斑马线")
    assert (response.context["similar"], "<html" in response.text, dict(response.cookies)) == ([earlier], False, {})
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("typed", ["", "小學門", "八" * 61, "駱駝在沙漠裡走"])
def test_too_little_too_much_or_nothing_alike_is_an_empty_piece(client, earlier, typed):
    assert hits(client, typed).text.strip() == ""


def test_a_machine_that_asks_without_end_is_stopped(client, earlier, settings):
    settings.HITS_PER_MINUTE_NETWORK = 1
    assert [hits(client, "小學門口的斑馬線").status_code for _ in range(2)] == [200, 429]


def test_what_is_not_public_is_not_told_while_somebody_types(client):
    factories.make_suggestion(title="小學門口的斑馬線", has_consent=True)
    assert hits(client, "小學門口的斑馬線").text.strip() == ""
