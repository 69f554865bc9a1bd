"""The index of the database at hand finds what stands in a text, and nothing else."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.models import PublicEntry
from portal.search import Query, encode
from portal.search.folding import fold

pytestmark = pytest.mark.django_db

CHINESE = st.text("養养犬登記记路口燈灯、 ", min_size=1, max_size=12)


def is_found(typed, text):
    PublicEntry.objects.put({1: {"title": "", "whole": text}})
    return PublicEntry.objects.filter(whole__matches=Query(typed)).exists()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("养犬", "建議養犬登記"),
        ("養犬登記", "建议养犬登记"),
        ("犬", "養犬"),
        ("燈", "燈"),
        ("7.65萬", "共 76500 人"),
        ("76,500", "共7.65万人"),
        ("萬人", "共7.65万人"),
        ("2021-0170", "編號2021-0170。"),
        ("ＡＢＣ", "abc路"),
        ("cafe", "Café"),
        ("𠮷𠮷", "𠮷𠮷野家"),
        ("\U00030000", "罕見的\U00030000字"),
        ("路口 登記", "登記在路口"),
    ],
)
def test_found(typed, text):
    assert is_found(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("養犬登記", "養犬、犬登、登記"),
        ("養犬登記", "養犬登，犬登記"),
        ("7.65", "7.65萬"),
        ("170", "2021-0170"),
        ("ab", "abc"),
        ("路口 登記", "路口"),
        ("", "路口"),
        ("。", "路口。"),
    ],
)
def test_not_found(typed, text):
    assert not is_found(typed, text)


def test_of_all_texts_those_are_found_in_which_each_run_stands():
    @settings(max_examples=150)
    @given(CHINESE, CHINESE)
    def check(typed, text):
        runs = fold(typed).replace("、", " ").split()
        assert is_found(typed, text) == (bool(runs) and all(run in fold(text) for run in runs))

    check()


@pytest.mark.parametrize(
    "typed",
    [
        "路口' OR 1=1 --", '"路口" NEAR(燈)', "whole:路口 AND *", "路口" * 5000, "\x07\x1b路口", "\u202e路口\u2066",
        "路口👮‍♀️", "路口\udc80", "路口%_\\", "路口 <-> !燈 & (", "^路口*",
    ],
)  # fmt: skip
def test_no_hostile_query_is_more_than_words(typed):
    asked = [phrase for phrase in Query(typed).phrases if phrase[0] == "路口"]
    assert (len(asked), is_found(typed, "路口")) == (1, Query(typed).phrases == [["路口"]])


def test_a_text_longer_than_the_index_counts_is_found_by_its_beginning():
    text = "".join(chr(0x4E00 + place % 5000) for place in range(40_000)) + "燈" * 1000
    assert (is_found(text[:3], text), is_found("燈", text)) == (True, True)


def test_an_entry_is_replaced_and_removed():
    PublicEntry.objects.put({1: {"title": "路口", "whole": "路口"}, 2: {"title": "燈", "whole": "燈"}})
    PublicEntry.objects.put({1: {"title": "養犬", "whole": "養犬"}, 2: None})
    assert list(PublicEntry.objects.values_list("pk", "title")) == [(1, stored("養犬"))]


def stored(text):
    """What a column gives back of it."""
    if connection.vendor == "sqlite":
        return encode(text, "sqlite")
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [encode(text, "postgresql")])
        return cursor.fetchone()[0]
