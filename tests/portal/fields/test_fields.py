"""What somebody types: how long it may be, how it is counted, what is told of it."""

import pytest
from django import forms

from portal.fields.measured import LineField, TextField, raw_most

LINE, TEXT = LineField(max_length=60), TextField(max_length=3000, help_text="何時、何地。")


def refusal(field, typed):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (TEXT, "路" * 3621, "最多 3000 字，現在是 3621 字，請刪去 621 字。"),
        (LINE, "路" * 61, "最多 60 字，現在是 61 字，請刪去 1 字。"),
        (LINE, "路" * 5000, "最多 60 字，現在是 5000 字，請刪去 4940 字。"),  # more than is read at all
        (TEXT, "路\r\n" * 10_000, "最多 3000 字，現在是 20000 字，請刪去 17000 字。"),
    ],
)
def test_what_is_too_long_is_refused_with_both_numbers(field, typed, told):
    assert refusal(field, typed) == [told]


def test_a_line_break_is_one_character_however_the_browser_sends_it():
    typed = "路\r\n" * 1500
    assert (TEXT.clean(typed[:-2]), refusal(TEXT, typed + "路口")) == (
        "\n".join(["路"] * 1500),
        ["最多 3000 字，現在是 3002 字，請刪去 2 字。"],
    )


@pytest.mark.parametrize("letter", ["e\u0302\u0323", "\u1100\u1161\u11a8", "\u1112\u1161\u11ab"])
def test_a_letter_in_pieces_counts_as_it_is_kept(letter):
    assert len(LINE.clean(letter * 60)) <= 60


def test_what_only_blanks_make_too_long_is_taken():
    assert LINE.clean(" \u3000路" + "\u200b" * 500 + " " * 500) == "路"


def test_what_is_taken_fits_its_column():
    """The database counts as the field does: code points of what is stored, an emoji of five of them as five."""
    family = "👨\u200d👩\u200d👧"
    assert (len(LINE.clean("我" + family * 11)), refusal(LINE, "我" + family * 12)) == (
        56,
        ["最多 60 字，現在是 61 字，請刪去 1 字。"],
    )


@pytest.mark.parametrize(
    "typed", ["\u3164\uffa0", "\u2800", "——", "👍", "\u00ad\u00ad", "\ufe0f\ufe0f", "\U000e0061\U000e0062"]
)
@pytest.mark.parametrize("kind", [LineField, TextField])
def test_what_is_required_has_a_letter_or_a_digit(kind, typed):
    required = kind(max_length=60).clean
    with pytest.raises(forms.ValidationError):
        required(typed)


def test_what_is_not_required_may_be_left_empty_or_be_a_sign():
    field = LineField(max_length=60, required=False)
    assert [field.clean(typed) for typed in ("", "\u3164", "👍")] == ["", "", "👍"]


def test_the_browser_cuts_nothing_and_knows_how_much_there_may_be():
    attrs = [field.widget_attrs(field.widget) for field in (LINE, TEXT)]
    words = {"data-left": "還可以寫 {n} 字。", "data-over": "超出 {n} 字，請刪去。"}
    assert attrs == [{"data-most": "60"} | words, {"data-most": "3000"} | words]


def test_the_hint_says_how_much_there_may_be():
    assert (TEXT.help_text, TextField(max_length=500).help_text) == ("何時、何地。最多 3000 字。", "最多 500 字。")


def test_more_is_read_than_may_stay():
    assert [raw_most(most) for most in (20, 3000, None)] == [1080, 13000, 5000]
