"""The schematic of the districts: where each tile stands, and how a name of any length has room on it."""

import pytest

from feedback.rules.drawn.city_map import GAP, HEIGHT, ROOM, SMALLEST, TYPE, WIDTH, laid_out, shade
from feedback.rules.drawn.city_map import _ems as ems


def named(*names):
    """The tiles of these names in one row."""
    return list(laid_out({name: (1, place) for place, name in enumerate(names, 1)}, {n: n for n in names})[0].values())


def texts(tile):
    return [text for _baseline, text in tile.lines]


def test_a_tile_stands_in_its_row_and_column_north_up():
    tiles, width, height = laid_out({1: (1, 1), 2: (3, 2)}, {1: "平度市", 2: "市南區"})
    assert [(tile.x, tile.y) for tile in tiles.values()] == [(0, 0), (WIDTH + GAP, 2 * (HEIGHT + GAP))]
    assert (width, height) == (2 * WIDTH + GAP, 3 * HEIGHT + 2 * GAP)


def test_what_lies_outside_all_of_them_is_not_drawn():
    assert laid_out({1: (7, 5), 2: (8, 6)}, {1: "甲", 2: "乙"}) == laid_out({1: (1, 1), 2: (2, 2)}, {1: "甲", 2: "乙"})


def test_the_middle_that_nobody_holds_stays_empty():
    tiles, width, _height = laid_out({1: (1, 1), 2: (1, 3)}, {1: "甲", 2: "乙"})
    assert (tiles[2].x, width) == (2 * (WIDTH + GAP), 3 * WIDTH + 2 * GAP)


def test_a_city_of_which_nobody_said_what_lies_where_has_no_map():
    assert laid_out({}, {}) == ({}, 0, 0)


def test_a_short_name_stands_in_one_line_in_the_middle_of_its_tile():
    (tile,) = named("市南區")
    assert (texts(tile), tile.type_size, tile.middle) == (["市南區"], TYPE, WIDTH // 2)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("西海岸新區", ["西海岸新區"]),
        ("Shinan District", ["Shinan", "District"]),
        ("新疆生產建設兵團", ["新疆生產", "建設兵團"]),
        ("West Coast New Area", ["West Coast", "New Area"]),
        ("", [""]),
        ("W", ["W"]),
    ],
)
def test_a_longer_one_breaks_between_words_where_it_has_any(name, lines):
    (tile,) = named(name)
    assert texts(tile) == lines


@pytest.mark.parametrize("name", ["W" * 20, "一" * 20, "m " * 10, "W" * 60, "Chengyang District", "膠州市", "@"])
def test_no_name_is_wider_than_its_tile_nor_too_small_to_read(name):
    (tile,) = named(name)
    widest = max(ems(text) for text in texts(tile)) * tile.type_size
    assert (widest <= ROOM + 1, tile.type_size >= SMALLEST, len(tile.lines) <= 2) == (True, True, True)


def test_lines_and_number_stand_below_each_other_within_the_tile():
    for tile in named("市南區", "Shinan District", "一" * 20):
        baselines = [baseline for baseline, _text in tile.lines] + [tile.number_y]
        assert (baselines == sorted(set(baselines)), baselines[-1] < tile.y + HEIGHT) == (True, True)


def test_only_what_is_too_long_ends_in_an_ellipsis():
    (tile,) = named("Ab " + "W" * 20)
    assert texts(tile) == ["Ab", "WWWWWWW…"]


@pytest.mark.parametrize(
    ("number", "most", "level"), [(0, 0, 0), (0, 40, 0), (1, 40, 1), (10, 40, 1), (11, 40, 2), (40, 40, 4), (1, 1, 4)]
)
def test_more_is_darker(number, most, level):
    assert shade(number, most) == level
