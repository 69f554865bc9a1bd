"""Why the importer is unsure of a figure is told by codes, weighed and said in a sentence."""

import pytest

from reports.importer import parse
from reports.importer.doubts import Doubt, gravity, in_order, sentence
from reports.importer.figures import figures_in

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("查處治安案件97起。", [()]),
        ("立案820宗，上升5%。", [("short_name",), ("carried", "short_name")]),
        ("刑事、治安警情分別為6起、3起。", [("shared",), ("shared",)]),
        ("增長5%。", [("nameless", "rate_alone")]),
        ("查處治安案件九十七起。", [("numeral",)]),
        ("新建派出所2—3家。", [("pair",)]),
        ("城鄉收入倍差為1.81。", [("no_unit",)]),
        ("來往小船30舢。", [("unknown_unit",)]),
        ("事項26項、9萬件。", [("one_for_many", "short_name"), ("one_for_many", "short_name")]),
        ("警情大幅下降5%。", [("short_name", "rate_alone")]),
    ],
)
def test_each_figure_carries_its_doubts_the_gravest_first(text, doubts):
    assert [figure.doubts for figure in figures_in(text)] == doubts


def test_a_sum_that_does_not_add_up_is_doubted_first():
    [section] = parse("破案60起（本地50起、外地20起）。", bureau="某局").sections
    assert [figure.doubts[:1] for figure in section.figures] == [("unsummed",), ("short_name",), ("short_name",)]


def test_a_graver_doubt_weighs_more_than_many_small_ones():
    weights = [gravity(codes) for codes in ((), ("no_unit",), ("no_unit", "rate_alone"), ("heading",), ("unsummed",))]
    assert weights == sorted(weights)
    assert weights[0] == 0
    assert len(set(weights)) == len(weights)


def test_codes_are_put_in_order_once_each():
    assert in_order([Doubt.RATE_ALONE, Doubt.HEADING, Doubt.RATE_ALONE]) == ("heading", "rate_alone")


def test_each_code_has_a_sentence():
    assert [code for code in Doubt.values if not sentence(code).endswith("。")] == []
