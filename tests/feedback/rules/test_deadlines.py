"""Working days, due days and cards, on dates anybody can check on a wall calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from feedback.rules import deadlines
from feedback.rules.deadlines import Calendar, Card, Due, Passed
from feedback.rules.reasons import Supervision

CALENDAR = Calendar()


def day(text):
    return date.fromisoformat(text)


def due(text, *, provisional=False):
    return Due(day(text), provisional)


WORKING = [
    ("2020-12-01", True, "a Tuesday"),
    ("2020-12-05", False, "a Saturday"),
    ("2020-10-01", False, "National Day, a Thursday"),
    ("2020-10-10", True, "a Saturday worked for it"),
    ("2020-01-19", True, "a Sunday worked for the Spring Festival"),
    ("2021-01-01", False, "New Year, a Friday"),
    ("2027-01-05", True, "a Tuesday of a year not known yet"),
    ("2027-01-01", False, "a Friday of a year not known yet, which the law makes a day off"),
    ("2031-05-02", False, "another one, since the law of 2025"),
    ("2027-01-02", False, "a Saturday of a year not known yet"),
]


@pytest.mark.parametrize(("text", "is_working", "what"), WORKING)
def test_working_days_follow_the_mainland_calendar(text, is_working, what):
    assert CALENDAR.is_working(day(text)) is is_working, what


def test_a_correction_stands_over_the_package():
    calendar = Calendar({day("2020-12-01"): False, day("2020-12-05"): True})
    assert [calendar.is_working(day("2020-12-01")), calendar.is_working(day("2020-12-05"))] == [False, True]


def test_a_year_is_known_when_the_package_has_it_or_somebody_confirmed_its_list():
    some_days = {day("2031-05-01"): False, day("2031-10-01"): False}
    calendar = Calendar(some_days, confirmed=frozenset({2030}))
    years = [2003, 2004, 2026, 2027, 2030, 2031]
    assert [year for year in years if calendar.is_known(date(year, 6, 1))] == [2004, 2026, 2030]


def test_no_correction_takes_a_day_that_the_law_makes_off():
    assert Calendar({day("2027-10-01"): True}).is_working(day("2027-10-01")) is False


@pytest.mark.parametrize(
    ("arrived_on", "counted_from"),
    [
        (None, "2020-12-02"),  # of the city: in UTC it was still the day before
        (day("2020-11-24"), "2020-11-24"),
    ],
)
def test_days_are_counted_from_the_arrival_else_from_the_day_of_filing(arrived_on, counted_from):
    received_at = datetime(2020, 12, 1, 16, 30, tzinfo=UTC)
    assert deadlines.counted_from(arrived_on, received_at, ZoneInfo("Asia/Shanghai")) == day(counted_from)


AFTER = [
    # from, working days, until
    ("2020-12-01", 1, due("2020-12-02")),
    ("2020-12-01", 2, due("2020-12-03")),
    ("2020-12-04", 1, due("2020-12-07")),  # a Friday: the week-end does not count
    ("2020-12-05", 1, due("2020-12-07")),  # from a Saturday the first day is Monday
    ("2020-12-01", 15, due("2020-12-22")),
    ("2020-09-30", 1, due("2020-10-09")),  # eight days of National Day and Mid-Autumn
    ("2020-09-30", 2, due("2020-10-10")),  # and the Saturday worked for them
    ("2020-12-18", 15, due("2021-01-11")),  # over New Year
    ("2026-12-28", 2, due("2026-12-30")),
    ("2026-12-28", 15, due("2027-01-19", provisional=True)),
    ("2027-01-05", 15, due("2027-01-26", provisional=True)),
    ("2031-09-30", 2, due("2031-10-07", provisional=True)),
]


@pytest.mark.parametrize(("start", "count", "expected"), AFTER)
def test_so_many_working_days_after(start, count, expected):
    assert CALENDAR.after(day(start), count) == expected


def test_when_the_arrangement_arrives_the_days_move_and_are_no_longer_provisional():
    holidays = ("2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04")
    new_year = {day(holiday): False for holiday in holidays}
    assert Calendar(new_year, frozenset({2027})).after(day("2026-12-28"), 15) == due("2027-01-20")


@pytest.mark.parametrize("count", [-1, 0, 251])
def test_a_count_outside_the_range_is_an_error_of_the_program(count):
    with pytest.raises(ValueError, match=f"count must be from 1 to 250, not {count}"):
        CALENDAR.after(day("2020-12-01"), count)


BEFORE = [("2020-12-02", "2020-12-01"), ("2020-12-07", "2020-12-04"), ("2020-10-09", "2020-09-30")]


@pytest.mark.parametrize(("start", "expected"), BEFORE)
def test_the_working_day_before(start, expected):
    assert CALENDAR.before(day(start)) == day(expected)


BETWEEN = [
    ("2020-12-01", "2020-12-22", 15),
    ("2020-12-01", "2020-12-02", 1),
    ("2020-12-04", "2020-12-06", 0),
    ("2020-12-01", "2020-12-01", 0),
    ("2020-12-02", "2020-12-01", 0),
    ("2020-09-30", "2020-10-10", 2),
]


@pytest.mark.parametrize(("first", "last", "count"), BETWEEN)
def test_working_days_between(first, last, count):
    assert CALENDAR.between(day(first), day(last)) == count


@pytest.mark.parametrize(
    ("end", "count", "expected"),
    [("2020-12-01", 0, "2020-12-01"), ("2020-12-01", 1, "2020-11-30"), ("2020-12-06", 1, "2020-12-03")],
)
def test_so_many_working_days_back(end, count, expected):
    assert CALENDAR.passed(day(end), count) == day(expected)


days = st.dates(min_value=date(2004, 1, 1), max_value=date(2040, 1, 1))
small = st.integers(min_value=1, max_value=40)


@given(end=days, count=small)
def test_back_is_the_latest_day_with_so_many_working_days_after_it(end, count):
    found = CALENDAR.passed(end, count)
    assert (CALENDAR.between(found, end), CALENDAR.between(found + timedelta(days=1), end)) == (count, count - 1)


@given(end=days, spans=st.lists(small, max_size=5))
def test_days_that_passed_are_the_working_days_between(end, spans):
    firsts = [end - timedelta(days=span) for span in spans] + [end, end + timedelta(days=3)]
    passed = Passed(end, CALENDAR)
    assert [passed.since(first) for first in firsts] == [CALENDAR.between(first, end) for first in firsts]


@given(days, st.integers(min_value=0, max_value=30), small)
def test_who_comes_later_is_never_due_earlier(start, later, count):
    assert CALENDAR.after(start, count).day <= CALENDAR.after(start + timedelta(days=later), count).day


@given(days, small, small)
def test_more_days_end_later_and_days_add_up(start, count, more):
    first = CALENDAR.after(start, count)
    second = CALENDAR.after(first.day, more)
    whole = CALENDAR.after(start, count + more)
    assert whole == Due(second.day, first.is_provisional or second.is_provisional)
    assert whole.day > first.day


@given(days, small)
@example(day("2026-12-31"), 1)
def test_a_due_day_is_a_working_day_and_so_many_lie_up_to_it(start, count):
    end = CALENDAR.after(start, count).day
    assert (CALENDAR.is_working(end), CALENDAR.between(start, end)) == (True, count)


@given(days)
def test_before_is_the_way_back_from_the_next_working_day(start):
    assume(CALENDAR.is_working(start))
    assert CALENDAR.before(CALENDAR.after(start, 1).day) == start


# The office's limits.


def test_a_count_of_250_days_is_the_longest():
    last = CALENDAR.after(day("2020-12-01"), 250).day
    assert CALENDAR.between(day("2020-12-01"), last) == 250


def test_the_numbers_of_the_rules():
    """As the hotline's handling rules have them: 2 to accept, an extension of 10 at the most, 2 to send back."""
    numbers = (deadlines.ACCEPT_DAYS, deadlines.REPLY_DAYS, deadlines.EXTENSION_DAYS, deadlines.SEND_BACK_DAYS)
    assert numbers == (2, 15, 10, 2)


