"""Chinese text, cleaned and read in both scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import SIMPLIFIED, TRADITIONAL, cleaned, in_script, script_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  路燈壞了 \n", "路燈壞了"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("路\u200b燈\ufeff", "路燈"),
        ("\u202e110\u202c", "110"),  # marks that would reverse the number on screen
        ("e\u0301", "é"),
        ("一\t二", "一\t二"),
        ("\x00", ""),
    ],
)
def test_text_is_cleaned(typed, meant):
    assert cleaned(typed) == meant


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("建議增設紅綠燈", TRADITIONAL),
        ("建议增设红绿灯", SIMPLIFIED),
        ("台灣的交通建設", TRADITIONAL),
        ("路口", TRADITIONAL),  # the same in both
        ("110", TRADITIONAL),
        ("", TRADITIONAL),
    ],
)
def test_script_is_told(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "script", "read"),
    [
        ("建議增設紅綠燈", SIMPLIFIED, "建议增设红绿灯"),
        ("建议增设红绿灯", TRADITIONAL, "建議增設紅綠燈"),
        ("建議增設紅綠燈", TRADITIONAL, "建議增設紅綠燈"),
        ("建议增设红绿灯", SIMPLIFIED, "建议增设红绿灯"),
    ],
)
def test_text_is_read_in_either_script(text, script, read):
    assert in_script(text, script) == read
