"""Constant arrivals: what is counted."""

import asyncio

import pytest

from benchmarks.asking.openloop import MOST_ARRIVALS, Times, arrivals


def test_what_fails_is_told_and_has_no_time(run_to_end):
    async def do(thing):
        if thing == 2:
            raise ValueError("no answer")

    times = run_to_end(arrivals(range(5), 1000, do))

    assert (len(times.taken), dict(times.errors)) == (4, {"ValueError: no answer": 1})


def test_one_that_waits_does_not_hold_up_the_next(run_to_end):
    met = asyncio.Event()

    async def do(thing):
        if thing == "first":
            await met.wait()
        else:
            met.set()

    times = run_to_end(arrivals(["first", "second"], 1000, do))

    assert (len(times.taken), dict(times.errors)) == (2, {})


def test_percentiles_are_of_all_answers():
    times = Times(taken=[number / 1000 for number in range(100, 0, -1)])
    assert (times.at(50), times.at(99), times.at(100)) == (51, 100, 100)


def test_a_run_is_bounded(run_to_end):
    with pytest.raises(ValueError, match="more than the"):
        run_to_end(arrivals(range(MOST_ARRIVALS + 1), 1000, None))
