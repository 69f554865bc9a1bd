"""Which figures of two reports are taken to tell of the same thing."""

import pytest

from reports.series.proposing import Trait, likeness, proposed

pytestmark = pytest.mark.pure


def trait(key, unit="起", *, is_change=False, heading="打击犯罪"):
    return Trait(key, unit, is_change, heading)


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        (trait("侦破刑事案件"), True),
        (trait("侦破刑事案件", heading="平安建设"), True),
        (trait("全年侦破刑事案件"), True),
        (trait("侦破的刑事案件"), True),
        (trait("侦破的刑事案件总数", heading="平安建设"), False),
        (trait("侦破刑事案件", "人"), False),
        (trait("侦破刑事案件", "%", is_change=True), True),
        (trait("侦破经济案件", heading="平安建设"), False),
    ],
)
def test_name_unit_and_heading_tell(other, is_alike):
    assert (likeness(trait("侦破刑事案件"), other) > 0) is is_alike


def test_each_figure_goes_to_the_likest_series():
    figures = {1: trait("侦破刑事案件"), 2: trait("破获命案"), 3: trait("巡逻出动", "人次")}
    known = {7: [trait("破获命案")], 8: [trait("侦破刑事案件"), trait("侦破的刑事案件")], 9: [trait("纠纷", "件")]}
    assert proposed(figures, known) == {1: 8, 2: 7}


def test_a_value_and_its_change_go_to_the_same():
    figures = {1: trait("侦破刑事案件"), 2: trait("侦破刑事案件", "%", is_change=True)}
    assert proposed(figures, {8: [trait("侦破刑事案件")]}) == {1: 8, 2: 8}


def test_a_series_gets_one_value_of_a_report():
    figures = {1: trait("侦破的刑事案件"), 2: trait("侦破刑事案件")}
    assert proposed(figures, {8: [trait("侦破刑事案件")]}) == {2: 8}


def test_what_the_report_tells_already_is_proposed_to_no_other():
    assert proposed({1: trait("侦破刑事案件")}, {8: [trait("侦破刑事案件")]}, told=[(8, False)]) == {}


def test_two_that_are_as_like_are_left_to_the_person():
    alike = {7: [trait("侦破刑事案件")], 8: [trait("侦破刑事案件")]}
    assert proposed({1: trait("侦破刑事案件")}, alike) == {}
