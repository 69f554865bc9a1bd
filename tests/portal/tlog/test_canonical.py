"""Canonical JSON: what RFC 8785 says of text, numbers and the order of names."""

import json
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tlog.canonical import MOST, written

pytestmark = pytest.mark.pure


def test_names_are_sorted_and_nothing_stands_between():
    said = {"stage": "received", "at": "2026-11-27", "V": 1, "v": 1, "list": [True, False, None, "a", -1]}
    assert written(said) == b'{"V":1,"at":"2026-11-27","list":[true,false,null,"a",-1],"stage":"received","v":1}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路口", '"路口"'),
        ('"\\/', '"\\"\\\\/"'),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x0b\x1f", '"\\u0000\\u000b\\u001f"'),
        ("\x7f\x80\u2028\u2029\ufeff\uffff", '"\x7f\x80\u2028\u2029\ufeff\uffff"'),
        ("😀 €\u0301", '"😀 €\u0301"'),
    ],
)
def test_text_is_escaped_as_the_standard_says_and_no_more(text, expected):
    assert written(text) == expected.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        MOST + 1,
        -MOST - 1,
        "\ud800",
        "a\udfff",
        {"name": "\ud83d"},
        {1: "a"},
        {"名": "a"},
        ("a",),
        [{"a": 0.5}],
        b"a",
        {"a": {1, 2}},
    ],
)
def test_what_two_programs_could_write_in_two_ways_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011  of several kinds, each in its own words
        written(value)


def test_whole_numbers_up_to_where_json_is_exact():
    assert written([MOST, -MOST, 0]) == b"[9007199254740991,-9007199254740991,0]"


def test_a_named_number_is_a_number():
    assert written(IntEnum("Level", "LOW").LOW) == b"1"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MOST, MOST) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda one: st.lists(one) | st.dictionaries(st.text(st.characters(max_codepoint=127)), one),
)


@given(VALUES)
def test_it_is_json_and_says_the_same(value):
    assert json.loads(written(value)) == value
    assert written(json.loads(written(value))) == written(value)
