"""What words point to, by a table of words."""

import pytest

from feedback.rules.texts.proposals import Cues, Proposed

TABLE = Cues(
    [
        ("斑馬線", "road", 3), ("路口", "road", 2), ("自行車", "road", 2), ("電動自行車", "road", 1), ("道", "road", 1),
        ("狗", "order", 2), ("擾民", "order", 3), ("身份證", "person", 3), ("App", "net", 2), ("11", "net", 1),
        ("斑马线", "order", 3), (" ", "order", 3),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "body", "told"),
    [
        ("", "", []),
        ("駱駝", "沙漠", []),
        ("", "路口的狗", [("road", 2), ("order", 2)]),
        ("狗", "路口", [("order", 4), ("road", 2)]),  # the title counts twice, half as much is proposed too
        ("狗擾民", "路口", [("order", 10)]),
        ("狗", "狗，狗", [("order", 4)]),  # each word once
        ("斑马线", "", [("road", 6)]),  # another script; of a word that is twice the first counts
        ("電動自行車", "", [("road", 2)]),  # the longest
        ("狗 斑馬線 身份證", "", [("road", 6), ("person", 6)]),  # two at most
        ("ＡＰＰ", "", [("net", 4)]),
        ("Apple 110", "", []),
        ("app壞了", "11 路", [("net", 5)]),
    ],
)
def test_words_point_to(title, body, told):
    assert [(one.key, one.sum) for one in TABLE.proposed(title, body)] == told


def test_the_reasons_are_words_as_they_were_typed_the_weightiest_first():
    assert TABLE.proposed("路口", "斑\u200b马线、電動自行車，自行車，道") == [
        Proposed("road", 4 + 3 + 1 + 2 + 1, ["路口", "斑\u200b马线", "自行車"])
    ]


def test_an_empty_table_proposes_nothing():
    assert Cues([]).proposed("斑馬線", "路口") == []
