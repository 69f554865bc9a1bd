"""What the pages of promises show: which ones a reader chose, how many there are of each kind, and each as a row."""

from typing import NamedTuple

from django.db.models import Case, Count, Q, Value, When

from feedback.commitments.models import Commitment
from feedback.rules.commitments import ENDS, State


class Shown(NamedTuple):
    """A promise as a page shows it today."""

    commitment: Commitment
    is_late: bool


def listed(commitments, today):
    return [Shown(commitment, commitment.is_late(today)) for commitment in commitments]


def narrowed(commitments, today, *, unit=None, year=None, state="", late=False):
    """Those of a unit, promised for a year, in a state; `late`: those alone that are late today."""
    if unit:
        commitments = commitments.of_unit(unit)
    if year:
        commitments = commitments.filter(promised_on__year=year)
    if state:
        commitments = commitments.filter(state=state)
    return commitments.late(today) if late else commitments


def for_list(commitments):
    """What is still to be done first, by its day; then what has ended, the latest day first."""
    is_over = Case(When(state__in=sorted(ENDS), then=Value(1)), default=Value(0))
    day_to_come = Case(When(is_over=0, then="promised_on"))
    found = commitments.with_place().annotate(is_over=is_over, day_to_come=day_to_come)
    return found.order_by("is_over", "day_to_come", "-promised_on", "pk")


class Numbers(NamedTuple):
    total: int
    late: int
    slipped: int
    states: list  # of (State, how many), each state


def numbers(commitments, today):
    """How many there are, in one query."""
    is_late = Q(promised_on__lt=today) & ~Q(state__in=sorted(ENDS))
    found = commitments.order_by().aggregate(
        total=Count("pk"), late=Count("pk", filter=is_late), slipped=Count("pk", filter=Q(has_slipped=True)),
        **{state.value: Count("pk", filter=Q(state=state)) for state in State},
    )  # fmt: skip
    return Numbers(found["total"], found["late"], found["slipped"], [(state, found[state.value]) for state in State])


def years(commitments):
    """The years for which something is promised, the last one first."""
    return [day.year for day in commitments.order_by().dates("promised_on", "year", order="DESC")]
