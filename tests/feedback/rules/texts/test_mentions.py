"""Which units, districts, fields, statuses and campaigns somebody's words name."""

import pytest

from feedback.rules.texts.likeness import Synonyms
from feedback.rules.texts.mentions import Mentioned, mentioned

KNOWN = {
    "unit": [
        (1, "交警支隊"), (2, "車輛管理所"), (3, "網絡安全保衛支隊"), (4, "市南分局"), (5, "黃島分局"),
        (6, "治安警察支隊"),
    ],
    "district": [(1, "市南區"), (1, "Shinan"), (2, "市北區"), (3, "黃島區"), (4, "膠州市"), (5, "即墨區")],
    "category": [(4, "水"), (1, "道路交通管理"), (2, "治安管理"), (2, "Public order"), (3, "網絡與反詐")],
    "status": [(1, "已答覆"), (2, "辦理中")],
    "campaign": [(1, "2026 年「三民」活動")],
}  # fmt: skip
SYNONYMS = Synonyms([["答覆", "答復"], ["網警", "網絡警察"]])


def named(text):
    return mentioned(text, KNOWN, SYNONYMS)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("交警支隊", {"unit": [1]}),
        ("交警支队", {"unit": [1]}),
        ("市南 區", {"district": [1]}),
        ("已答复", {"status": [1]}),
        ("２０２６年三民活動", {"campaign": [1]}),
        ("車管所", {"unit": [2]}),
        ("网安支队", {"unit": [3]}),
        ("黃島", {"district": [3]}),
        ("shinan", {"district": [1]}),
    ],
)
def test_a_name_is_known_in_both_scripts_and_as_it_is_shortened(text, rows):
    assert named(text) == Mentioned(rows, "")


@pytest.mark.parametrize(
    ("text", "rows", "rest"),
    [
        ("市北区停车", {"district": [2]}, "停车"),
        ("停車 市北區", {"district": [2]}, "停車"),
        ("黃島分局 噪音", {"unit": [5]}, "噪音"),  # not the district within its name
        ("在黄岛办护照", {"district": [3]}, "在 办护照"),
        ("市南区和市北区的路灯", {"district": [1, 2]}, "和 的路灯"),
        ("交警執法態度", {"unit": [1]}, "執法態度"),
        ("市南區？", {"district": [1]}, ""),
        ("停車，市南區？ 3.5 元！", {"district": [1]}, "停車 3.5 元"),
        ("停車 市南", {"district": [1]}, "停車"),
        ("噪音，黃島", {"district": [3]}, "噪音"),
        ("市南 路燈", {"district": [1]}, "路燈"),
        ("治安巡邏，市南區", {"district": [1], "category": [2]}, "巡邏"),
    ],
)
def test_the_rest_of_the_words_stays_as_it_was_typed(text, rows, rest):
    found = named(text)
    assert (found.rows, found.rest.replace(" ", "")) == (rows, rest.replace(" ", ""))


@pytest.mark.parametrize(
    "text",
    [
        "城市北邊的停車場",
        "水",
        "膠州灣隧道",
        "即墨路小商品",
        "停車",
        "x",
        "",
        "、。",
        "區",
        "所",
        "管管所",
        "shinanese food",
        "OR",
        "der",
        "rder",
        "ORD",
        "停車市南",
    ],
)
def test_what_only_looks_like_a_name_is_none(text):
    assert named(text) == Mentioned({}, text)


def test_words_that_are_a_part_of_a_few_names_mean_each_of_them():
    assert [named(text) for text in ("反诈", "分局")] == [
        Mentioned({"category": [3]}, "反诈"), Mentioned({"unit": [4, 5]}, "分局"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["public", "Order", "PUBLIC  ORDE"])
def test_letters_mean_the_names_in_which_a_word_begins_with_them(text):
    assert named(text) == Mentioned({"category": [2]}, text)


def test_a_part_of_many_names_says_too_little():
    known = {"unit": [(key, f"第{key}派出所") for key in range(6)]}
    assert mentioned("派出所", known, SYNONYMS) == Mentioned({}, "派出所")