def test_accepted_or_declined_within_2_working_days_of_receipt():
    assert deadlines.accept_due(day("2020-12-04"), CALENDAR) == due("2020-12-08")


REPLY = [
    ({}, "2020-12-22"),
    ({"days": 5}, "2020-12-08"),
    ({"extended_by": 10}, "2021-01-06"),
    ({"days": 5, "extended_by": 10}, "2020-12-22"),
]


@pytest.mark.parametrize(("how", "expected"), REPLY)
def test_answered_within_the_limit_of_the_field_and_the_extension_counted_from_receipt(how, expected):
    assert deadlines.reply_due(day("2020-12-01"), CALENDAR, **how) == due(expected)


ASKED = [
    # asked, the day of the talk, accepted by, answered by
    ("2020-12-05", "2020-12-06", "2020-12-08", "2020-12-15"),  # the day before, a Saturday
    ("2020-12-06", "2020-12-06", "2020-12-08", "2020-12-15"),
    ("2020-12-07", "2020-12-06", "2020-12-09", "2020-12-16"),  # written down later: no day is lost to the citizen
    ("2020-12-01", None, "2020-12-03", "2020-12-10"),
]


@pytest.mark.parametrize(("asked_on", "talk_on", "accepted_by", "answered_by"), ASKED)
def test_what_is_asked_for_a_talk_is_answered_so_many_days_after_it(asked_on, talk_on, accepted_by, answered_by):
    found = deadlines.due_days(day(asked_on), CALENDAR, days=7, talk_on=talk_on and day(talk_on))
    assert found == deadlines.DueDays(day(accepted_by), day(answered_by), False)


SEND_BACK = [
    # assigned, today, may the unit send it back
    ("2020-12-01", "2020-12-01", True),
    ("2020-12-01", "2020-12-03", True),
    ("2020-12-01", "2020-12-04", False),
    ("2020-12-04", "2020-12-08", True),  # assigned on a Friday: Monday and Tuesday
    ("2020-12-04", "2020-12-09", False),
]


