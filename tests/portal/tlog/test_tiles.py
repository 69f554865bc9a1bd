"""Tiles: where they lie, how wide they are, and what they hold."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tlog.tiles import WIDTH, address, bundle, entries_in, hashes_in, parsed, tiles_of, width_of
from tests.portal.tlog import naive
from tests.portal.tlog.trees import numbered, tiles

pytestmark = pytest.mark.pure


def test_the_addresses_that_the_specification_gives():
    assert address(1234067) == "x001/x234/067"
    assert [address(0), address(999), address(1000), address(5, 112)] == ["000", "999", "x001/000", "005.p/112"]


@given(number=st.integers(0, 10**17), width=st.integers(1, WIDTH))
def test_an_address_is_read_as_it_was_written(number, width):
    assert parsed(address(number, width)) == (number, width)


@pytest.mark.parametrize(
    "text",
    ["", "0", "00", "0000", "x000/001", "x001", "001/000", "x001/x000", "000.p", "000.p/", "000.p/0", "000.p/01"]
    + ["000.p/256", "000.p/999", "000.p/-1", "-01", "000/", "/000", "000\n", "٠٠٠", "000.p/٣", "x000/x001/000"]
    + ["x999/" * 6 + "999", "x999/" * 2000 + "999", "../000", "000.p/1.p/1"],
)
def test_what_is_no_address_is_none(text):
    assert parsed(text) is None


def test_the_tiles_of_seventy_thousand_are_those_of_the_specification():
    of_level = {}
    for level, _, width in tiles_of(70_000):
        of_level.setdefault(level, []).append(width)
    assert of_level == {0: [256] * 273 + [112], 1: [256, 17], 2: [1]}


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, []),
        (1, [(0, 0, 1)]),
        (255, [(0, 0, 255)]),
        (256, [(0, 0, 256), (1, 0, 1)]),
        (257, [(0, 0, 256), (0, 1, 1), (1, 0, 1)]),
    ],
)
def test_the_tiles_of_small_trees(size, expected):
    assert list(tiles_of(size)) == expected


def test_how_wide_a_tile_is_where_there_is_none():
    assert [width_of(0, 1, 256), width_of(1, 0, 255), width_of(9, 0, 70_000)] == [0, 0, 0]


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537])
def test_each_hash_of_a_tile_is_the_root_over_its_leaves(size):
    entries = numbered(size)
    made = tiles(entries)
    for level, number, at in [(0, 0, 0), (0, 255, 254), (1, 0, 0), (1, 0, 254), (2, 0, 0)]:
        if at < width_of(level, number, size):
            leaves = WIDTH**level
            first = (number * WIDTH + at) * leaves
            assert made[level, number][at] == naive.root(entries[first : first + leaves])
    assert {(level, number): len(hashes) for (level, number), hashes in made.items()} == {
        (level, number): width for level, number, width in tiles_of(size)
    }


def test_a_tile_as_bytes_is_read_again():
    hashes = [sha256(bytes([number])).digest() for number in range(3)]
    assert hashes_in(b"".join(hashes)) == hashes


@given(st.lists(st.binary(max_size=300), max_size=10))
def test_a_bundle_is_read_as_it_was_written(entries):
    assert entries_in(bundle(entries)) == entries


def test_a_bundle_as_bytes():
    assert bundle([b"one", b"", b"two"]) == b"\x00\x03one\x00\x00\x00\x03two"


@pytest.mark.parametrize("cut", [b"\x00", b"\x00\x02a", b"\x00\x01a\x00", b"\x00\x00\x01"])
def test_a_bundle_that_is_cut_off_is_refused(cut):
    with pytest.raises(ValueError, match="ends within an entry"):
        entries_in(cut)
