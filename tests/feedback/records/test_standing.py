"""What stood before the ledger: stated once, opened like everything else, while the office goes on."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import Phase, given, settings

from feedback.models import Reply, Suggestion
from feedback.records import standing
from feedback.rules.workflow import Stage
from portal.ledger.append import silent
from portal.ledger.standing import state_all
from tests import factories
from tests.databases import undone
from tests.factories import NOW
from tests.feedback.histories import STEPS, lived
from tests.feedback.ledgers import entries, mismatched, told
from tests.ledger import shown

pytestmark = pytest.mark.django_db


@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_whatever_happened_before_is_stated_once_and_opens(steps):
    with undone():
        with silent():
            lived(steps, is_shared=True)
        assert (entries(), sum(standing.state_suggestions(NOW)) > 0) == ([], True)
        assert len(entries(kind="standing")) == Suggestion.objects.count()
        assert len(entries(kind="standing_reply")) == Reply.objects.approved().count()
        assert (list(standing.state_suggestions(NOW)), mismatched()) == ([], [])


@pytest.fixture
def closed(office):
    """From before the ledger, answered and rated."""
    with silent():
        return factories.make_suggestion(stage=Stage.CLOSED, has_consent=True)


def test_it_says_where_a_suggestion_stands_now(closed):
    list(state_all(NOW))
    stands = {"v": 1, "subject": closed.number, "at": "2020-12-01", "campaign": "open", "stage": "closed"}
    assert told(subject=closed.number) == [
        {**stands, "kind": kind, "sequence": sequence}
        for sequence, kind in enumerate(("standing", "standing_reply", "standing_rating"), start=1)
    ]


def test_answer_and_rating_are_opened_while_the_text_is_public_and_what_came_in_never(closed, office):
    list(state_all(NOW))
    seen = [shown(closed.number)]
    factories.release(closed)
    seen.append([kind for kind in shown(closed.number) if kind.startswith("standing")])
    closed.take_back("有人名。", by=office.triage_officer, now=NOW)
    seen.append(shown(closed.number))
    assert seen == [[], ["standing_reply", "standing_rating"], []]


def test_what_was_done_since_has_its_own_entry_and_is_not_stated_again(closed, office):
    closed.reopen("又壞了。", by=office.supervisor, now=NOW)
    factories.reply(closed)
    list(state_all(NOW))
    assert [one["kind"] for one in told(subject=closed.number)] == [
        "reopen", "approve_reply", "standing", "standing_reply", "standing_rating",
    ]  # fmt: skip
    assert mismatched() == []
    factories.rate(closed)
    assert (list(standing.state_suggestions(NOW)), mismatched()) == ([], [])


def test_it_goes_on_where_it_was_interrupted(office, monkeypatch):
    monkeypatch.setattr(standing, "AT_ONCE", 2)
    with silent():
        numbers = [factories.make_suggestion().number for _ in range(5)]
    assert next(standing.state_suggestions(NOW)) == 2
    assert list(standing.state_suggestions(NOW)) == [2, 1]
    assert [one["subject"] for one in told()] == numbers


def test_long_numbers_are_found_as_well(office):
    with silent():
        suggestion = factories.make_suggestion()
    Suggestion.objects.filter(pk=suggestion.pk).update(sequence=12345)
    list(state_all(NOW))
    assert [one["subject"] for one in told(kind="standing")] == ["2020-12345"]
    assert list(standing.state_suggestions(NOW)) == []


def test_the_command_says_what_it_did(closed):
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("state_ledger", stdout=out)
    added = f"{len(entries())} entries were added.\n"
    assert [out.getvalue() for out in said] == [added, "The ledger knows of everything.\n"]
    assert len(entries(subject=closed.number)) == 3
