"""What was typed into a step of the form of a suggestion is there again, without a draft too."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from feedback.models import Draft, Suggestion
from tests.factories import NOW, make_suggestion, office
from tests.feedback.pages.nothing_typed_is_lost.leaving import Form
from tests.feedback.pages.nothing_typed_is_lost.writing import STEPS, begun, every, first, kind, person
from tests.feedback.passage import PERSON, WORDS, fill, send

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@every({"kind": kind, "person": person})
def test_a_step_back_keeps_it(client, form):
    writer = form(client)
    writer.press("返回上一步")
    assert writer.finds_it_again()


@every(STEPS)
@pytest.mark.parametrize("lost", ["draft", "cookie", "both", "days"])
@pytest.mark.parametrize("label", ["下一步", "简体", "大字版"])
def test_a_step_without_a_draft_begins_one_from_what_was_sent(client, form, lost, label, time_machine):
    """Seen: the start page, and all gone."""
    writer = form(client)
    if lost in ("draft", "both"):
        Draft.objects.all().delete()
    if lost in ("cookie", "both"):
        client.cookies.pop("flow", None)
    if lost == "days":
        time_machine.move_to(NOW + timedelta(days=3), tick=False)
    writer.press(label)
    assert writer.finds_it_again()


@pytest.mark.parametrize("step", ["suggest_kind", "suggest_person", "suggest_check", "suggest_similar"])
def test_the_steps_before_it_are_carried_along_and_outlive_the_draft(step, client):
    client = Client()
    related = make_suggestion(title=WORDS["title"], has_consent=True)
    related.release(WORDS["title"], WORDS["body"], by=office().triage_officer, now=NOW)
    fill(client, person={"is_under_14": "on", "guardian_name": "王強", "guardian_consent": "on"})
    before = Draft.objects.get().filled
    carried = dict(client.get(reverse(step)).context["carried"])
    Draft.objects.all().delete()
    del client.cookies["flow"]
    guarded = PERSON | {"is_under_14": "on", "guardian_name": "王強", "guardian_consent": "on"}
    own = {"suggest_person": guarded, "suggest_kind": WORDS}
    client.post(reverse(step), carried | own.get(step, {}))
    after = client.get(reverse("suggest_check")).context
    names = ("title", "body", "name", "contact", "guardian_name")
    assert [getattr(after["preview"], name) for name in names] == [before[name] for name in names]
    assert Suggestion.objects.count() == 1


@every(STEPS)
def test_whoever_begins_too_often_reads_it_and_may_send_it_later(client, form, settings):
    settings.BEGUN_PER_HOUR_NETWORK = settings.BEGUN_PER_HOUR_BROWSER = 1
    if form is first:
        begun(client)
        del client.cookies["flow"]
    writer = form(client)
    client.cookies.pop("flow", None)
    page = writer.press("下一步")
    assert (page.status_code, writer.finds_it_in(page)) == (429, True)
    settings.BEGUN_PER_HOUR_NETWORK = settings.BEGUN_PER_HOUR_BROWSER = 0
    sent = dict(page.context["sent"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    client.post(page.context["action"], sent)
    assert writer.finds_it_again()


def test_what_was_typed_after_sending_goes_back_and_becomes_another_one():
    client = Client()
    page = fill(client)
    old = Form(client.get(reverse("suggest_words")))
    send(client, page)
    changed = WORDS | {"title": "另一件：路燈滅了"}

    given_back = old.press(client, "下一步", changed)

    assert ("另一件：路燈滅了" in given_back.text, Draft.objects.count()) == (True, 0)
    assert client.get(reverse("suggest_receipt")).context["suggestion"].number == "2020-0001"
    client.post(given_back.context["action"], dict(given_back.context["sent"]))
    assert client.get(reverse("suggest_words")).context["form"]["title"].value() == "另一件：路燈滅了"


def test_what_was_sent_already_leads_to_the_receipt():
    client = Client()
    page = fill(client)
    old = Form(client.get(reverse("suggest_words")))
    send(client, page)
    assert old.press(client, "下一步", WORDS).redirect_chain == [(reverse("suggest_receipt"), 302)]


def test_a_first_page_sent_twice_leads_to_the_receipt_and_a_newer_one_to_another_suggestion():
    client = Client()
    old = Form(client.get(reverse("suggest_start")))
    old.press(client, "下一步", WORDS)
    send(client, fill(client))
    again = old.press(client, "下一步", WORDS)
    newer = Form(client.get(reverse("suggest_start")))
    page = newer.press(client, "下一步", {"title": "另一件：路燈滅了", "body": "夜裡看不清路。"})
    assert (again.request["PATH_INFO"], newer.sent["another"]) == (reverse("suggest_receipt"), "2020-0001")
    assert page.request["PATH_INFO"] == reverse("suggest_kind")
    assert [draft.filled["title"] for draft in Draft.objects.all()] == ["另一件：路燈滅了"]