@pytest.mark.parametrize(("assigned_on", "today", "expected"), SEND_BACK)
def test_the_unit_sends_back_within_2_working_days(assigned_on, today, expected):
    assert deadlines.may_send_back(day(assigned_on), day(today), CALENDAR) is expected


CARDS = [
    # due on Tuesday 2020-12-22
    ("2020-12-18", Card.NONE),
    ("2020-12-20", Card.NONE),
    ("2020-12-21", Card.YELLOW),  # 1 working day before
    ("2020-12-22", Card.YELLOW),  # the day itself
    ("2020-12-23", Card.RED),  # 1 working day after
    ("2021-02-01", Card.RED),
]


@pytest.mark.parametrize(("today", "expected"), CARDS)
def test_yellow_one_working_day_before_red_one_working_day_after(today, expected):
    assert deadlines.card(day("2020-12-22"), day(today), CALENDAR) == expected


WEEK_END_CARDS = [
    # due on Friday 2020-12-25
    ("2020-12-24", Card.YELLOW),
    ("2020-12-26", Card.YELLOW),  # the week-end is not a working day after
    ("2020-12-27", Card.YELLOW),
    ("2020-12-28", Card.RED),
]


@pytest.mark.parametrize(("today", "expected"), WEEK_END_CARDS)
def test_a_week_end_turns_no_card_red(today, expected):
    assert deadlines.card(day("2020-12-25"), day(today), CALENDAR) == expected


def test_cards_are_dealt_by_working_days_before_and_after_the_due_day():
    """As the rule is written, for every due day and today around a holiday with days worked instead."""
    days = [day("2021-01-25") + timedelta(days=number) for number in range(45)]

    def by_the_rule(due_on, today):
        if today >= CALENDAR.after(due_on, 1).day:
            return Card.RED
        return Card.YELLOW if today >= CALENDAR.before(due_on) else Card.NONE

    every = [(due_on, today) for due_on in days for today in days]
    assert [deadlines.card(*pair, CALENDAR) for pair in every] == [by_the_rule(*pair) for pair in every]


def test_what_is_not_due_shows_no_card():
    assert deadlines.card(None, day("2020-12-22"), CALENDAR) == Card.NONE


def test_an_answer_may_be_rated_for_so_many_days_week_ends_included():
    assert deadlines.rating_ends(day("2020-12-18"), 15) == day("2021-01-02")


PASSED = [
    # today, working days, the last day after which they have gone by
    ("2020-12-08", 1, "2020-12-07"),
    ("2020-12-08", 5, "2020-12-01"),  # Tuesday to Tuesday
    ("2020-12-06", 1, "2020-12-03"),  # on a Sunday, Friday was the last working day
    ("2020-10-09", 1, "2020-10-08"),
    ("2020-10-09", 2, "2020-09-29"),  # National Day and Mid-Autumn between
]


@pytest.mark.parametrize(("today", "count", "last"), PASSED)
def test_the_day_after_which_working_days_have_gone_by(today, count, last):
    found = CALENDAR.passed(day(today), count)
    between = [CALENDAR.between(found, day(today)), CALENDAR.between(found + timedelta(days=1), day(today))]
    assert (f"{found}", between) == (last, [count, count - 1])


SUPERVISED = [
    # due on, today, chased in vain, why
    ("2020-12-22", "2020-12-28", 0, None),
    ("2020-12-22", "2020-12-29", 0, Supervision.LATE),
    ("2020-12-22", "2020-12-29", 2, Supervision.LATE),
    ("2020-12-22", "2020-12-02", 1, None),
    ("2020-12-22", "2020-12-02", 2, Supervision.UNHEEDED),
    (None, "2020-12-29", 0, None),
    (None, "2020-12-29", 3, Supervision.UNHEEDED),
]


@pytest.mark.parametrize(("due_on", "today", "chases", "why"), SUPERVISED)
def test_why_the_clock_puts_one_under_supervision(due_on, today, chases, why):
    due_on = due_on and day(due_on)
    assert deadlines.supervision(due_on, day(today), CALENDAR, days=5, unheeded_chases=chases) == why


def test_what_waits_for_its_acceptance_is_not_called_unanswered():
    found = [
        deadlines.supervision(day("2020-12-03"), day(today), CALENDAR, days=5, unheeded_chases=0, is_acceptance=True)
        for today in ("2020-12-09", "2020-12-10")
    ]
    assert found == [None, Supervision.UNACCEPTED]


def test_both_days_of_what_was_received_and_whether_they_may_still_move():
    assert [deadlines.due_days(day(text), Calendar(), days=5) for text in ("2020-12-01", "2026-12-24")] == [
        deadlines.DueDays(day("2020-12-03"), day("2020-12-08"), False),
        deadlines.DueDays(day("2026-12-28"), day("2026-12-31"), False),
    ]
    assert deadlines.due_days(day("2026-12-30"), Calendar()).is_due_provisional
