"""The named places of a reply template: known, refused, filled."""

import pytest
from django.utils.translation import override

from feedback.office import wording
from feedback.office.wording import Place


def test_places_are_filled_and_the_rest_stays():
    values = {Place.NUMBER: "2020-0001", Place.UNIT: "交通警察支隊"}
    filled = wording.fill("{編號}由{承辦單位}辦理，{編號}辦畢。{日期}", values)
    assert filled == "2020-0001由交通警察支隊辦理，2020-0001辦畢。{日期}"


def test_places_written_in_simplified_characters_are_filled_too():
    values = {Place.NUMBER: "2020-0001", Place.RECEIVED: "2020年11月18日"}
    assert wording.fill("{编号}於{收到日期}收到", values) == "2020-0001於2020年11月18日收到"


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        ("zh-hant", "「{編號}」「{標題}」「{領域}」「{承辦單位}」「{收到日期}」「{日期}」"),
        ("zh-hans", "“{编号}”“{标题}”“{领域}”“{承办单位}”“{收到日期}”“{日期}”"),
    ],
)
def test_places_are_listed_as_the_reader_types_them(language, listed, db):
    with override(language):
        assert wording.listed() == listed


def test_places_are_listed_in_the_script_of_the_office():
    assert wording.listed() == "「{編號}」「{標題}」「{領域}」「{承辦單位}」「{收到日期}」「{日期}」"


def test_what_fills_a_place_is_not_filled_again():
    assert wording.fill("{標題}", {Place.TITLE: "{編號}", Place.NUMBER: "2020-0001"}) == "{編號}"


@pytest.mark.parametrize(
    ("body", "unknown"),
    [
        ("{編號}{標題}{領域}{承辦單位}{收到日期}{日期}", []),
        ("{編号}和{地址}", ["編号", "地址"]),
        ("{编号}{标题}{领域}{承办单位}{收到日期}{日期}", []),
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
