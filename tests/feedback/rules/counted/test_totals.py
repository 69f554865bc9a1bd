"""How many suggestions stand where, and how many each choice of a filter would leave."""

import pytest

from feedback.rules.counted.tally import Tally
from feedback.rules.counted.totals import Place, Totals
from feedback.rules.workflow import Stage


def place(stage, *, campaign=1, category=None, unit=None, status=1, is_merged_closed=False):
    return Place(campaign, category, unit, status, stage, is_merged_closed, {1: "open", 2: "live"}[campaign])


TOTALS = Totals(
    {
        place(Stage.RECEIVED, category=1): 1,
        place(Stage.CLOSED, category=1, unit=7): 2,
        place(Stage.CLOSED, category=2, unit=7, campaign=2): 4,
        place(Stage.DECLINED, category=2): 8,
        place(Stage.MERGED, category=1, unit=7): 16,
        place(Stage.MERGED, category=1, unit=8, is_merged_closed=True): 32,
        place(Stage.WITHDRAWN): 64,
    }
)


@pytest.mark.parametrize(
    ("tally", "number"),
    [
        ("", 127), ("received", 127), ("valid", 55), ("handled", 38), ("open", 1), ("closed", 6), ("declined", 8),
        ("merged", 48), ("withdrawn", 64),
    ],
)  # fmt: skip
def test_a_number_of_the_claim_is_that_of_its_list(tally, number):
    assert TOTALS.number(tally=tally) == number


def test_filters_hold_together_and_one_without_a_value_leaves_all():
    assert TOTALS.number(category=1, unit=None) == 51
    assert TOTALS.number(category=1, unit=7) == 18
    assert TOTALS.number(tally="closed", category=1, unit=7) == 2
    assert TOTALS.number(category=3) == 0
    assert [TOTALS.number(campaign_kind=kind) for kind in ("open", "live", "sanmin")] == [123, 4, 0]


def test_the_tally_is_of_what_the_filters_leave():
    assert TOTALS.tally() == Tally(open=1, closed=6, declined=8, merged=48, merged_closed=32, withdrawn=64)
    assert TOTALS.tally(category=1) == Tally(open=1, closed=2, merged=48, merged_closed=32)


def test_a_choice_says_what_it_would_leave_under_all_the_others():
    found = TOTALS.choices(category=1, unit=7, campaign=None)

    assert found == {
        "campaign": {1: 18},
        "category": {1: 18, 2: 4},
        "unit": {None: 1, 7: 18, 8: 32},
        "status": {1: 18},
        "campaign_kind": {"open": 18},
        "tally": {"received": 18, "valid": 18, "handled": 2, "closed": 2, "merged": 16},
    }


def test_choices_beside_a_number_of_the_claim_are_those_of_its_list():
    found = TOTALS.choices(tally="closed", unit=7)

    assert found == {
        "campaign": {1: 2, 2: 4},
        "category": {1: 2, 2: 4},
        "unit": {7: 6},
        "status": {1: 6},
        "campaign_kind": {"open": 2, "live": 4},
        "tally": {"received": 22, "valid": 22, "handled": 6, "closed": 6, "merged": 16},
    }
