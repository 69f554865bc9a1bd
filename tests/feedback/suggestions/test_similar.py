"""Which public suggestions say much the same as a text that somebody is writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.desk.queries.suggestions import at_desk
from feedback.models import Suggestion
from feedback.rules.texts.likeness import Rarity, Synonyms, likeness
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def titles(title, body=""):
    return [one.public_title for one in Suggestion.objects.similar(title, body)]


def publish(title, body="請處理。", **fields):
    suggestion = factories.make_suggestion(has_consent=True, **fields)
    factories.release(suggestion, title=title, body=body)
    return suggestion


def test_the_most_similar_comes_first_and_what_shares_nothing_does_not_come():
    for title in ("遛狗不牽繩", "路燈不亮", "八大關遛狗不牽繩"):
        publish(title)
    assert titles("八大关早上有人遛狗不拴绳") == ["八大關遛狗不牽繩", "遛狗不牽繩"]


def test_at_most_five_are_shown():
    for number in range(7):
        publish(f"八大關遛狗不牽繩之{number}")
    assert len(titles("八大關遛狗不牽繩")) == 5


def test_a_stub_a_withdrawn_one_and_what_was_typed_are_never_shown(triage_officer):
    factories.make_suggestion(title="八大關遛狗不牽繩", has_consent=True)
    publish("八大關遛狗不牽繩").take_back("", by=triage_officer, now=NOW)
    publish("八大關遛狗不牽繩").withdraw(now=NOW)
    assert titles("八大關遛狗不牽繩") == []


def test_of_merged_ones_the_main_one_is_shown():
    main = publish("八大關遛狗不牽繩")
    publish("八大關遛狗不牽繩，又一件", stage=Stage.MERGED, main=main)
    assert titles("八大關遛狗不牽繩") == ["八大關遛狗不牽繩"]


@pytest.mark.parametrize("typed", ["", "!!", "的", "👮", "\u202e", "' OR 1=1 --", "八" * 5000])
def test_whatever_is_typed_is_answered(typed):
    publish("八大關遛狗不牽繩")
    assert titles(typed, typed) == []


def test_the_same_number_of_queries_for_one_and_for_three(django_assert_num_queries):
    publish("八大關遛狗不牽繩")
    titles("遛狗")
    for _ in range(3):
        with django_assert_num_queries(
            11
        ):  # what means the same, two pieces, the texts, the rows, their answers, the names
            assert titles("牽繩") != []
        publish("八大關遛狗不牽繩")


@given(st.text(), st.text())
def test_likeness_lies_between_nothing_and_the_same(one, other):
    pieces = [Synonyms([["狗", "犬"]]).pieces(text) for text in (one, other)]
    rarity = Rarity(pieces)
    weighed = [rarity.weigh(found, {}) for found in pieces]
    assert -1e-9 <= likeness(*weighed) <= 1 + 1e-9
    assert abs(likeness(weighed[0], weighed[0]) - bool(pieces[0])) < 1e-9


def test_staff_find_the_like_among_all_that_they_may_see(office, other_unit):
    said = {"title": "延吉路路口的燈太短", "body": "老人走到一半燈就變了，請延長五秒。"}
    asked = factories.make_suggestion(stage=Stage.IN_PROGRESS, **said)
    factories.make_suggestion(
        stage=Stage.IN_PROGRESS, unit=other_unit, title="延吉路的綠燈太短", body="老人過不去，延長五秒吧。"
    )
    twin = factories.make_suggestion(stage=Stage.IN_PROGRESS, title="延吉路路口燈太短", body="老人走不完，請延長幾秒。")
    factories.make_suggestion(stage=Stage.IN_PROGRESS, title="辦證窗口能不能週六開", body="上班的人平時請不了假。")

    assert at_desk(office.handler).similar_at_desk(asked) == [twin]
