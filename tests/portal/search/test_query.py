"""What is looked for, how it is cut, and where it stands in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search import Query
from portal.search.folding import fold, fold_with_places
from portal.search.segmentation import plain_number


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("養犬登記", [["养犬", "犬登", "登记"]]),
        ("养犬登记", [["养犬", "犬登", "登记"]]),
        ("犬", [["犬"]]),
        ("養犬 登記", [["养犬"], ["登记"]]),
        ("養犬 养犬", [["养犬"]]),
        ("ＡＢＣ路口", [["路口"], ["abc"]]),
        ("Café CAFE\u0301", [["cafe"]]),
        ("養\u200b犬\u202e", [["养犬"]]),
        ("2021-0170", [["2021"], ["0170"]]),
        ("7.65萬", [["76500"]]),
        ("7.65 萬", [["万"], ["7.65"]]),
        ("7.65万人次", [["人次"], ["76500"]]),
        ("７６，５００", [["76500"]]),
        ("76,500", [["76500"]]),
        ("1.5萬億", [["1500000000000"]]),
        ("0.50", [["0.5"]]),
        ("2020.12.5", [["2020"], ["12"], ["5"]]),
        ("3.5km 110kv", [["3"], ["5km"], ["110kv"]]),
        ("120，300人", [["人"], ["120"], ["300"]]),
        ("犬" * 200, [["犬犬"] * 20]),
        ("a b c d e f g h i j k l m n o p q r s t u v", [[letter] for letter in "abcdefghijklmnopqrst"]),
        ("", []),
        (None, []),
        ("\"'*:^-()<->&|!\\ \0", []),
        ("😀🚓\ud800", []),
        ("路口 OR NOT 燈*", [["路口"], ["灯"], ["or"], ["not"]]),
    ],
)
def test_a_query_is_the_runs_of_what_was_typed(typed, asked):
    assert Query(typed).phrases == asked


@pytest.mark.parametrize(
    ("written", "places", "digits"),
    [
        ("76,500", 0, "76500"),
        ("7.65", 4, "76500"),
        ("0170", 0, "0170"),
        ("0.5", 8, "50000000"),
        ("1.00001", 4, "10000.1"),
    ],
)
def test_a_number_has_one_spelling(written, places, digits):
    assert plain_number(written, places) == digits


@pytest.mark.parametrize(
    ("typed", "text", "pieces"),
    [
        ("养犬", "建議養犬登記", [("建議", False), ("養犬", True), ("登記", False)]),
        ("養犬", "建议养犬", [("建议", False), ("养犬", True)]),
        ("犬犬", "犬犬犬", [("犬犬犬", True)]),
        ("76500", "共7.65萬人", [("共", False), ("7.65萬", True), ("人", False)]),
        ("7.65万", "７６，５００人", [("７６，５００", True), ("人", False)]),
        ("ABC", "到ａｂｃ路", [("到", False), ("ａｂｃ", True), ("路", False)]),
        ("ab", "abc", [("abc", False)]),
        ("65", "7.65萬", [("7.65萬", False)]),
        ("平成", "㍻元年", [("㍻", True), ("元年", False)]),
        ("路口", "", []),
        ("", "路口", [("路口", False)]),
    ],
)
def test_hits_are_marked_in_the_text_as_it_is_written(typed, text, pieces):
    assert Query(typed).mark(text) == pieces


@given(st.text(), st.text())
def test_marking_loses_nothing(typed, text):
    assert "".join(piece for piece, is_hit in Query(typed).mark(text)) == text


@given(st.text())
def test_each_folded_character_knows_its_place(text):
    folded, places = fold_with_places(text)
    assert (folded, len(places), list(places)) == (fold(text), len(folded), sorted(places))
    # A comma behind a digit reads otherwise than one alone.
    assert all(part in fold(text[at]) or text[at] == "，" for part, at in zip(folded, places, strict=True))


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("路口的燈不亮。", "路口的燈不亮。"),
        ("一\n二  三", "一 二 三"),
        ("前" * 100 + "燈" + "後" * 100, "…" + "前" * 24 + "燈" + "後" * 55 + "…"),
        ("前" * 100 + "燈", "…" + "前" * 79 + "燈"),
        ("前" * 100, "前" * 80 + "…"),
    ],
)
def test_an_excerpt_stands_around_the_first_hit(text, excerpt):
    assert Query("灯").excerpt(text) == excerpt
