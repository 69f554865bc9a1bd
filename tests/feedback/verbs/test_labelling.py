"""Labels: what staff mark suggestions with among themselves."""

import pytest

from feedback.models import Event
from feedback.parts.timeline import sentence
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def urgent(db):
    return factories.make_label(name="緊急", order=1)


@pytest.fixture
def double(db):
    return factories.make_label(name="重複", order=2)


def test_what_was_put_on_and_taken_off_is_told_among_staff(triage_officer, urgent, double):
    suggestion = factories.make_suggestion()
    suggestion.label(add=[urgent], by=triage_officer, now=NOW)
    suggestion.label(add=[double], remove=[urgent], by=triage_officer, now=NOW)
    suggestion.label(remove=[double], by=triage_officer, now=NOW)
    events = suggestion.events.filter(verb="label").in_order()
    assert [sentence(event) for event in events] == [
        "加標籤「緊急」",
        "加標籤「重複」，去標籤「緊急」",
        "去標籤「重複」",
    ]
    assert ([*suggestion.labels.all()], Event.objects.with_receipt().filter(verb="label").exists()) == ([], False)


def test_what_is_there_already_is_not_put_on_again(triage_officer, urgent, double):
    suggestion = factories.make_suggestion()
    suggestion.labels.add(urgent)
    suggestion.label(add=[urgent, double], by=triage_officer, now=NOW)
    assert (set(suggestion.labels.all()), last(suggestion).details) == (
        {urgent, double},
        {"added": ["重複"], "removed": []},
    )


def test_nothing_changed_is_refused(triage_officer, urgent):
    suggestion = factories.make_suggestion()
    assert (
        refusal(suggestion.label, remove=[urgent], by=triage_officer, now=NOW)
        == "標籤沒有變化，請選要加上或者去掉的標籤。"
    )


def test_a_unit_labels_its_own_alone(handler, other_handler, urgent):
    suggestion = factories.make_suggestion(stage=Stage.ASSIGNED)
    told = refusal(suggestion.label, add=[urgent], by=other_handler, now=NOW)
    fresh(suggestion).label(add=[urgent], by=handler, now=NOW)
    assert (told, [*suggestion.labels.all()]) == ("您的崗位沒有「加減標籤」的權限。", [urgent])


def test_a_label_that_is_deleted_stays_told(triage_officer, urgent):
    suggestion = factories.make_suggestion()
    suggestion.label(add=[urgent], by=triage_officer, now=NOW)
    urgent.delete()
    assert ([*suggestion.labels.all()], sentence(last(suggestion))) == ([], "加標籤「緊急」")
