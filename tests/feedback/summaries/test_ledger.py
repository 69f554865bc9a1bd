"""What the ledger says of summaries: all that was frozen, and the corrections beside it."""

import json

import pytest

from feedback.rules.workflow import Stage
from feedback.summaries import verbs
from feedback.summaries.models import Correction, Summary
from tests import ledger
from tests.feedback.summaries.conftest import CLOSED

pytestmark = pytest.mark.django_db
SUMMARY = "summary/sanmin-2020"


@pytest.fixture
def frozen(suggest, close):
    suggest()
    suggest(Stage.DECLINED)
    return close()


@pytest.fixture
def corrected(frozen, closers):
    correction = verbs.propose_correction(frozen, "辦結數應為 1。", by=closers[0], now=CLOSED)
    assert ledger.kinds(SUMMARY) == ["summary_freeze"]
    verbs.approve_correction(correction, by=closers[1], now=CLOSED)
    return correction


def test_frozen_and_corrected(frozen, corrected):
    said, correction = ledger.opened(SUMMARY)
    assert (dict(said["numbers"])["received"], said["items"]) == ("2", frozen.items_digest)
    assert said["sentences"]["zh"] == ["".join(piece.text for piece in one) for one in frozen.said("zh")]
    assert correction == {"text": "辦結數應為 1。", "at": "2021-03-01T02:00:00Z"}
    assert ledger.kinds(SUMMARY) == ledger.shown(SUMMARY) == ["summary_freeze", "summary_correct"]
    assert ledger.differing() == []


@pytest.mark.parametrize("name", ["numbers", "sentences", "items"])
def test_whatever_is_changed_behind_it_is_seen(frozen, name):
    was = getattr(frozen, name)
    now = was + " " if name == "items" else json.loads(json.dumps(was).replace("2", "3"))
    ledger.own(Summary)
    Summary._base_manager.filter(pk=frozen.pk).update(**{name: now})
    assert ledger.differing(SUMMARY) == ["summary_freeze"]


def test_another_correction_behind_it_is_seen(corrected):
    Correction.objects.update(text="辦結數應為 2。")
    assert ledger.differing(SUMMARY) == ["summary_correct"]


def test_what_was_there_before_is_stated_once(corrected):
    ledger.forget()
    assert ledger.state(CLOSED, SUMMARY) == ["standing_correction", "standing_summary"]
    assert (ledger.differing(SUMMARY), ledger.state(CLOSED)) == ([], [])


def test_a_correction_that_one_person_drafted_is_not_stated(frozen, closers):
    verbs.propose_correction(frozen, "辦結數應為 1。", by=closers[0], now=CLOSED)
    assert ledger.state(CLOSED, SUMMARY) == []
