"""Values as people type them."""

from decimal import Decimal

import pytest

from reports.drafting.typed import Typed, TypedWrongly, read_value

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.09億", "109000000"),
        ("1.09亿", "109000000"),
        ("−6", "-6"),
        ("－2.3億", "-230000000"),
        ("12,000", "12000"),
        ("１２，０００", "12000"),
        ("+3", "3"),
        (".5", "0.5"),
        ("9.4萬", "94000"),
        ("67665億", "6766500000000"),
        ("0.1234", "0.1234"),
    ],
)
def test_a_value(words, value):
    assert read_value(words) == Typed(Decimal(value))


@pytest.mark.parametrize(
    ("words", "terms"),
    [("2/3", ("0.6667", "2", "3")), ("2.2：1", ("2.2", "2.2", "1")), ("１／４", ("0.25", "1", "4"))],
)
def test_a_fraction_or_a_ratio(words, terms):
    assert read_value(words) == Typed(*map(Decimal, terms))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("約三", "「約三」不是數值。請填數字，例如 1.09億、-6、2/3。"),
        (
            "15個",
            "「15個」中的「個」讀不懂。這裡只填數值，例如 1.09億、-6、2/3；單位另填在「單位」一欄。",
        ),
        ("1/0", "分母是零，算不出數值；請改分母。"),
        ("9" * 21, f"「{'9' * 21}」的整數部分超過 20 位，存不下；請核對是否多打了。"),
        ("0.12345", "「0.12345」的小數超過 4 位；請四捨五入到 4 位以內。"),
    ],
)
def test_what_is_wrong_is_told(words, sentence):
    with pytest.raises(TypedWrongly) as told:
        read_value(words)
    assert str(told.value) == sentence
