import pytest

from feedback.draws.lotteries import Kind, encoded, read

TWO_COLOURS = Kind("雙色球", 6, 1, 33, True, 1, 16)
DIGITS = Kind("排列5", 5, 0, 9, False)


@pytest.mark.parametrize(
    ("kind", "typed", "numbers"),
    [
        (TWO_COLOURS, "33 05 11 18 22 27 + 09", [5, 11, 18, 22, 27, 33, 9]),
        (TWO_COLOURS, "5、11、18、22、27、33，16", [5, 11, 18, 22, 27, 33, 16]),
        (DIGITS, "9 0 0 7 1", [9, 0, 0, 7, 1]),
    ],
)
def test_numbers_are_read_however_they_are_set_apart(kind, typed, numbers):
    assert read(kind, typed) == numbers


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (TWO_COLOURS, "1 2 3 4 5 6"),
        (TWO_COLOURS, "1 2 3 4 5 6 7 8"),
        (TWO_COLOURS, "1 2 3 4 5 34 7"),
        (TWO_COLOURS, "0 2 3 4 5 6 7"),
        (TWO_COLOURS, "1 2 3 4 5 5 7"),
        (TWO_COLOURS, "1 2 3 4 5 6 17"),
        (DIGITS, "12345"),
        (DIGITS, "1 2 3 4 10"),
        (DIGITS, ""),
    ],
)
def test_what_the_lottery_cannot_draw_is_refused(kind, typed):
    with pytest.raises(ValueError, match="^"):
        read(kind, typed)


def test_each_number_ends_in_a_dot_and_each_lottery_in_a_stroke():
    assert encoded([[5, 11, 33, 9], [9, 0, 0]]) == "5.11.33.9./9.0.0./"


def test_how_much_chance_a_lottery_brings():
    assert [round(kind.bits, 2) for kind in (TWO_COLOURS, DIGITS)] == [24.08, 16.61]
