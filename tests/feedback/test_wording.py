"""The named places of a reply template: known, refused, filled."""

import pytest

from feedback import wording
from feedback.wording import Place


def test_places_are_filled_and_the_rest_stays():
    values = {Place.NUMBER: "2020-0001", Place.UNIT: "交通警察支隊"}
    filled = wording.fill("{編號}由{承辦單位}辦理，{編號}辦畢。{日期}", values)
    assert filled == "2020-0001由交通警察支隊辦理，2020-0001辦畢。{日期}"


def test_what_fills_a_place_is_not_filled_again():
    assert wording.fill("{標題}", {Place.TITLE: "{編號}", Place.NUMBER: "2020-0001"}) == "{編號}"


@pytest.mark.parametrize(
    ("body", "unknown"),
    [
        ("{編號}{標題}{領域}{承辦單位}{收到日期}{日期}", []),
        ("{編号}和{地址}", ["編号", "地址"]),
        ("{ 編號 }", [" 編號 "]),
        ("{}", [""]),
        ("沒有位置", []),
    ],
)
def test_a_wrong_name_is_found(body, unknown):
    assert wording.unknown_places(body) == unknown


@pytest.mark.parametrize(
    ("body", "is_loose"), [("{編號", True), ("編號}", True), ("{{編號}}", True), ("{編號}", False)]
)
def test_a_brace_without_its_other_half_is_found(body, is_loose):
    assert wording.has_loose_brace(body) is is_loose
