"""Whoever has not rated is asked once more, three days before the days for it end."""

from datetime import timedelta

import pytest

from feedback.notices.models import Notice
from feedback.notices.rating_again import ask_again
from feedback.rules.notices import Channel, Kind, State
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW
from tests.feedback.notices.conftest import WISH

pytestmark = pytest.mark.django_db


def asked(**filters):
    return list(Notice.objects.filter(kind=Kind.RATE_AGAIN, **filters).order_by("pk").values_list("citizen", flat=True))


def answered(**fields):
    return factories.make_suggestion(stage=Stage.REPLIED, **WISH | fields)


@pytest.mark.parametrize(("days", "count"), [(11, 0), (12, 1), (13, 1), (15, 1), (16, 0)])
def test_it_is_asked_in_the_last_three_days_also_where_one_was_missed(office, days, count):
    one = answered()  # may be rated for 15 days
    ask_again(NOW + timedelta(days=days))
    assert asked() == [one.pk] * count


def test_it_is_asked_once(office):
    one = answered()
    for days in (12, 13, 14):
        ask_again(NOW + timedelta(days=days))
    assert asked() == [one.pk]


def test_it_follows_from_the_answer_that_stands(office):
    one = answered()
    factories.rate(one, "five_dissatisfied")
    factories.reply(one, now=NOW + timedelta(days=1))
    ask_again(NOW + timedelta(days=14))
    answers = one.events.filter(verb=Verb.APPROVE_REPLY).in_order()
    assert list(Notice.objects.filter(kind=Kind.RATE_AGAIN).values_list("event", flat=True)) == [answers.last().pk]


def test_who_took_the_place_of_an_answered_one_is_asked_and_nobody_is_forgotten_for_it(office):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main, **WISH)
    main.withdraw(now=NOW)
    other = answered()
    ask_again(NOW + timedelta(days=12))
    assert asked() == [heir.pk, other.pk]


def test_who_rated_or_wants_nothing_is_not_asked(office):
    factories.rate(answered())
    answered(notices_by="")
    ask_again(NOW + timedelta(days=12))
    assert asked() == []


def test_of_merged_ones_those_are_asked_who_have_not_rated(office):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS, **WISH)
    merged = [factories.make_suggestion(stage=Stage.MERGED, main=main, **WISH) for _number in range(2)]
    factories.reply(main)
    rated = type(main).objects.get(pk=merged[0].pk)
    factories.rate(rated)
    ask_again(NOW + timedelta(days=12))
    assert asked() == [main.pk, merged[1].pk]


def test_who_rates_meanwhile_is_not_asked(office):
    one = answered(notices_by=Channel.SMS, contact="138 6421 0975")
    ask_again(NOW + timedelta(days=12))
    factories.rate(one, now=NOW + timedelta(days=12))
    assert asked() == []


def test_what_was_sent_stays_when_it_is_rated(office):
    one = answered()
    ask_again(NOW + timedelta(days=12))
    Notice.objects.update(state=State.SENT, ended_at=NOW + timedelta(days=12))
    factories.rate(one, now=NOW + timedelta(days=12))
    assert asked() == [one.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_are_asked_it_costs_three_questions(office, count, django_assert_num_queries):
    for _number in range(count):
        answered()
    with django_assert_num_queries(3):
        ask_again(NOW + timedelta(days=12))
