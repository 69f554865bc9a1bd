"""關注: what is told, and how long a request lives."""

from datetime import timedelta

import pytest

from feedback.rules import following, reach
from feedback.rules.workflow import Verb
from tests.factories import NOW


def test_only_what_everybody_may_read_is_told():
    assert frozenset() == following.TOLD_VERBS - reach.PUBLIC_VERBS


@pytest.mark.parametrize("verb", Verb)
def test_who_waits_for_the_answer_hears_it_alone_and_others_what_is_told(verb):
    told = following.is_told(verb, is_for_answer=False), following.is_told(verb, is_for_answer=True)
    assert told == (verb in following.TOLD_VERBS, verb == Verb.APPROVE_REPLY)


def test_what_is_told_and_can_be_undone_is_taken_back_by_its_counter():
    assert following.UNTOLD == {Verb.UNMERGE: Verb.MERGE}


def test_a_request_is_open_for_48_hours():
    late = NOW + timedelta(hours=48)
    assert [following.is_open(NOW, now) for now in (NOW, late - timedelta(seconds=1), late)] == [True, True, False]


@pytest.mark.parametrize("address", ["li.ming@example.cn", "LiMing@Example.cn", "li.m.ing+news@example.cn"])
def test_however_it_is_spelt_it_is_one_mailbox(address):
    assert following.mailbox_of(address) == "liming@example.cn"
