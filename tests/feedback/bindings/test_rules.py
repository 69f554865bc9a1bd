"""When a number of a report and the records say the same: by the digits it prints, and by its word."""

from decimal import Decimal
from fractions import Fraction

import pytest

from feedback.bindings.rules import Counted, Said, agrees, step_of

pytestmark = pytest.mark.pure


def as_counted(number):
    """So many, or (so many, of so many)."""
    return Counted(*number) if isinstance(number, tuple) else Counted(number)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("170件", 170, 1), ("1,700件", 1700, 1), ("1.23萬件", 12300, 100), ("3萬件", 30000, 10000),
        ("98.2%", "98.2", Fraction(1, 10)), ("一百七十件", 170, 1), ("0件", 0, 1),
    ],
)  # fmt: skip
def test_the_last_printed_digit_is_worth(text, value, step):
    assert step_of(text, Decimal(value)) == step


@pytest.mark.parametrize(
    ("value", "text", "word", "agreeing", "differing"),
    [
        ("170", "170件", "", [170], [169, 171]),
        ("12300", "1.23萬件", "", [12300, 12250, 12399], [12249, 12400]),
        ("66.6", "66.6%", "", [(2, 3), (666, 1000), (6659, 10000)], [(667, 1000), (665, 1000), (0, 0)]),
        ("100", "100%", "", [(3, 3)], [(999, 1000)]),
        ("170", "超過170件", "超過", [171], [170, 169]),
        ("170", "至少170件", "至少", [170, 171], [169]),
        ("170", "不足170件", "不足", [169], [170]),
        ("170", "170件以內", "以內", [170, 3], [171]),
        ("170", "約170件", "約", [162, 178], [161, 179]),
    ],
)  # fmt: skip
def test_it_agrees_as_far_as_it_prints_and_words_it(value, text, word, agreeing, differing):
    said = Said(Decimal(value), step_of(text, Decimal(value)), word)
    assert [counted for counted in [*agreeing, *differing] if agrees(said, as_counted(counted))] == agreeing


def test_a_range_holds_what_lies_in_it():
    said = Said(Decimal(2300), Fraction(1), "", Decimal(2300), Decimal(2500))
    assert [agrees(said, Counted(number)) for number in (2299, 2300, 2500, 2501)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("counted", "value", "words"),
    [
        (Counted(170), 170, "170 件"),
        (Counted(2, 3), Fraction(200, 3), "66.6%（3 件中的 2 件）"),
        (Counted(0, 0), None, "—（0 件中的 0 件）"),
    ],
)
def test_what_is_counted_has_a_value_and_words(counted, value, words):
    assert (counted.value, counted.words) == (value, words)
