"""No way out of a form is one on which what was typed is lost: every form in which somebody writes, by every exit."""

import pytest
from django.urls import reverse

from tests.feedback.pages.nothing_typed_is_lost.leaving import Form
from tests.feedback.pages.nothing_typed_is_lost.writing import FORMS, STEPS, every, look_up_again, words

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@every(FORMS)
@pytest.mark.parametrize(("label", "prefix"), [("繁體", ""), ("简体", "/zh-hans"), ("English", "/en")])
def test_another_language_shows_it(client, form, label, prefix):
    writer = form(client)
    page = writer.press(label)
    assert (page.request["PATH_INFO"], writer.finds_it_in(page)) == (prefix + writer.page, True)


@every(FORMS)
def test_larger_type_and_the_way_back_from_there(client, form):
    writer = form(client)
    page = writer.press("大字版")
    assert page.request["PATH_INFO"] == reverse("comfort_choice")
    sent = {"size": "large", "next": page.context["form"]["next"].value()}
    back = client.post(
        reverse("comfort_choice"), sent | {"csrfmiddlewaretoken": page.context["csrf_token"]}, follow=True
    )
    assert (back.request["PATH_INFO"], writer.finds_it_in(back)) == (writer.page, True)


@every(FORMS)
def test_a_refusal_is_a_page_that_can_be_gone_back_to_and_read_again(client, form):
    """Seen: ERR_CACHE_MISS, for a page that answers what was sent is kept by no browser."""
    writer = form(client)
    page = writer.press(writer.send)
    assert (page.request["REQUEST_METHOD"], page.status_code, "請改正下面標出的內容" in page.text) == ("GET", 200, True)
    assert (page.request["PATH_INFO"], writer.finds_it_in(page), writer.finds_it_again()) == (writer.page, True, True)


@every(FORMS)
def test_a_page_whose_token_is_gone_gives_it_back_to_be_sent_again(client, form):
    writer = form(client)
    del client.cookies["csrftoken"]
    page = writer.press(writer.send)
    assert (page.status_code, writer.finds_it_in(page)) == (403, True)
    sent = dict(page.context["sent"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    again = client.post(page.context["action"], sent, follow=True)
    assert (again.status_code, writer.finds_it_in(again)) == (200, True)


@every(FORMS)
def test_all_that_a_browser_held_is_gone(client, form):
    writer = form(client)
    client.cookies.clear()
    page = writer.press(writer.send)
    sent = dict(page.context["sent"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    again = client.post(page.context["action"], sent, follow=True)
    if hasattr(client, "receipt"):
        again = look_up_again(client)
    assert (writer.finds_it_in(page), writer.finds_it_in(again)) == (True, True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_neither_kept_nor_shown(client, site):
    writer = words(client)
    del writer.form.sent["csrfmiddlewaretoken"]
    page = writer.press(writer.send, headers={"sec-fetch-site": site})
    assert (page.status_code, writer.finds_it_in(page), writer.finds_it_again()) == (403, False, False)


@every(STEPS)
def test_what_is_given_back_goes_along_into_another_language(client, form):
    writer = form(client)
    del client.cookies["csrftoken"]
    page = Form(writer.press(writer.send)).press(client, "简体", {})
    assert (page.request["PATH_INFO"], writer.finds_it_in(page)) == ("/zh-hans" + writer.page, True)


def test_what_is_given_back_is_text_and_nothing_else(client):
    writer = words(client)
    writer.typed["body"] = '"><script>alert(1)</script>'
    del client.cookies["csrftoken"]
    assert "<script>alert" not in writer.press(writer.send).text


@every(FORMS)
def test_enter_presses_the_button_of_the_form_and_no_language(client, form):
    assert "name" not in form(client).form.default
