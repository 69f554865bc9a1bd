"""What handlers have in hand, before something is given to one of them."""

from datetime import date

import pytest

from feedback.desk.queries.loads import loads
from feedback.models import Suggestion
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories

TODAY = date(2020, 12, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def handlers(unit, *names):
    return [factories.make_user(username=name, roles=[Role.HANDLER], units=[unit]) for name in names]


def given(person, *, count, overdue=0):
    for number in range(count):
        suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
        due_on = date(2020, 11, 30) if number < overdue else date(2020, 12, 20)
        Suggestion.objects.filter(pk=suggestion.pk).update(handler=person, due_on=due_on)


def told(unit):
    return [str(load) for load in loads([unit.pk], TODAY)]


def test_who_has_least_in_hand_comes_first(unit, handler):
    given(handler, count=3)
    busy, free = handlers(unit, "busy", "free")
    given(busy, count=2, overdue=1)
    answered = factories.make_suggestion(stage=Stage.REPLIED)
    Suggestion.objects.filter(pk=answered.pk).update(handler=free)
    assert told(unit) == [
        "free（在辦 0 件，逾期 0 件）",
        "busy（在辦 2 件，逾期 1 件）",
        f"{handler.username}（在辦 3 件，逾期 0 件）",
    ]


def test_who_is_away_says_until_when_and_who_stands_in(unit, handler):
    (deputy,) = handlers(unit, "deputy")
    factories.make_absence(person=handler, deputy=deputy, begins_on=TODAY, ends_on=date(2020, 12, 4))
    assert told(unit)[0] == (f"{handler.username}（請假至 2020-12-04，由deputy代理；在辦 0 件，逾期 0 件）")


def test_who_is_away_without_a_deputy_of_the_unit_is_given_nothing(unit, handler, other_handler):
    factories.make_absence(person=handler, deputy=other_handler, begins_on=TODAY)
    assert [load.is_available for load in loads([unit.pk], TODAY)] == [False]


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_for_one_handler_and_for_three(unit, handler, django_assert_num_queries, count):
    handlers(unit, *"abc"[: count - 1])
    with django_assert_num_queries(1):
        assert len(loads([unit.pk], TODAY)) == count
