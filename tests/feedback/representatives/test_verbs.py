"""Applying, withdrawing, checking, entering, resigning: each verb, and what it refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Phase
from feedback.representatives import verbs
from feedback.representatives.models import Application, Representative
from feedback.representatives.rules import Reason, Source, State
from feedback.rules.workflow import Refused
from portal.tables.staff import StaffRecord
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    campaign = factories.make_campaign()
    factories.make_phase(
        campaign=campaign, kind=Phase.Kind.APPLY, starts_on=date(2020, 11, 20), ends_on=date(2020, 12, 10)
    )
    return campaign


def fields(application):
    return {name: getattr(application, name) for name in ("name", "contact", "born_on", "address", "contact_key")}


def test_an_application_has_its_label_its_cell_and_nothing_that_can_be_read_in_the_database(campaign):
    shinan = factories.make_district(name="測試區", code="shinan-test")
    made = factories.make_application(
        campaign=campaign, district=shinan, name="示例市民甲", contact="138 0000 0000", born_on=date(1990, 1, 31),
        address="示例路 1 號",
    )  # fmt: skip
    stored = Application.objects.values_list("name", "contact", "born_on", "address").get(pk=made.pk)
    assert (made.state, made.cell) == (State.APPLIED, {"district": "shinan-test", "age_band": "30-44"})
    assert stored == ("示例市民甲", "138 0000 0000", "1990-01-31", "示例路 1 號")
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT name, contact, born_on, address FROM representatives_application")
        assert all(text.startswith("gAAAA") for text in cursor.fetchone())


def test_the_age_is_counted_on_the_last_day_of_the_phase(campaign):
    made = factories.make_application(campaign=campaign, born_on=date(1990, 12, 10))
    assert (made.applied_at, made.age_band) == (NOW, "30-44")


def test_one_passage_through_the_form_makes_one_application(campaign):
    first = factories.make_application(campaign=campaign, flow_digest="a" * 64)
    again = factories.make_application(campaign=campaign, flow_digest="a" * 64, contact="13811111111")
    assert (again.pk, Application.objects.count()) == (first.pk, 1)


def test_a_second_one_of_a_contact_is_taken_and_does_not_count(campaign):
    factories.make_application(campaign=campaign, contact="13800000000")
    second = factories.make_application(campaign=campaign, contact="+86 138-0000-0000")
    assert (second.state, second.reason) == (State.INELIGIBLE, Reason.DUPLICATE)
    assert Application.objects.live().count() == 1


def test_the_database_takes_no_second_one_of_a_contact(campaign):
    first = factories.make_application(campaign=campaign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            campaign=campaign, label="100-000-000", contact_key=first.contact_key, district=first.district,
            age_band="18-29", applied_at=NOW,
        )  # fmt: skip


def test_whoever_comes_after_the_phase_is_told(campaign):
    with pytest.raises(Refused, match="截止"):
        factories.make_application(campaign=campaign, now=at("2020-12-11 00:00"))
    assert not Application.objects.exists()


def test_a_withdrawn_application_says_nobody_and_its_contact_may_apply_again(campaign):
    made = factories.make_application(campaign=campaign, contact="13800000000", flow_digest="b" * 64)
    verbs.withdraw(campaign, label=made.label, contact="138-0000-0000", now=NOW)
    made.refresh_from_db()
    assert (made.state, made.erased_at, made.flow_digest) == (State.WITHDRAWN, NOW, "")
    assert fields(made) == dict.fromkeys(("name", "contact", "born_on", "address", "contact_key"), "")
    assert factories.make_application(campaign=campaign, contact="13800000000").state == State.APPLIED


@pytest.mark.parametrize(("label", "contact"), [("wrong", "13800000000"), (None, "13811111111"), (None, "")])
def test_a_wrong_label_and_a_wrong_contact_are_told_alike(campaign, label, contact):
    made = factories.make_application(campaign=campaign, contact="13800000000")
    with pytest.raises(Refused) as told:
        verbs.withdraw(campaign, label=label or made.label, contact=contact, now=NOW)
    assert str(told.value.reason) == "沒有找到可以撤回的報名，請核對報名編號和報名時填寫的聯繫方式。"
    assert Application.objects.get().state == State.APPLIED


def test_a_check_is_recorded_and_may_come_out_otherwise_later(campaign):
    officer, made = factories.make_user(username="officer"), factories.make_application(campaign=campaign)
    verbs.check(made, Reason.UNREACHABLE, by=officer, now=NOW)
    checked = verbs.check(made, by=officer, now=at("2020-12-02 09:00"))
    assert (checked.state, checked.reason, checked.checked_by) == (State.ELIGIBLE, "", officer)
    told = list(StaffRecord.objects.order_by("pk").values_list("object_repr", flat=True))
    assert told == [f"核對代表報名 {made.label}：無法聯繫核實", f"核對代表報名 {made.label}：符合條件"]


def test_of_two_of_one_contact_one_at_most_is_eligible(campaign):
    officer = factories.make_user(username="officer")
    first, second = (factories.make_application(campaign=campaign) for _ in range(2))
    with pytest.raises(Refused, match="同一個聯繫方式"):
        verbs.check(second, by=officer, now=NOW)
    verbs.check(first, Reason.UNTRUE, by=officer, now=NOW)
    assert verbs.check(second, by=officer, now=NOW).state == State.ELIGIBLE


def test_what_was_withdrawn_or_drawn_is_not_checked_again(campaign):
    officer = factories.make_user(username="officer")
    drawn = factories.make_application(campaign=campaign, state=State.ELIGIBLE)
    Application.objects.update(state=State.DRAWN)
    gone = factories.make_application(campaign=campaign, contact="13811111111")
    verbs.withdraw(campaign, label=gone.label, contact="13811111111", now=NOW)
    for application in (drawn, gone):
        with pytest.raises(Refused, match="不再核對"):
            verbs.check(application, by=officer, now=NOW)


def test_eligible_ones_are_listed_by_their_labels_with_their_cells(campaign, django_assert_num_queries):
    factories.make_terms(campaign=campaign, by_district=False, by_age_band=True)
    made = [
        factories.make_application(campaign=campaign, contact=f"1380000000{n}", state=State.ELIGIBLE) for n in "123"
    ]
    factories.make_application(campaign=campaign, contact="13811111111")
    with django_assert_num_queries(1):
        found = [(row.label, row.cell) for row in Application.objects.eligible(campaign)]
    assert found == [(label, {"age_band": "30-44"}) for label in sorted(row.label for row in made)]


def test_representatives_are_numbered_one_after_the_other(campaign):
    officer = factories.make_user(username="officer")
    rows = [{"name": f"示例市民{n}", "contact": f"1380000000{n}", "district": None} for n in (1, 2)]
    verbs.enter(campaign, rows, by=officer, now=NOW, source=Source.IMPORTED)
    factories.make_representative(campaign=campaign)
    found = Representative.objects.of(campaign).active().values_list("number", "source")
    assert list(found) == [(1, "imported"), (2, "imported"), (3, "entered")]


@pytest.mark.parametrize("contacts", [["13900000000"], ["13811111111", "138-1111-1111"]])
def test_nobody_is_entered_twice_and_then_nobody_of_the_sheet_is(campaign, contacts):
    officer, there = factories.make_user(username="officer"), factories.make_representative(campaign=campaign)
    rows = [{"name": "示例市民", "contact": contact, "district": None} for contact in contacts]
    with pytest.raises(Refused, match="已經是在任的市民代表"):
        verbs.enter(campaign, rows, by=officer, now=NOW)
    assert list(Representative.objects.all()) == [there]


def test_who_resigns_serves_no_more_and_names_who_follows(campaign):
    officer = factories.make_user(username="officer")
    first, second = (factories.make_representative(campaign=campaign, contact=f"1390000000{n}") for n in (1, 2))
    verbs.resign(first, by=officer, successor=second)
    found = Representative.objects.order_by("number").values_list("number", "is_active", "replaced_by")
    assert list(found) == [(1, False, second.pk), (2, True, None)]
    with pytest.raises(Refused, match="已經不在任"):
        verbs.resign(first, by=officer)


def test_after_the_close_nobody_is_entered(campaign):
    campaign.closed_at = NOW
    campaign.save()
    with pytest.raises(Refused, match="已經結束"):
        factories.make_representative(campaign=campaign)


def test_reading_is_recorded_without_a_name(campaign):
    officer, made = factories.make_user(username="officer"), factories.make_application(campaign=campaign)
    verbs.read(made, by=officer)
    told = StaffRecord.objects.values_list("user", "object_repr")
    assert list(told) == [(officer.pk, f"查看代表報名 {made.label} 的個人信息")]
