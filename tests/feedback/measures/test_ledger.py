"""What the ledger says of measures: published, what they answer, withdrawn; hidden suggestions are told to nobody."""

import pytest

from feedback.measures import verbs
from feedback.measures.models import Measure, MeasureSuggestion
from tests import ledger
from tests.factories import NOW
from tests.feedback.measures.rows import draft, hidden, make_measure, public

pytestmark = pytest.mark.django_db


def answers():
    return [opening["answers"] for opening in ledger.opened("measure/") if "answers" in opening]


def test_from_its_publication_to_its_end(office, reviewer):
    first, second = public(), public()
    measure = make_measure(answers=[first])
    verbs.link(measure, [second], by=reviewer, now=NOW)
    verbs.unlink(measure, [first], by=reviewer, now=NOW)
    assert answers() == [[first.number], [first.number, second.number], [second.number]]
    assert ledger.shown("measure/") == ["measure_publish", "measure_unlink"]

    verbs.withdraw(measure, "數字有誤。", by=reviewer, now=NOW)
    assert ledger.kinds("measure/") == [
        "measure_publish", "measure_link", "measure_link", "measure_unlink", "measure_withdraw",
    ]  # fmt: skip
    assert (ledger.differing("measure/"), ledger.shown("measure/")) == ([], ["measure_withdraw"])


def test_a_draft_is_not_said(office):
    draft(answers=[public()])
    assert ledger.kinds("measure/") == []


def test_numbers_of_hidden_suggestions_are_shown_to_nobody(office):
    make_measure(answers=[public(), hidden()])
    assert ledger.shown("measure/") == ["measure_publish"]


def test_what_is_changed_behind_it_is_seen(office):
    make_measure(answers=[public()])
    MeasureSuggestion.objects.all().delete()
    Measure.objects.update(body="提示牌已立，左轉放行延長一秒。")
    assert ledger.differing("measure/") == ["measure_publish", "measure_link"]


def test_what_was_there_before_is_stated_once(office, reviewer):
    measure = make_measure(answers=[public()])
    verbs.withdraw(measure, "數字有誤。", by=reviewer, now=NOW)
    ledger.forget()
    assert ledger.state(NOW, "measure/") == ["standing_measure", "standing_measure_end", "standing_measure_links"]
    assert (ledger.differing("measure/"), ledger.state(NOW)) == ([], [])
