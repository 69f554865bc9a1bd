"""The claim counted from the ledger, as of its newest checkpoint; and each number of which the tables say otherwise."""

import pytest
from django.conf import settings as portal_settings
from hypothesis import Phase, given, settings

from feedback.ledger.against_tables import differing
from feedback.ledger.claim import count_claim
from feedback.models import Suggestion
from feedback.rules.counted.tally import Tally
from feedback.rules.workflow import Stage
from portal.ledger import sequencing
from portal.ledger.append import silent
from portal.ledger.models import Entry
from tests import factories
from tests.databases import undone
from tests.factories import NOW
from tests.feedback.histories import STEPS, lived

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _state_of_its_own(settings, tmp_path):
    settings.LEDGER_STATE = tmp_path / "signed"


def sequence():
    while sequencing.sequence(NOW):
        pass


@pytest.fixture
def world(office):
    """One in each stage, two of them in another campaign, and one merged into a closed one."""
    for stage in Stage:
        factories.make_suggestion(stage=stage)
    round_ = factories.make_campaign(slug="sanmin-2020")
    closed = factories.make_suggestion(stage=Stage.CLOSED, campaign=round_)
    open_ = factories.make_suggestion(stage=Stage.IN_PROGRESS, campaign=round_)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=open_, campaign=round_)
    sequence()
    return closed, open_, merged


def test_the_claim_of_each_campaign_is_counted_as_of_the_checkpoint(world):
    found = count_claim()
    assert found.checkpoint.size == Entry.objects.count()
    assert found.campaigns["sanmin-2020"] == Tally(open=1, closed=1, merged=1)
    assert found.all == factories.tally()


def test_a_merged_one_is_handled_once_its_main_one_is_closed(world):
    _closed, open_, _merged = world
    factories.reply(open_)
    factories.rate(open_.__class__.objects.get(pk=open_.pk))
    factories.rate(Suggestion.objects.get(main=open_))
    before = count_claim()
    sequence()
    assert (before.campaigns["sanmin-2020"].handled, count_claim().campaigns["sanmin-2020"].handled) == (1, 3)
    assert count_claim().all == factories.tally()


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_of_any_history_the_ledger_counts_what_the_portal_says(steps):
    with undone():
        lived(steps, is_shared=True)
        assert list(differing()) == []
        portal_settings.LEDGER_STATE.unlink(missing_ok=True)  # of the example before, which was undone
        sequence()
        assert (count_claim().all, list(differing())) == (factories.tally(), [])


def test_before_the_first_checkpoint_there_is_nothing(db):
    assert count_claim() == (None, {}, Tally())


def test_what_waits_for_its_place_is_taken_into_account(world, office):
    _closed, open_, merged = world
    Suggestion.objects.get(pk=merged.pk).unmerge(by=office.triage_officer, now=NOW)
    factories.receive()
    assert list(differing()) == []


def test_what_the_owner_of_the_database_changed_is_named(world):
    closed, open_, merged = world
    Suggestion.objects.filter(pk=open_.pk).update(stage=Stage.RECEIVED, campaign=1)
    Suggestion.objects.filter(pk=merged.pk).update(main=closed)
    with silent():
        unknown = factories.receive()
    assert list(differing()) == [
        f"{open_.number} 在數據庫裡是「收到」，在帳本裡是「辦理」。",
        f"{open_.number} 在數據庫裡屬於 open，在帳本裡屬於 sanmin-2020。",
        f"{merged.number} 在數據庫裡和在帳本裡併入的不是同一件。",
        f"數據庫裡有 {unknown.number}，帳本裡沒有這一件。",
    ]


def test_what_was_removed_or_renumbered_is_named(world):
    _closed, open_, merged = world
    Suggestion.objects.filter(pk=open_.pk).update(sequence=900)
    assert list(differing()) == [
        "數據庫裡有 2020-0900，帳本裡沒有這一件。",
        f"{merged.number} 在數據庫裡和在帳本裡併入的不是同一件。",
        f"帳本裡有 {open_.number}，數據庫裡沒有這一件。",
    ]
