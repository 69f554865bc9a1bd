"""One vote for one code: counted once, in time, for what is asked and nothing else."""

import threading

import pytest
from django.db import connection

from feedback.ballots import verbs
from feedback.ballots.models import Code, Slot
from feedback.models import Unit
from feedback.rules.workflow import Refused
from tests import factories
from tests.feedback.ballots.conftest import VOTING, make_round


def state_of(ballot):
    """(votes by codes, filled slots)."""
    return Code.objects.turnout(), ballot.slots.filter(is_filled=True).count()


def test_a_vote_marks_its_code_and_fills_one_slot(opened):
    opened.cast(2, 1, 3, None)
    used = list(Code.objects.filter(is_used=True).values_list("representative__number", flat=True))
    assert (used, state_of(opened.ballot)) == ([2], ((1, 3), 1))


def test_every_slot_is_as_long_filled_or_not(opened):
    opened.cast(1, 5, None, None)
    assert {len(slot.sealed) for slot in Slot.objects.all()} == {3 + 48}


def test_a_code_votes_once(opened):
    opened.cast(1, 1, 1, 1)
    with pytest.raises(Refused, match="已經投過票"):
        opened.cast(1, 2, 2, 2)
    assert state_of(opened.ballot) == ((1, 3), 1)


def test_a_wrong_code_votes_for_nobody(opened):
    with pytest.raises(Refused, match="投票碼不對"):
        verbs.cast(opened.ballot, "0" * 16, {}, clock=lambda: VOTING)
    assert state_of(opened.ballot) == ((0, 3), 0)


def test_who_ceased_to_serve_votes_no_more(opened):
    opened.ballot.campaign.representatives.filter(number=1).update(is_active=False)
    with pytest.raises(Refused, match="投票碼不對"):
        opened.cast(1, 1, 1, 1)
    assert state_of(opened.ballot) == ((0, 2), 0)


def test_an_option_of_another_question_is_refused(opened):
    first, second, _unit = opened.ballot.questions.all()
    chosen = {first.pk: second.options.all()[0].pk}
    with pytest.raises(Refused, match="選項不在這張票上"):
        verbs.cast(opened.ballot, opened.codes[1], chosen, clock=lambda: VOTING)
    assert state_of(opened.ballot) == ((0, 3), 0)


@pytest.mark.parametrize("moment", ["2020-12-13 23:59", "2021-01-16 00:00"])
def test_outside_the_phase_nothing_is_stored(opened, moment):
    with pytest.raises(Refused):
        opened.cast(1, 1, 1, 1, now=factories.at(moment))
    assert state_of(opened.ballot) == ((0, 3), 0)


def test_who_waited_for_the_row_until_the_phase_was_over_is_late(opened, monkeypatch):
    """The clock is asked once the ballot is held, not when the page was sent."""
    asked, found = [], verbs.held
    monkeypatch.setattr(verbs, "held", lambda ballot: (asked.append("held"), found(ballot))[1])

    def clock():
        assert asked == ["held"]
        return factories.at("2021-01-16 00:00")

    with pytest.raises(Refused):
        verbs.cast(opened.ballot, opened.codes[1], {}, clock=clock)
    assert state_of(opened.ballot) == ((0, 3), 0)


def test_what_was_changed_past_the_verbs_stops_the_vote(opened):
    Unit.objects.update(code="another")
    with pytest.raises(Refused, match="與公布的不一致"):
        opened.cast(1, 1, 1, 1)
    assert state_of(opened.ballot) == ((0, 3), 0)


def test_a_code_issued_anew_opens_and_the_old_one_does_not(opened, administrator):
    old = opened.codes[1]
    first = opened.ballot.campaign.representatives.get(number=1)
    opened.codes[1] = verbs.reissue(opened.ballot, first, by=administrator)
    assert (verbs.code_of(opened.ballot, old), opened.cast(1, 1, 1, 1)) == (None, None)
    with pytest.raises(Refused, match="不能補發"):
        verbs.reissue(opened.ballot, first, by=administrator)


def test_no_table_of_the_vote_holds_a_moment_or_a_number_that_counts_up():
    fields = {(model.__name__, field.get_internal_type()) for model in (Code, Slot) for field in model._meta.fields}
    assert fields == {
        ("Code", "UUIDField"), ("Code", "ForeignKey"), ("Code", "OneToOneField"), ("Code", "CharField"),
        ("Code", "BooleanField"), ("Slot", "UUIDField"), ("Slot", "ForeignKey"), ("Slot", "BinaryField"),
        ("Slot", "BooleanField"),
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_fifty_tries_at_once_with_one_code_are_one_vote():
    opened, results, gate = make_round(), [], threading.Barrier(50)

    def vote(place):
        gate.wait()
        try:
            opened.cast(1, place % 5 + 1, 1, 1)
            results.append("cast")
        except Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(place,)) for place in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(results), state_of(opened.ballot)) == (["cast"] + ["refused"] * 49, ((1, 3), 1))
