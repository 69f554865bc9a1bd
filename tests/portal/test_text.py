"""Chinese text, cleaned and read in both scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import SIMPLIFIED, TRADITIONAL, Conversion, cleaned, script_of


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
    assert Conversion().in_script(text, script) == read


PROTECTED = Conversion(
    [("于先生", "于先生"), ("里院", "里院"), ("台東", "台东"), ("複議", "复议"), ("復議", "复议"), ("余先生", "余先生")]
)


@pytest.mark.parametrize(
    ("text", "script", "read"),
    [
        ("于先生说，台东的里院该修了", TRADITIONAL, "于先生說，台東的里院該修了"),
        ("于先生說，台東的里院該修了", SIMPLIFIED, "于先生说，台东的里院该修了"),
        ("关于先生的问题", TRADITIONAL, "關於先生的問題"),  # the surname ends another word
        ("其余先生再说", TRADITIONAL, "其餘先生再說"),
        ("申请复议", TRADITIONAL, "申請複議"),  # two words are written so: the first entered
        ("这是復議的决定，还没办结", TRADITIONAL, "這是復議的決定，還沒辦結"),  # written in full among Simplified text
        ("行政復議", SIMPLIFIED, "行政复议"),
    ],
)
def test_protected_words_stand_as_they_are_given(text, script, read):
    assert PROTECTED.in_script(text, script) == read
