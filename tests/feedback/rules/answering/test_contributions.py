"""By when a further unit writes its part, and how far it is."""

from datetime import date

import pytest

from feedback.rules.answering.contributions import State, latest_due, proposed_due, state
from feedback.rules.deadlines import Calendar
from feedback.rules.workflow import Stage

CALENDAR = Calendar()
TODAY = date(2020, 12, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("due_on", "proposed", "latest"),
    [
        (date(2020, 12, 22), date(2020, 12, 17), date(2020, 12, 22)),  # three working days before
        (date(2020, 12, 14), date(2020, 12, 9), date(2020, 12, 14)),  # past a week end
        (date(2020, 12, 3), date(2020, 12, 2), date(2020, 12, 3)),  # never before the next working day
        (date(2020, 12, 2), date(2020, 12, 2), date(2020, 12, 2)),
        (TODAY, date(2020, 12, 2), date(2020, 12, 2)),  # late as it is, the next working day
        (date(2020, 11, 2), date(2020, 12, 2), date(2020, 12, 2)),
        (None, date(2020, 12, 4), None),  # while no day is known
    ],
)
def test_a_part_is_due_before_the_answer(due_on, proposed, latest):
    assert (proposed_due(due_on, TODAY, CALENDAR), latest_due(due_on, TODAY, CALENDAR)) == (proposed, latest)


@pytest.mark.parametrize(
    ("stage", "due_on", "is_excused", "is_written", "expected"),
    [
        (Stage.IN_PROGRESS, TODAY, True, True, State.EXCUSED),
        (Stage.IN_PROGRESS, date(2020, 11, 2), False, True, State.WRITTEN),
        (Stage.REPLIED, TODAY, False, False, State.NOT_WRITTEN),
        (Stage.IN_PROGRESS, date(2020, 11, 30), False, False, State.OVERDUE),
        (Stage.IN_PROGRESS, TODAY, False, False, State.WAITING),
    ],
)
def test_how_far_a_part_is(stage, due_on, is_excused, is_written, expected):
    assert state(stage, due_on, TODAY, is_excused=is_excused, is_written=is_written) == expected
