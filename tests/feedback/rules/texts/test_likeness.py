"""What texts are compared by: pieces of words, and words that mean the same."""

import pytest

from feedback.rules.texts.likeness import KNOWN, PART, Compared, Rarity, Synonyms, likeness, nearest

SYNONYMS = Synonyms(
    [["狗", "犬"], ["電動車", "電瓶車", "KTV車"], ["電瓶", "電池"], ["停車位", "車位"], ["犬", "警犬"], ["", " "]]
)


def test_words_that_mean_the_same_are_one_piece_in_either_script():
    assert [SYNONYMS.pieces(text) for text in ("狗", "犬", "電池", "电瓶")] == [
        {"=狗": KNOWN}, {"=狗": KNOWN}, {"=电瓶": KNOWN, "电池": PART}, {"=电瓶": KNOWN, "电瓶": PART},
    ]  # fmt: skip


def test_what_stands_within_a_known_word_counts_half():
    assert SYNONYMS.pieces("電瓶車") == {"=电动车": KNOWN, "=电瓶": PART, "电瓶": PART, "瓶车": PART}


def test_a_word_of_two_rows_is_one_of_the_first():
    assert (SYNONYMS.pieces("警犬"), SYNONYMS.spellings("=狗")) == (
        {"=犬": KNOWN, "=狗": PART, "警犬": PART}, ("狗", "犬"),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["怎么办", "请问能否", "的", "!!", "", "\ue000"])
def test_what_says_nothing_has_no_pieces(text):
    assert SYNONYMS.pieces(text) == {}


@pytest.mark.parametrize("text", ["居 住 证", "居住 证", "居 住证", "居住证"])
def test_a_blank_beside_a_single_character_is_a_slip(text):
    assert SYNONYMS.pieces(text).keys() == {"居住", "住证"}


def test_a_piece_counts_as_much_as_where_it_says_most():
    assert SYNONYMS.pieces("電池，電池漏，池") == {"=电瓶": KNOWN, "电池": PART}
    assert SYNONYMS.pieces("電瓶車的電瓶")["=电瓶"] == KNOWN


def test_a_group_is_told_from_what_stands_for_itself():
    assert [SYNONYMS.is_group(piece) for piece in ("=狗", "狗", "=猫")] == [True, False, False]


def test_words_and_numbers_are_pieces_and_single_characters_are_none():
    assert SYNONYMS.pieces("C5 110 路").keys() == {"c5", "110"}


CALLS = Synonyms([["報警", "110"], ["歌廳", "KTV", "卡拉OK"]])


def test_a_number_that_is_a_known_word_has_no_parts_and_stands_within_no_other():
    assert [CALLS.pieces(text) for text in ("110", "打110報警", "1105", "2110", "KTVs", "唱卡拉OK", "卡拉okay")] == [
        {"=报警": KNOWN}, {"=报警": KNOWN, "报警": PART}, {"1105": 1}, {"2110": 1}, {"ktvs": 1},
        {"=歌厅": KNOWN, "卡拉": PART}, {"卡拉": 1, "okay": 1},
    ]  # fmt: skip


def test_two_digits_begin_no_known_word():
    assert [CALLS.beside(CALLS.pieces(text)) for text in ("11", "KT", "卡拉")] == [{}, {}, {"=歌厅": PART}]


def test_beside_what_was_typed_stand_words_that_it_begins_and_known_words_of_its_other_names():
    asked = [SYNONYMS.beside(SYNONYMS.pieces(text)) for text in ("停車", "電動車", "車位", "紅燈")]
    assert asked == [{"=停车位": PART}, {"=电瓶": PART}, {}, {}]


def test_other_words_are_those_of_the_same_rows():
    assert [SYNONYMS.others(text) for text in ("電瓶車停哪", "紅燈")] == [["电动车", "ktv车"], []]


def test_a_text_is_reworded_one_known_word_at_a_time():
    assert SYNONYMS.rewordings("犬的電池") == ["犬的电池", "狗的电池", "犬的电瓶"]


def test_without_synonyms_there_are_pairs_alone():
    assert Synonyms([]).pieces("狗咬人") == {"狗咬": 1, "咬人": 1}


def test_the_rarer_piece_and_the_title_count_more():
    rarity = Rarity([{"停车": 1}, {"停车": 1, "路灯": 1}, {"停车": 1}])
    weighed = rarity.weigh({"路灯": 1}, {"停车": 1, "路灯": PART})
    assert (rarity.of("路灯") > rarity.of("停车"), weighed["路灯"] / rarity.of("路灯")) == (True, 2)
    assert (round(likeness(weighed, weighed), 9), likeness(weighed, {}), likeness({}, {})) == (1, 0, 0)


@pytest.mark.parametrize(
    ("asked", "least", "found"),
    [
        ({3}, 0.5, {3: 1}),  # the most like of the earlier ones
        ({1, 2}, 0.1, {2: 1}),  # a later one is none
        ({3}, 0.99, {}),
        (set(), 0.1, {}),
    ],
)
def test_the_nearest_of_the_earlier_ones_is_found_for_those_that_are_asked(asked, least, found):
    texts = [(1, {"路灯": 2, "修理": 1}), (2, {"路灯": 1, "停车": 3}), (3, {"路灯": 2, "修理": 2}), (4, {"狗": 1})]
    assert nearest(texts, asked, least) == found


def test_the_nearest_is_as_near_as_likeness_says():
    first, second = {"路灯": 2, "修理": 1}, {"路灯": 2, "修理": 2}
    like = likeness(second, first)
    assert [nearest([(1, first), (2, second)], {2}, like + more) for more in (-1e-9, 1e-9)] == [{2: 1}, {}]


def test_what_has_no_piece_is_near_to_none():
    assert nearest([(1, {}), (2, {})], {2}, 0.1) == {}


def test_many_are_as_like_a_text_as_likeness_says_of_each():
    texts = {1: {"路灯": 2, "修理": 1}, 2: {"路灯": 1, "停车": 3}, 3: {"狗": 1}, 4: {}}
    asked = {"路灯": 2, "修理": 2}
    like = Compared(texts.items()).like(asked)
    assert {key: round(one, 9) for key, one in like.items()} == {
        key: round(likeness(asked, texts[key]), 9) for key in (1, 2)
    }


@pytest.mark.parametrize("asked", [{}, {"停车": 1}])
def test_what_shares_nothing_is_like_none_of_them(asked):
    assert Compared([(1, {"路灯": 2}), (2, {})]).like(asked) == {}
