"""Kept words fill their form again, and come back to nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from feedback.rules.workflow import Stage, Verb
from portal.tables.kept_words import KeptWords
from tests import factories
from tests.portal.accounts.kept_words.browsing import KEPT, do, hidden, make_officer, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def test_the_form_is_filled_with_them_and_may_be_sent(browser, lost):
    working, _kept = lost
    page = browser.get(reverse(KEPT)).text
    address = re.search(r'href="([^"]+\?kept=\d+)"', page)[1]
    form = browser.get(address).context["form"]
    values = {name: form[name].value() for name in ("body", "outcome", "outcome_reason", "is_checked", "revision")}
    sent = {**values, "is_checked": "", "revision": working.revision, **hidden(browser.get(address))}
    response = browser.post(address, sent)
    assert values == {
        "body": "起草時寫的話。",
        "outcome": "not_adopted",
        "outcome_reason": "路窄。",
        "is_checked": None,
        "revision": working.revision,
    }
    assert (response.status_code, working.replies.get().body) == (302, "起草時寫的話。")


@pytest.mark.parametrize("verb", [Verb.ASSIGN, Verb.MERGE, Verb.RECATEGORISE, Verb.ASK_EXTENSION, Verb.LABEL])
@pytest.mark.parametrize("typed", ["1", "99999", "x", "9" * 30])
def test_whatever_was_chosen_then_the_filled_form_opens(browser, officer, verb, typed):
    sign_in(browser)
    factories.make_category()
    factories.make_label()
    factories.make_unit(name="第二單位")
    working = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    names = ("unit", "handler", "main", "category", "days", "labels", "note")
    data = hidden(browser.get(do(working, verb))) | dict.fromkeys(names, typed)
    del browser.cookies["csrftoken"]
    browser.post(do(working, verb), data)
    response = browser.get(f"{do(working, verb)}?kept={KeptWords.objects.get().pk}")
    assert response.status_code == 200


@pytest.mark.parametrize("key", ["x", "99999", "9" * 40, "-1", ""])
def test_an_address_that_names_no_kept_words_opens_the_form(browser, lost, key):
    working, _kept = lost
    form = browser.get(f"{do(working, Verb.DRAFT_REPLY)}?kept={key}").context["form"]
    assert form["body"].value() is None


def test_nobody_else_gets_them(lost, office):
    working, kept = lost
    make_officer("second", office.unit)
    other = Client()
    sign_in(other, "second")
    form = other.get(f"{do(working, Verb.DRAFT_REPLY)}?kept={kept.pk}").context["form"]
    other.post(reverse("staff_kept_forget", args=[kept.pk]))
    assert (form["body"].value(), KeptWords.objects.count(), other.get(reverse(KEPT)).context["kept"]) == (None, 1, [])


def test_they_are_told_of_at_home_and_gone_when_they_are_not_needed(browser, lost):
    _working, kept = lost
    home = browser.get(reverse("admin:index")).text
    page = browser.get(reverse(KEPT))
    gone = browser.post(reverse("staff_kept_forget", args=[kept.pk]), hidden(page))
    assert ("您有 1 份寫了而沒有提交成功的內容" in home, gone.url, KeptWords.objects.count()) == (
        True,
        reverse("admin:index"),
        0,
    )
