"""What somebody would try: votes and closes at once, a close that is interrupted, strange requests, the admin."""

import threading

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from feedback.ballots import closing, verbs
from feedback.ballots.models import Answer, Ballot, Code, Slot
from feedback.ballots.published import questions_of
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused
from tests import factories
from tests.feedback.ballots.conftest import AFTER, VOTING, make_round


@pytest.fixture
def two(db):
    return [factories.make_user(username=name, roles=[Role.SUPERVISOR]) for name in ("one", "two")]


def close(opened, two):
    closing.close(opened.ballot, opened.parts[:2], by=two[0], confirmed_by=two[1], now=AFTER)


def at_once(acts):
    """What became of each act, all begun at one moment: "done" or "refused", sorted."""
    results, gate = [], threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            act()
            results.append("done")
        except Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.mark.django_db(transaction=True)
def test_as_many_codes_at_once_are_as_many_votes():
    opened = make_round(representatives=12)
    results = at_once([lambda number=number: opened.cast(number, 1, 2, 3) for number in opened.codes])
    votes = Code.objects.turnout(), Slot.objects.filter(is_filled=True).count()
    assert (results, votes) == (["done"] * 12, ((12, 12), 12))


@pytest.mark.django_db(transaction=True)
def test_a_vote_beside_the_close_is_counted_or_refused(two):
    """The clocks of two servers differ: for those who vote the phase still runs."""
    opened = make_round(representatives=8)
    closed = []
    acts = [lambda number=number: opened.cast(number, 1, 1, 1) for number in opened.codes]
    results = at_once([*acts[:4], lambda: closed.append(close(opened, two)), *acts[4:]])
    ballot, votes = opened.fresh(), results.count("done") - len(closed)
    assert (len(closed), ballot.cast, ballot.codes_used, Answer.objects.count()) == (1, votes, votes, 3 * votes)


@pytest.mark.django_db(transaction=True)
def test_two_closes_at_once_are_one(two):
    opened = make_round()
    opened.cast(1, 1, 2, 3)
    results = at_once([lambda: close(opened, two), lambda: close(opened, two[::-1])])
    assert (results, Answer.objects.count(), opened.fresh().cast) == (["done", "refused"], 3, 1)


@pytest.mark.parametrize("step", ["_write_answers", "_write_codes_anew", "record"])
def test_a_close_that_is_interrupted_did_nothing(opened, two, monkeypatch, step):
    opened.cast(1, 1, 2, 3)

    def fails(*args, **kwargs):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(closing, step, fails)
        with pytest.raises(OSError, match="disk full"):
            close(opened, two)
    halfway = (
        opened.fresh().state,
        Answer.objects.count(),
        Slot.objects.count(),
        Code.objects.filter(digest=None).count(),
    )
    close(opened, two)
    assert (halfway, opened.fresh().cast) == ((Ballot.State.OPENED, 0, 3, 0), 1)


def test_a_code_of_another_round_votes_for_nobody(opened):
    other = make_round(year=2021)
    with pytest.raises(Refused, match="投票碼不對"):
        verbs.cast(opened.ballot, other.codes[1], {}, clock=lambda: VOTING)
    assert Code.objects.filter(is_used=True).count() == 0


def test_fields_that_come_twice_are_one_vote(client, opened, time_machine):
    time_machine.move_to(VOTING, tick=False)
    question = questions_of(opened.ballot)[0]
    first, second = question.options.all()[:2]
    sent = {"passcode": [opened.codes[1], opened.codes[2]], "step": ["check", "cast"]}
    sent[f"q{question.pk}"] = [first.pk, second.pk]
    response = client.post(reverse("ballot_vote", args=["sanmin-2020"]), sent)
    used = Code.objects.filter(is_used=True).values_list("representative__number", flat=True)
    assert (response.status_code, [*used], Slot.objects.filter(is_filled=True).count()) == (302, [2], 1)


def test_a_huge_field_votes_for_nobody(client, opened, time_machine):
    time_machine.move_to(VOTING, tick=False)
    sent = {"passcode": "1" * 500_000, "step": "cast", "q1": "9" * 500_000}
    response = client.post(reverse("ballot_vote", args=["sanmin-2020"]), sent)
    assert (response.status_code in (200, 400, 413), Code.objects.filter(is_used=True).count()) == (True, 0)


def test_no_browser_keeps_a_page_with_a_code(client, opened, time_machine):
    time_machine.move_to(VOTING, tick=False)
    address = reverse("ballot_vote", args=["sanmin-2020"])
    pages = [client.get(address)]
    pages += [
        client.post(address, {"passcode": opened.codes[1], "step": step}) for step in ("", "edit", "check", "cast")
    ]
    assert ["no-store" in page["Cache-Control"] for page in pages] == [True] * 5


def test_no_page_of_the_admin_shows_codes_slots_or_answers():
    assert {Code, Slot, Answer} & {*admin.site._registry} == set()
