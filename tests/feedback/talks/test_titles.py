"""The title that a question gets from its text."""

import pytest

from feedback.talks.rules import TITLE_LENGTH, title_of

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("電動車在哪裡上牌？要帶什麼證件？", "電動車在哪裡上牌？"),
        ("居住證到期怎樣續。我在外地。", "居住證到期怎樣續"),
        ("您好！請問電動車在哪裡上牌？謝謝。", "您好！請問電動車在哪裡上牌？"),
        ("\n\n  路燈 晚上不亮\n第二段", "路燈 晚上不亮"),
        ("Where do I register? I live here.", "Where do I register?"),
        ("不亮。", "不亮"),
        ("。。。。。。。。不亮了嗎", "不亮了嗎"),
        ("我家住在香港中路一帶，" * 9, "，".join(["我家住在香港中路一帶"] * 5) + "…"),
        ("register an electric bicycle " * 9, "register an electric bicycle register an electric bicycle…"),
        ("路" * 99, "路" * 59 + "…"),
        ("路" * 58 + "e\u0301" * 9, "路" * 58 + "…"),
        (FAMILY * 20, FAMILY * 8 + "…"),
    ],
)  # fmt: skip
def test_it_is_the_first_sentence_or_how_the_text_begins(text, title):
    assert (title_of(text), len(title) <= TITLE_LENGTH) == (title, True)


def test_what_is_masked_in_the_text_is_not_cut_in_two():
    text = f"{'路' * 50}138 6421 0975可以嗎"
    assert (title_of(text), title_of(text, [(50, 63)])) == ("路" * 50 + "138 6421…", "路" * 50 + "…")
