"""Chinese text, cleaned and read in both scripts."""

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reading.text import SIMPLIFIED, TRADITIONAL, Conversion, cleaned, script_of

names_of_the_city = import_module("portal.migrations.0008_names_of_the_city")


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


CITY = Conversion([(word, simplified or word) for word, simplified, _note in names_of_the_city.WORDS])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("范警官很耐心", "范警官很耐心"),
        ("于队长说过几天来", "于隊長說過幾天來"),
        ("派出所余所长接了电话", "派出所余所長接了電話"),
        ("涂教导员", "涂教導員"),
        ("台柳路、余姚路的路灯", "台柳路、余姚路的路燈"),
        ("感谢于副局长、岳主任和朴老师", "感謝于副局長、岳主任和朴老師"),
        ("游师傅、郁医生、咸书记", "游師傅、郁醫生、咸書記"),
        ("五台山路和王台镇", "五台山路和王台鎮"),
        ("余警官在余姚路找到余下的", "余警官在余姚路找到餘下的"),
        ("嫌疑人于某某、余某与范某，涂某说过", "嫌疑人于某某、余某與范某，涂某說過"),
        ("于某于当日驾车，余某酒后、范某驾驶，岳某母亲报警", "于某於當日駕車，余某酒後、范某駕駛，岳某母親報警"),
    ],
)
def test_a_surname_before_a_title_and_a_name_of_the_city_stay(written, read):
    assert CITY.in_script(written, TRADITIONAL) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("关于队长的说明", "關於隊長的說明"),
        ("对于主任的答复", "對於主任的答覆"),
        ("由于所长不在", "由於所長不在"),
        ("属于教导员管", "屬於教導員管"),
        ("有助于民警办案", "有助於民警辦案"),
        ("其余警官都来了", "其餘警官都來了"),
        ("业余教练和业余老师", "業餘教練和業餘老師"),
        ("规范警官的言行", "規範警官的言行"),
        ("模范教导员", "模範教導員"),
        ("师范老师", "師範老師"),
        ("糊涂经理", "糊塗經理"),
        ("导游女士", "導遊女士"),
        ("旅游局长", "旅遊局長"),
        ("质朴先生", "質樸先生"),
        ("三十余民警、100余同学", "三十餘民警、100餘同學"),
        ("受益于民警，归功于老师，止于法官", "受益於民警，歸功於老師，止於法官"),
        ("乱涂同学的课本", "亂塗同學的課本"),
        ("于某日发现，于某小区、于某路口办理", "於某日發現，於某小區、於某路口辦理"),
        ("基于某种原因，规范某些行为，其余某几个", "基於某種原因，規範某些行為，其餘某幾個"),
    ],
)
def test_what_only_looks_like_a_surname_before_a_title_is_converted(written, read):
    assert CITY.in_script(written, TRADITIONAL) == read
