"""The places of a sentence, when it may be said, and that 「全部」 is never said of some."""

import pytest

from feedback.summaries.default_sentences import DEFAULTS
from feedback.summaries.rules import PLACES, Piece, Place, differences, digest, filled, says_all, sentence, wrong_with


def of(number, key=""):
    return [Piece(str(number), key)]


VALUES = {Place.VALID: of(3, "valid"), Place.HANDLED: of(3, "handled"), Place.ALL: of("全部", "handled")}
NOT_ALL = VALUES | {Place.HANDLED: of(2, "handled"), Place.ALL: None}


def said(pieces):
    return None if pieces is None else "".join(piece.text for piece in pieces)


def test_a_sentence_is_cut_at_its_numbers():
    assert filled("有效 {有效} 件，辦結 {已办结} 件。", VALUES) == [
        Piece("有效 "), Piece("3", "valid"), Piece(" 件，辦結 "), Piece("3", "handled"), Piece(" 件。"),
    ]  # fmt: skip


def test_without_one_of_its_numbers_it_is_not_said():
    assert filled("有效 {有效} 件，投票 {投票人數} 人。", VALUES) is None


@pytest.mark.parametrize(
    ("values", "told"), [(VALUES, "3 件全部辦結。"), (NOT_ALL, "3 件辦結 2 件。"), ({Place.ALL: None}, None)]
)
def test_all_is_said_of_all_alone(values, told):
    assert said(sentence("{有效} 件{全部}辦結。", "{有效} 件辦結 {已辦結} 件。", values)) == told


def test_where_not_all_are_closed_and_there_is_no_other_sentence_nothing_is_said():
    assert sentence("{有效} 件{全部}辦結。", "", NOT_ALL) is None


@pytest.mark.parametrize(
    "words", ["全部辦結", "全數辦結", "全都辦結", "全数办结", "All are closed", "every one", "3 of all"]
)
def test_all_in_words_of_its_own_is_refused(words):
    assert wrong_with(words) == "「全部」不能直接寫，要寫成「{全部}」：有效的都辦結了，系統才填上。"


@pytest.mark.parametrize("words", ["{全部}辦結", "{全部} are closed", "overall", "安全部署"])
def test_what_is_no_such_word_is_not(words):
    assert says_all(words) is False


def test_a_place_that_is_none_is_told():
    told = wrong_with("收到 {收倒} 件")
    assert told.startswith("沒有「{收倒}」這個位置，可以用的有：「{活動}」「{截至日期}」「{全部}」")


def test_a_brace_alone_is_told():
    assert wrong_with("收到 {收到 件") == "大括號要成對，中間寫位置的名稱。"


@pytest.mark.parametrize("default", DEFAULTS, ids=lambda default: default.name)
def test_the_sentences_to_begin_with_are_right(default):
    texts = (default.text, default.instead, default.text_en, default.instead_en)
    assert [wrong_with(text) for text in texts] == [""] * 4


def test_places_go_by_their_name_in_either_script():
    assert (PLACES["辦結率"], PLACES["办结率"]) == (Place.HANDLED_RATE, Place.HANDLED_RATE)


def test_a_digest_is_that_of_sha256sum():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_what_differs_is_named_also_where_one_has_no_number():
    assert differences({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3, "d": 4}) == {"b", "c", "d"}
