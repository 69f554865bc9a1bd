"""A year over the year before: which months are drawn, where, and where the words stand."""

from datetime import date

import pytest

from feedback.data.lines import Year, comparable, drawn, shown_year

TODAY = date(2026, 3, 10)
RECEIVED = {date(2025, 1, 1): 5, date(2025, 12, 1): 10, date(2026, 1, 1): 4, date(2026, 3, 1): 2}


def test_a_month_that_has_not_come_is_not_there_and_one_without_any_is_nought():
    assert Year.of(2026, RECEIVED, TODAY) == Year(2026, [4, 0, 2], over=2)
    assert Year.of(2025, RECEIVED, TODAY) == Year(2025, [5, *[0] * 10, 10], over=12)
    assert Year.of(2027, RECEIVED, TODAY).counts == []


@pytest.mark.parametrize(
    ("received", "chosen", "year"),
    [(RECEIVED, None, 2026), (RECEIVED, 2025, 2025), ({date(2024, 5, 1): 1}, None, 2024), ({}, None, 2026)],
)
def test_the_year_that_is_shown(received, chosen, year):
    assert shown_year(received, TODAY, chosen) == year


def test_a_year_is_compared_only_when_all_of_the_one_before_is_known():
    assert comparable(2026, RECEIVED) == [5, *[0] * 10, 10]
    assert (comparable(2025, RECEIVED), comparable(2026, {}), comparable(2026, {date(2025, 2, 1): 1})) == (None,) * 3


def test_the_lines_of_both_years_at_one_scale():
    lines = drawn(Year(2026, [4, 0, 2], over=2), [5, *[0] * 10, 10])
    before, this = lines.lines

    assert (lines.top, before.year, this.year, len(before.points), len(this.points)) == (10, 2025, 2026, 12, 3)
    assert [(point.x, point.y, point.count, point.is_running) for point in this.points] == [
        ("4%", "58%", 4, False), ("12.45%", "86%", 0, False), ("20.91%", "72%", 2, True),
    ]  # fmt: skip
    assert [tuple(segment) for segment in this.segments] == [
        ("4%", "58%", "12.45%", "86%"), ("12.45%", "86%", "20.91%", "72%"),
    ]  # fmt: skip
    assert (before.end.count, before.points[-1].y, lines.top_y) == (10, "16%", "16%")
    assert ((this.anchor, before.anchor), (this.peak.count, before.peak)) == (("start", "end"), (4, None))


def test_a_year_without_one_before_is_one_line():
    assert [line.year for line in drawn(Year(2026, [3], over=0), None).lines] == [2026]
    assert [line.year for line in drawn(Year(2026, [3], over=0), [0] * 12).lines] == [2026]


@pytest.mark.parametrize(
    ("this", "last", "above"),
    [
        ([1, 9], [1] * 12, [True, True]),  # rising to its end; at the foot
        ([9, 5], [1] * 12, [True, False]),  # falling to its end
        ([9, 1], [1] * 12, [False, True]),  # as low as the other, so that one goes under its point
        ([9] * 12, [9] * 12, [False, True]),
    ],
)
def test_words_at_the_ends_stand_off_the_lines_and_apart(this, last, above):
    assert [line.is_told_above for line in drawn(Year(2026, this, over=len(this)), last).lines] == above


@pytest.mark.parametrize(("most", "top"), [(1, 1), (2, 2), (3, 5), (41, 50), (101, 200), (1000, 1000)])
def test_the_scale_ends_at_a_round_number(most, top):
    assert drawn(Year(2026, [most], over=1), None).top == top
