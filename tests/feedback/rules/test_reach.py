"""How far a verb reaches: which pages end with it."""

import pytest

from feedback.rules.reach import ADDING_VERBS, PUBLISHING_VERBS, ends_pages
from feedback.rules.workflow import Verb


@pytest.mark.parametrize("verb", Verb)
def test_elsewhere_every_verb_that_publishes_ends_the_pages(verb):
    assert ends_pages(verb, was_public=True, had_unit=True) is (verb in PUBLISHING_VERBS)


@pytest.mark.parametrize("verb", Verb)
def test_on_the_day_of_its_talk_what_only_adds_ends_none(verb):
    assert ends_pages(verb, is_in_talk=True) is (verb in PUBLISHING_VERBS - ADDING_VERBS)


@pytest.mark.parametrize(
    ("verb", "was_public", "had_unit", "ends"),
    [
        (Verb.RELEASE, True, False, True),  # another wording
        (Verb.DECLINE, True, False, True),
        (Verb.ASSIGN, False, True, True),  # to another unit
        (Verb.ASSIGN, True, False, False),
        (Verb.APPROVE_REPLY, True, True, False),
        (Verb.APPROVE_CORRECTION, True, True, True),
        (Verb.TAKE_BACK, True, True, True),
        (Verb.UNMERGE, True, True, True),
        (Verb.WITHDRAW, True, True, True),
    ],
)
def test_what_changes_something_that_was_there_ends_them_on_that_day_too(verb, was_public, had_unit, ends):
    assert ends_pages(verb, is_in_talk=True, was_public=was_public, had_unit=had_unit) is ends


def test_what_is_added_is_published():
    assert ADDING_VERBS <= PUBLISHING_VERBS
