"""Two pages of one step: neither takes the place of the other in silence."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Draft
from tests.feedback.pages.nothing_typed_is_lost.leaving import Form, stand_in
from tests.feedback.pages.nothing_typed_is_lost.writing import begun
from tests.feedback.passage import WORDS, fill, send

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def two_pages(client):
    begun(client)
    return Form(client.get(reverse("suggest_words"))), Form(client.get(reverse("suggest_words")))


OLDER, NEWER = {"title": "舊頁", "body": "舊頁裡寫的話"}, {"title": "新頁", "body": "新頁裡寫的話"}


def saved(client, form, typed):
    return client.post(form.address, form.sent | typed | {"save": "yes"}).json()


def test_what_is_typed_is_saved_by_itself(client):
    form, _other = two_pages(client)
    assert [saved(client, form, typed) for typed in (OLDER, NEWER)] == [{"kept": True}] * 2
    assert stand_in(client.get(reverse("suggest_words")), NEWER)


def test_an_older_page_saves_nothing_over_a_newer_draft(client):
    older, newer = two_pages(client)
    assert (saved(client, newer, NEWER), saved(client, older, OLDER)) == ({"kept": True}, {"kept": False})
    assert stand_in(client.get(reverse("suggest_words")), NEWER)


def test_of_two_first_pages_the_older_one_replaces_nothing(client):
    older, newer = (Form(client.get(reverse("suggest_start"))) for _page in range(2))
    kept = [saved(client, form, typed) for form, typed in ((newer, NEWER), (newer, NEWER), (older, OLDER))]
    page = older.press(client, "下一步", OLDER)
    assert kept == [{"kept": True}, {"kept": True}, {"kept": False}]
    assert (page.request["PATH_INFO"], page.context["form"]["title"].value()) == (reverse("suggest_words"), "新頁")
    assert (stand_in(page, OLDER), stand_in(page, NEWER)) == (True, True)


@pytest.mark.parametrize("label", ["下一步", "大字版", "简体"])
def test_an_older_page_that_is_sent_replaces_nothing_and_is_shown_beside_it(client, label):
    older, newer = two_pages(client)
    saved(client, newer, NEWER)
    older.press(client, label, OLDER)
    page = client.get(reverse("suggest_words"))
    assert (stand_in(page, OLDER), stand_in(page, NEWER)) == (True, True)
    assert page.context["form"]["title"].value() == NEWER["title"]


def test_the_same_page_is_sent_while_its_saving_is_under_way(client):
    form, _other = two_pages(client)
    saved(client, form, OLDER)
    form.press(client, "下一步", NEWER)
    assert (Draft.objects.get().asides, Draft.objects.get().filled["title"]) == ([], "新頁")


def test_a_second_click_is_no_other_page():
    client = Client()
    form, _other = two_pages(client)
    for _click in range(2):
        form.press(client, "下一步", WORDS | {"title": " 小學門口的斑馬線 "})
    assert (Draft.objects.get().asides, Draft.objects.get().filled["title"]) == ([], "小學門口的斑馬線")


def test_saving_by_itself_begins_a_draft_and_never_wakes_one_that_was_sent():
    client = Client()
    form, _other = two_pages(client)
    del client.cookies["flow"]
    assert [saved(client, form, typed) for typed in (OLDER, NEWER)] == [{"kept": True}] * 2
    assert stand_in(client.get(reverse("suggest_words")), NEWER)
    send(client, fill(client))
    assert (saved(client, form, NEWER), Draft.objects.filter(payload="").count()) == ({"kept": False}, 0)
