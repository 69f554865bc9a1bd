"""/suggest/: the notice and the words under it, for whoever comes and for whoever finds what another one began."""

import pytest
from django.urls import reverse

from feedback.models import Draft
from tests.feedback.pages.nothing_typed_is_lost.leaving import Form
from tests.feedback.passage import WORDS

pytestmark = pytest.mark.django_db
TYPED = {"title": "路燈又滅了", "body": "夜裡看不清路。"}


def first_page(client, **query):
    return client.get(reverse("suggest_start"), query)


def test_emergency_channels_and_privacy_stand_before_what_is_typed(client, campaign):
    page = first_page(client).text
    told = [
        "tel:110",
        "tel:12389",
        "信訪部門",
        "只用來辦理和答覆",
        "從不公開",
        "可以要求查閱、更正、刪除",
        "隨這件建議保存",
    ]
    told += [reverse("privacy"), "由每日的清理刪除", campaign.title]
    assert all(words in page.partition('name="title"')[0].partition("<main")[2] for words in told)


def test_opening_it_stores_nothing_and_sets_no_cookie_of_the_form(client):
    page = first_page(client)
    assert (Draft.objects.count(), "flow" in page.cookies, "no-store" in page["Cache-Control"]) == (0, False, True)


def test_what_is_written_there_begins_the_form(client):
    page = Form(first_page(client)).press(client, "下一步", TYPED)
    assert (page.request["PATH_INFO"], Draft.objects.get().filled["title"]) == (reverse("suggest_kind"), "路燈又滅了")
    assert client.cookies["flow"].value


def test_nothing_written_is_told_as_on_every_page(client):
    page = Form(first_page(client)).press(client, "下一步", {"title": "", "body": ""})
    assert page.context["form"].errors == {"title": ["請寫一個標題。"], "body": ["請寫下您的意見或建議。"]}


def test_another_look_of_an_empty_page_stores_nothing(client):
    page = Form(first_page(client)).press(client, "简体", {"title": "", "body": ""})
    assert (page.request["PATH_INFO"], Draft.objects.count()) == ("/zh-hans/suggest/", 0)


def test_it_is_saved_by_itself_from_the_first_page_on(client):
    form = Form(first_page(client))
    answers = [
        client.post(form.address, form.sent | TYPED | {"save": "yes", "title": title}).json() for title in "甲乙"
    ]
    assert (answers, Draft.objects.get().filled["title"]) == ([{"kept": True}] * 2, "乙")


def test_the_section_goes_along_and_may_be_changed_only_by_whoever_came_from_one(client, section):
    page, other = first_page(client, section=section.pk), first_page(client)
    assert ('name="section"' in page.text, 'name="section"' in other.text) == (True, False)
    Form(page).press(client, "下一步", TYPED | {"section": section.pk})
    assert client.get(reverse("suggest_words")).context["section"] == section


def test_what_another_one_began_is_offered_and_not_shown(client):
    client.post(reverse("suggest_words"), WORDS | {"another": ""})
    page = first_page(client)
    assert ("繼續填寫" in page.text, "重新填寫" in page.text, WORDS["title"] in page.text) == (True, True, False)
    assert ('name="title"' in page.text, "＊" in page.text, WORDS["place"] in page.text) == (False, False, False)


def test_going_on_with_it_shows_the_words(client):
    client.post(reverse("suggest_words"), WORDS)
    assert WORDS["title"] in client.post(reverse("suggest_start"), follow=True).text


def test_what_cannot_be_saved_because_too_much_was_begun_is_not_said_to_be_newer_elsewhere(client, settings):
    settings.BEGUN_PER_HOUR_NETWORK = 1
    form = Form(first_page(client))
    client.post(reverse("suggest_start"))
    del client.cookies["flow"]
    answer = client.post(form.address, form.sent | TYPED | {"save": "yes"})
    assert (answer.status_code, answer.json()) == (429, {"kept": False})
