"""Three parts of a key, two needed: typed from paper, by people who make mistakes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.ballots.sealed import parts_of_key, sealing
from feedback.ballots.sealed.parts_of_key import Part, joined, read, split, written
from feedback.rules.workflow import Refused

PUBLIC = bytes(range(32))
KEYS = st.binary(min_size=32, max_size=32)


def test_the_field_is_the_one_of_the_advanced_encryption_standard():
    """FIPS 197, 4.2: {57} x {83} = {c1}, {57} x {13} = {fe}; {53} and {ca} are inverse to each other."""
    assert [parts_of_key._times(0x57, 0x83), parts_of_key._times(0x57, 0x13), parts_of_key._inverse(0x53)] == [
        0xC1, 0xFE, 0xCA,
    ]  # fmt: skip


@given(KEYS)
def test_any_two_parts_give_the_key_back(key):
    one, two, three = split(key, PUBLIC)
    pairs = [(one, two), (two, one), (one, three), (three, one), (two, three), (three, two)]
    assert [joined(*pair) for pair in pairs] == [key] * 6


def test_one_part_fits_every_key():
    """For each byte that a key may have there is a second part with which the first gives it."""
    one = split(bytes(32), PUBLIC)[0]
    found = {joined(one, Part(2, bytes([byte]) + bytes(31), b""))[0] for byte in range(256)}
    assert found == set(range(256))


def test_the_same_part_twice_is_refused():
    one = split(bytes(32), PUBLIC)[0]
    with pytest.raises(Refused, match="同一份"):
        joined(one, one)


@given(KEYS)
def test_what_is_written_is_read_again(key):
    parts = split(key, PUBLIC)
    assert [read(written(part)) for part in parts] == parts


def test_a_part_is_eight_groups_of_eight_without_letters_that_are_mistaken():
    text = written(split(bytes(32), PUBLIC)[2])
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{8} ){7}[0-9A-HJKMNP-TV-Z]{8}", text)


def test_a_part_is_read_in_small_letters_with_hyphens_and_mistaken_letters():
    part = split(bytes(32), PUBLIC)[0]
    typed = written(part).lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    assert read(typed) == part


@given(st.data())
def test_a_letter_that_was_mistyped_is_told_by_its_group(data):
    text = written(split(data.draw(KEYS), PUBLIC)[0])
    place = data.draw(st.sampled_from([at for at, letter in enumerate(text) if letter != " "]))
    other = data.draw(st.sampled_from([letter for letter in parts_of_key.LETTERS if letter != text[place]]))
    with pytest.raises(Refused, match=f"第 {place // 9 + 1} 組抄錯了"):
        read(text[:place] + other + text[place + 1 :])


def test_groups_that_changed_places_are_noticed():
    groups = written(split(bytes(range(32)), PUBLIC)[0]).split()
    with pytest.raises(Refused, match="第 3 組抄錯了"):
        read(" ".join([*groups[:2], groups[3], groups[2], *groups[4:]]))


@pytest.mark.parametrize("text", ["", "ABC", "U" * 64, "一" * 64, "0" * 65])
def test_what_is_no_part_is_told(text):
    with pytest.raises(Refused, match="8 組"):
        read(text)


def test_a_part_of_another_key_does_not_belong():
    part = split(bytes(32), PUBLIC)[0]
    assert (parts_of_key.belongs(part, PUBLIC), parts_of_key.belongs(part, bytes(32))) == (True, False)


def test_a_vote_opens_with_its_key_for_its_questions_alone():
    (private, public), (other, _public) = sealing.new_key(), sealing.new_key()
    sealed = sealing.seal([1, 0, 5], public, "digest")
    assert [
        sealing.opened(sealed, private, "digest"),
        sealing.opened(sealed, other, "digest"),
        sealing.opened(sealed, private, "another"),
        sealing.opened(sealing.blank(3), private, "digest"),
        sealing.opened(b"", private, "digest"),
        len(sealed) == len(sealing.blank(3)),
    ] == [[1, 0, 5], None, None, None, None, True]
