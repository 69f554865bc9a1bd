"""The wall as a small picture: a cell for each, or for several; together they are what was received."""

from collections import Counter
from math import ceil

import pytest

from feedback.rules.drawn.wall_picture import MOST_CELLS, OPEN, PITCH, Picture, key_of
from feedback.rules.workflow import OPEN_STAGES, Stage


def stages(number):
    """The older ones mostly closed, the newer ones mostly open, now and then another."""
    others = {0: Stage.DECLINED, 17: Stage.MERGED, 34: Stage.WITHDRAWN}
    usual = [Stage.CLOSED if place < number * 2 / 3 else Stage.IN_PROGRESS for place in range(number)]
    return [others.get(place % 50, stage) for place, stage in enumerate(usual)]


@pytest.mark.parametrize(
    ("number", "each", "cells"), [(0, 1, 0), (1, 1, 1), (48, 1, 48), (400, 1, 400), (401, 2, 201), (17_000, 43, 396)]
)
def test_there_are_at_most_400_cells_and_each_stands_for_as_many(number, each, cells):
    picture = Picture.of(stages(number))
    assert (picture.each, len(picture.cells)) == (each, cells)
    assert len(picture.cells) <= MOST_CELLS
    squares = sum(path.count("v8h-8z") + path.count("v6h-6z") for _, path in picture.paths())
    assert squares == sum(cell in (OPEN, Stage.CLOSED) for cell in picture.cells)


@pytest.mark.parametrize("number", [1, 48, 400])
def test_where_a_cell_is_one_they_stand_as_on_the_wall(number):
    expected = [OPEN if stage in OPEN_STAGES else stage for stage in stages(number)]
    assert list(Picture.of(stages(number)).cells) == expected


@pytest.mark.parametrize("number", [401, 1000, 17_000, 17_171])
def test_cells_of_several_divide_as_the_suggestions_do(number):
    picture = Picture.of(stages(number))
    wanted = Counter(OPEN if stage in OPEN_STAGES else stage for stage in stages(number))
    drawn = Counter({part: count * picture.each for part, count in Counter(picture.cells).items()})
    assert len(picture.cells) == ceil(number / picture.each)
    assert {part for part in wanted if abs(drawn[part] - wanted[part]) > 2 * picture.each} == set()


@pytest.mark.parametrize("number", [1, 5, 48, 67, 170, 400, 401, 17_000])
def test_every_cell_is_inside_and_none_upon_another(number):
    picture = Picture.of(stages(number))
    corners = [divmod(place, picture.columns) for place in range(len(picture.cells))]
    assert len({*corners}) == len(corners)
    assert max(row for row, _ in corners) * PITCH + 8 == picture.height
    assert picture.columns * PITCH - 2 == picture.width
    assert picture.height / picture.width <= 0.36


def test_each_part_has_a_path_of_its_own_from_cell_to_cell():
    picture = Picture.of([Stage.CLOSED, Stage.RECEIVED, Stage.CLOSED, Stage.REPLIED, Stage.WITHDRAWN])
    assert picture.paths() == [
        (OPEN, "M11 1h6v6h-6zm20 0h6v6h-6z"),
        (Stage.CLOSED, "M0 0h8v8h-8zm20 0h8v8h-8z"),
        (Stage.WITHDRAWN, "M40 4h8m-8 0"),
    ]


def test_a_new_row_begins_below_the_first():
    (_, path) = Picture.of([Stage.CLOSED] * 11).paths()[0]
    assert path.endswith("zm-90 10h8v8h-8z")


def test_the_legend_shows_the_same_shapes():
    assert (key_of(Stage.CLOSED), key_of(Stage.MERGED)) == ("M0 0h8v8h-8z", "M0 0v8h8z")
