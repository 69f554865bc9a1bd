"""Suggestions found by a registered contact: by whoever may read it, on the record, and never by an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Event, Suggestion
from feedback.rules.workflow import Stage, Verb
from portal.tables.encrypted import lookup_key
from portal.tables.staff import StaffRecord
from tests import factories

pytestmark = pytest.mark.django_db

MOBILE = "13864210975"


@pytest.fixture
def address():
    return reverse("admin:feedback_suggestion_by_contact")


def found(page):
    return [line["suggestion"].number for line in page.context["lines"]]


def test_all_of_the_contact_are_found_however_it_is_written(client, triage_officer, address):
    theirs = [factories.make_suggestion(contact=contact) for contact in (MOBILE, "+86 138-6421-0975")]
    before = factories.make_suggestion(contact=MOBILE)
    Suggestion.objects.filter(pk=before.pk).update(contact_key=lookup_key(MOBILE))
    factories.make_suggestion(contact="13864210976")
    factories.make_suggestion()
    client.force_login(triage_officer)

    page = client.post(address, {"contact": "１３８ ６４２１ ０９７５"})

    assert found(page) == [one.number for one in [before, *theirs[::-1]]]


def test_each_reading_is_recorded_and_the_contact_nowhere(client, triage_officer, address):
    suggestion = factories.make_suggestion(contact=MOBILE)
    client.force_login(triage_officer)

    client.post(address, {"contact": MOBILE})
    client.post(address, {"contact": "13800000000"})

    readings = Event.objects.filter(verb=Verb.READ_CONTACT).values_list("suggestion", "by")
    assert list(readings) == [(suggestion.pk, triage_officer.pk)]
    told = list(StaffRecord.objects.order_by("pk").values_list("object_repr", flat=True))
    assert told == ["按聯繫方式查找，列出 1 件", "按聯繫方式查找，列出 0 件"]


def test_a_handler_finds_those_of_the_own_unit_alone(client, handler, other_unit, address):
    own = factories.make_suggestion(stage=Stage.IN_PROGRESS, contact=MOBILE)
    factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=other_unit, contact=MOBILE)
    client.force_login(handler)

    assert found(client.post(address, {"contact": MOBILE})) == [own.number]
    assert Event.objects.filter(verb=Verb.READ_CONTACT).count() == 1


@pytest.mark.parametrize("role", ["reviewer", "supervisor", "administrator"])
def test_whoever_may_not_read_contacts_is_neither_offered_it_nor_let_in(client, request, address, role):
    factories.make_suggestion(contact=MOBILE)
    client.force_login(request.getfixturevalue(role))
    answers = [client.get(address), client.post(address, {"contact": MOBILE})]
    assert ([answer.status_code for answer in answers], Event.objects.filter(verb=Verb.READ_CONTACT).count()) == (
        [403, 403], 0,
    )  # fmt: skip
    if role != "administrator":
        assert address not in client.get(reverse("admin:feedback_suggestion_changelist")).text


def test_the_list_leads_there(client, triage_officer, address):
    client.force_login(triage_officer)
    assert f'href="{address}"' in client.get(reverse("admin:feedback_suggestion_changelist")).text


def test_a_contact_in_the_address_is_not_looked_at(client, triage_officer, address):
    factories.make_suggestion(contact=MOBILE)
    client.force_login(triage_officer)
    page = client.get(address, {"contact": MOBILE})
    assert (found(page), MOBILE in page.text, StaffRecord.objects.count()) == ([], False, 0)


def test_what_is_no_contact_is_told_and_looked_up_nowhere(client, triage_officer, address):
    client.force_login(triage_officer)
    page = client.post(address, {"contact": "王先生"})
    assert (page.context["form"].errors, StaffRecord.objects.count()) == (
        {"contact": ["請填寫電話號碼或電子郵箱。"]}, 0,
    )  # fmt: skip


def test_more_than_are_shown_are_told_and_only_those_shown_are_read(client, triage_officer, address, monkeypatch):
    monkeypatch.setattr("feedback.desk.lists.by_contact.MOST", 2)
    for _ in range(3):
        factories.make_suggestion(contact=MOBILE)
    client.force_login(triage_officer)
    page = client.post(address, {"contact": MOBILE})
    read = Event.objects.filter(verb=Verb.READ_CONTACT).count()
    assert ("超過 2 件，只列最近的 2 件。" in page.text, len(found(page)), read) == (True, 2, 2)


def test_the_same_number_of_queries_for_one_and_for_three(client, triage_officer, address, django_assert_num_queries):
    factories.make_suggestion(contact=MOBILE)
    client.force_login(triage_officer)
    client.post(address, {"contact": MOBILE})
    with CaptureQueriesContext(connection) as one:
        client.post(address, {"contact": MOBILE})
    for _ in range(2):
        factories.make_suggestion(contact=MOBILE)
    with django_assert_num_queries(len(one)):
        client.post(address, {"contact": MOBILE})
