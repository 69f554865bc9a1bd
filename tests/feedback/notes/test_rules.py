"""Whom a note speaks to."""

import pytest

from feedback.notes.rules import Addressed, Person, addressed
from portal.search.folding import fold

PEOPLE = [
    Person(key, tuple(map(fold, names)))
    for key, names in {
        1: ("handler", "王明"),
        2: ("handler-2", "王明亮"),
        3: ("handler2", "李雷"),
        4: ("han.mei", "韓梅梅（交警支隊）"),
        5: ("wang", "Ming Wang"),
        6: ("li", "李雷"),
        7: ("same", "same"),
    }.items()
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("請@王明看一下", (1,)),
        ("請@王明亮看一下", (2,)),  # the longer name
        ("＠王明，＠handler2", (1, 3)),
        ("@handler.", (1,)),
        ("@handler-2請看", (2,)),
        ("@HANDLER 請看", (1,)),
        ("@韩梅梅(交警支队) 請看", (4,)),  # in the other script
        ("@ming wang please", (5,)),
        ("@王明 @王明 @han.mei", (1, 4)),
        ("@same", (7,)),  # user name and name are the same
        ("郵箱 wang@handler.example", ()),  # an address of mail
        ("兩個 @ 都不是", ()),
        ("", ()),
    ],
)
def test_a_name_after_an_at_sign_is_spoken_to(text, keys):
    assert addressed(text, PEOPLE) == Addressed(keys)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("@趙六 請看", ("趙六",)),
        ("請看@handlers", ("handlers",)),  # not the beginning of a longer name
        ("請看@handler.x", ("handler.x",)),
        ("@" + "很" * 30, ("很" * 20,)),
        ("@趙六 @趙六", ("趙六",)),
    ],
)
def test_what_names_nobody_is_told(text, unknown):
    assert addressed(text, PEOPLE) == Addressed(unknown=unknown)


def test_a_name_that_two_bear_names_neither():
    assert addressed("@李雷 @王明", PEOPLE) == Addressed(keys=(1,), ambiguous=("李雷",))


def test_without_people_every_name_is_unknown():
    assert addressed("@王明", []) == Addressed(unknown=("王明",))
