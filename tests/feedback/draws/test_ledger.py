"""What the ledger says of a draw: before the numbers exist, each selection, the end; whoever is put in is seen."""

import pytest

from feedback.draws import drawing, proposing
from feedback.draws.models import Draw, Selection
from feedback.draws.rules import Why
from tests import ledger
from tests.feedback.draws import rounds
from tests.feedback.draws.rounds import DRAWN, LATER, NUMBERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return rounds.staff()


def test_announced_drawn_followed_and_aborted(by):
    draw = rounds.announced(rounds.make_round(), by)
    assert not drawing.enter_numbers(draw, NUMBERS, by=by[0], now=DRAWN)
    assert ledger.kinds("draw/") == ["draw_announce"]
    drawing.enter_numbers(draw, NUMBERS, by=by[1], now=DRAWN)
    label = draw.selections.get().chosen[0]
    asked = proposing.propose_substitute(draw, label, why=Why.RESIGNED, by=by[0], now=LATER)
    proposing.confirm(asked, by=by[1], now=LATER)
    seals = [opening.get("seal") for opening in ledger.opened("draw/")]

    assert ledger.kinds("draw/") == ledger.shown("draw/") == ["draw_announce", "draw_select", "draw_select"]
    assert (seals[1:], ledger.differing("draw/")) == ([one.seal for one in draw.selections.order_by("number")], [])
    assert ledger.opened("draw/")[0]["announcement"] == draw.announcement


def test_an_abort_says_why_and_the_secret(by):
    draw = rounds.aborted(rounds.announced(rounds.make_round(), by), by)
    assert ledger.opened("draw/")[1] == {
        "reason": "號碼錄錯了。", "secret": Draw.objects.get(pk=draw.pk).secret, "at": "2020-11-28T01:00:00Z",
    }  # fmt: skip
    assert (ledger.kinds("draw/"), ledger.differing("draw/")) == (["draw_announce", "draw_abort"], [])


def test_another_label_put_in_is_seen(by):
    draw = rounds.drawn(rounds.make_round(), by)
    ledger.own(Draw, Selection)
    chosen = draw.selections.get().chosen
    Selection._base_manager.update(chosen=chosen[::-1])
    Draw._base_manager.update(announcement=f"{draw.announcement} ")
    assert ledger.differing("draw/") == ["draw_announce", "draw_select"]


def test_what_was_there_before_is_stated_once(by):
    rounds.aborted(rounds.drawn(rounds.make_round(), by), by)
    ledger.forget()
    ledger.state(LATER)
    assert sorted(ledger.kinds("draw/")) == ["standing_draw", "standing_draw_end", "standing_selection"]
    assert (ledger.differing("draw/"), ledger.state(LATER)) == ([], [])
