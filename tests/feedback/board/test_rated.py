"""The lists behind the numbers of 評議: by level, by what was solved, by how low ones ended; public ones alone."""

import pytest
from django.core.management import call_command

from feedback.models import Level
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = pytest.mark.django_db

BOARD = "/suggestions/"
LOW, GOOD, OLD = "five_dissatisfied", "five_satisfied", "satisfied"


def answered(*levels, solved=Solved.SOLVED, is_public=True):
    """One that was answered and rated with each of `levels`, answered again after a low one."""
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    for day, level in enumerate(levels, start=2):
        if day > 2:
            factories.reply(suggestion, now=at(f"2020-12-0{day} 09:00"))
            suggestion.refresh_from_db()
        factories.rate(suggestion, level, solved, now=at(f"2020-12-0{day} 10:00"))
        suggestion.refresh_from_db()
    if is_public:
        factories.release(suggestion)
    return suggestion


def by_an_old_level():
    """Rated before there were two questions."""
    suggestion = answered(GOOD)
    suggestion.ratings.update(level=OLD, solved=Solved.NOT_ASKED)
    type(suggestion).objects.filter(pk=suggestion.pk).update(level=OLD, first_level=OLD)
    return suggestion


def listed(client, **asked):
    return [line.number for line in client.get(BOARD, asked).context["slice"].lines]


def test_levels_of_both_scales_have_lists_of_their_own(client):
    new, old, silent = answered(GOOD), by_an_old_level(), answered()
    low = answered(LOW)

    assert {what: listed(client, rating=what) for what in (GOOD, OLD, LOW, "content", "low", "none")} == {
        GOOD: [new.number], OLD: [old.number], LOW: [low.number], "content": [old.number, new.number],
        "low": [low.number], "none": [silent.number],
    }  # fmt: skip
    assert listed(client, rating="rated") == [low.number, old.number, new.number]


def test_levels_of_an_older_scale_are_offered_while_somebody_rated_with_them(client):
    answered(GOOD)
    [facet] = [facet for facet in client.get(BOARD).context["facets"] if facet.name == "rating"]

    assert {choice.value for choice in facet.choices} & {OLD, GOOD} == {GOOD}
    assert client.get(BOARD, {"rating": OLD}).context["form"].chips()[0].label == "市民評議"


def test_levels_of_the_same_word_are_told_apart(client):
    by_an_old_level()
    call_command("check_counts", mend=True)
    [facet] = [facet for facet in client.get(BOARD).context["facets"] if facet.name == "rating"]
    named = {choice.value: choice.label for choice in facet.choices}
    old = Level.objects.get(pk=OLD)

    assert (named[GOOD], named[OLD]) == ("滿意", f"{old.scale}：滿意")
    assert list(named)[-4:] == ["content", "low", "rated", "none"]


def test_solved_is_what_was_said_last(client):
    solved, unsolved, old = answered(GOOD), answered(LOW, solved=Solved.UNSOLVED), by_an_old_level()

    assert {what: listed(client, solved=what) for what in Solved} == {
        Solved.SOLVED: [solved.number], Solved.PARTLY: [], Solved.UNSOLVED: [unsolved.number], Solved.EXPLAINED: [],
        Solved.NOT_ASKED: [old.number],
    }  # fmt: skip


def test_low_ones_are_listed_by_how_they_ended_whatever_was_said_after(client):
    redone, still_open, again = answered(LOW, GOOD), answered(LOW), answered(LOW, LOW)

    assert {what: listed(client, low=what) for what in (*RatingOutcome, "open")} == {
        RatingOutcome.CONTENT_AFTER_REDO: [redone.number], RatingOutcome.LOW_AFTER_REDO: [again.number],
        RatingOutcome.EXPLAINED: [], RatingOutcome.UNREACHABLE: [], "open": [again.number, still_open.number],
    }  # fmt: skip


@pytest.mark.parametrize("asked", [{"solved": "unsolved"}, {"low": "open"}, {"rating": LOW}, {"rating": "low"}])
def test_of_a_stub_nobody_reads_what_was_said(client, asked):
    answered(LOW, solved=Solved.UNSOLVED, is_public=False)
    answered(LOW, solved=Solved.UNSOLVED)
    page = client.get(BOARD, asked)

    assert (len(page.context["slice"].lines), page.context["numbers"].stubs) == (1, 1)
    assert "這裡只列內容已經公開的。內容不公開的，怎樣評議也不公開。" in page.text


def test_chips_say_what_is_chosen(client):
    answered(LOW, solved=Solved.UNSOLVED)
    page = client.get(BOARD, {"rating": LOW, "solved": "unsolved", "low": "open"})

    assert [(chip.label, chip.value) for chip in page.context["form"].chips()] == [
        ("市民評議", "不滿意"), ("解決了嗎", "沒有解決"), ("不滿意的結果", "還沒有結果"),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [{"solved": "nonsense"}, {"low": "nonsense"}, {"rating": "five_nonsense"}])
def test_what_does_not_exist_is_told_and_left_out(client, asked):
    answered(LOW)
    page = client.get(BOARD, asked)

    assert (len(page.context["slice"].lines), "這些篩選條件不存在，已經略過：" in page.text) == (1, True)
