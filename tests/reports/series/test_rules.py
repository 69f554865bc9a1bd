"""What is computed of two years, and when it does not agree with what is told."""

from decimal import Decimal

import pytest

from reports.series.rules import Reading, by_year, comparisons, summed

pytestmark = pytest.mark.pure


def value(year, number, text, *, unit="起", is_exact=True):
    return Reading(year, Decimal(number), unit, text, is_exact)


def change(year, number, text, *, unit="%", of=None, is_exact=True):
    return Reading(year, Decimal(number), unit, text, is_exact, is_change=True, compared_year=of or year - 1)


def told(*readings, breaks=()):
    """(year, against, what is computed, whether it differs) of each comparison."""
    return [(one.now.year, one.before.year, one.words, one.differs) for one in comparisons(readings, breaks)]


@pytest.mark.parametrize(
    ("number", "text", "step"),
    [
        ("9700", "9700起", "1"),
        ("9200", "9,200起", "1"),
        ("94000", "9.4萬人", "1000"),
        ("3080000", "308萬起", "10000"),
        ("72.3", "72.3%", "0.1"),
        ("-0.9", "0.9%", "0.1"),
        ("120", "一百二十宗", "1"),
        ("12.5", "百分之十二點五", "0.1"),
        ("500", "400起", "1"),  # corrected by a person
        ("0", "0起", "1"),
    ],
)
def test_a_step_is_one_more_in_the_last_printed_digit(number, text, step):
    assert value(2021, number, text).step == Decimal(step)


def test_a_change_is_computed_in_the_unit_in_which_it_is_told():
    before, now = value(2020, "500", "500起"), value(2021, "600", "600起")
    assert [
        told(before, now),
        told(before, now, change(2021, "20", "20%")),
        told(before, now, change(2021, "100", "100起", unit="起")),
        told(before, now, change(2021, "0.2", "0.2倍", unit="倍")),
    ] == [
        [(2021, 2020, "20.0%", False)],
        [(2021, 2020, "20%", False)],
        [(2021, 2020, "100起", False)],
        [(2021, 2020, "0.2倍", False)],
    ]


def test_shares_change_by_points():
    before, now = value(2020, "80.5", "80.5%", unit="%"), value(2021, "85", "85%", unit="%")
    assert told(before, now) == [(2021, 2020, "4.5百分點", False)]


@pytest.mark.parametrize(
    ("number", "text", "differs"),
    [("4.2", "4.2%", False), ("4.3", "4.3%", True), ("4", "4%", False), ("5", "5%", True), ("-4.2", "4.2%", True)],
)
def test_it_differs_beyond_half_the_last_printed_digit(number, text, differs):
    """From 9310 to 9700 it is 4.189%."""
    before, now = value(2020, "9310", "9310起"), value(2021, "9700", "9700起")
    assert [one[-1] for one in told(before, now, change(2021, number, text))] == [differs]


@pytest.mark.parametrize(("number", "differs"), [("72.3", False), ("71.1", False), ("70.9", True), ("75.0", True)])
def test_what_rounding_explains_is_no_difference(number, differs):
    """5.46萬 and 9.4萬 stand for 71.1% to 73.2%."""
    before, now = value(2020, "54600", "5.46萬人", unit="人"), value(2021, "94000", "9.4萬人", unit="人")
    assert [one[-1] for one in told(before, now, change(2021, number, f"{number}%"))] == [differs]


@pytest.mark.parametrize(
    ("readings", "breaks"),
    [
        ([value(2020, "500", "約500起", is_exact=False), value(2021, "600", "600起")], ()),
        ([value(2020, "500", "500起"), value(2021, "600", "600人", unit="人")], ()),
        ([value(2020, "500", "500起"), value(2020, "501", "501起"), value(2021, "600", "600起")], ()),
        ([value(2020, "0", "0起"), value(2021, "600", "600起")], ()),
        ([value(2020, "500", "500起"), value(2021, "600", "600起")], (2021,)),
        ([value(2021, "600", "600起"), change(2021, "20", "20%")], ()),
    ],
)
def test_nothing_is_computed_of(readings, breaks):
    assert told(*readings, breaks=breaks) == []


def test_a_break_before_both_years_hinders_nothing():
    readings = value(2020, "500", "500起"), value(2021, "600", "600起")
    assert told(*readings, breaks=(2020, 2022)) == [(2021, 2020, "20.0%", False)]


def test_a_year_that_is_missing_is_passed_over_unless_the_report_names_another():
    readings = value(2018, "400", "400起"), value(2019, "500", "500起"), value(2021, "600", "600起")
    assert told(*readings)[-1] == (2021, 2019, "20.0%", False)
    assert told(*readings, change(2021, "50", "50%", of=2018))[-1] == (2021, 2018, "50%", False)


def test_a_round_change_is_computed_and_never_differs():
    readings = value(2020, "500", "500起"), value(2021, "600", "600起")
    assert told(*readings, change(2021, "15", "約15%", is_exact=False)) == [(2021, 2020, "20%", False)]


def test_a_year_said_twice_with_one_value_has_it():
    one, again = value(2021, "600", "600起"), value(2021, "600", "600起")
    assert by_year([one, again]) == {2021: one}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("2100", "2100起"), ("7100", "7100起")], (Decimal(9200), False)),
        ([("2100", "2100起"), ("7000", "7000起")], (Decimal(9100), True)),
        ([("2100", "0.21萬起"), ("7000", "0.7萬起")], (Decimal(9100), False)),  # 0.7萬 may be 7,100
    ],
)
def test_parts_are_added_up(parts, expected):
    found = summed(value(2021, "9200", "9200起"), [value(2021, *part) for part in parts])
    assert (found.total, found.differs) == expected


def test_a_part_that_is_missing_or_of_another_unit_adds_up_to_nothing():
    whole, part = value(2021, "9200", "9200起"), value(2021, "2100", "2100起")
    assert [summed(whole, [part, other]) for other in (None, value(2021, "7100", "7100人", unit="人"))] == [None, None]
    assert (summed(whole, []), summed(None, [part])) == (None, None)
