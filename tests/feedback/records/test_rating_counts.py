"""Ratings as they are counted with each change: first and last words, those of merged ones, how low ones ended."""

import pytest

from feedback.models import RatingCount, Suggestion
from feedback.records import counters
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.rules.workflow import Stage
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]

LOW, GOOD = "five_dissatisfied", "five_satisfied"


def ratings():
    return counters.statistics(NOW, NOW.date()).ratings


def answered_again(suggestion, *, now):
    suggestion.refresh_from_db()
    factories.reply(suggestion, now=now)
    suggestion.refresh_from_db()


def test_the_first_word_stays_beside_the_last_one():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, LOW, Solved.UNSOLVED)
    before = ratings()
    answered_again(suggestion, now=at("2020-12-03 10:00"))
    factories.rate(suggestion, GOOD, now=at("2020-12-04 10:00"))
    after = ratings()

    assert (before.first.levels, before.final.levels, before.lows) == ({LOW: 1}, {LOW: 1}, {"": 1})
    assert (after.first.levels, after.final.levels, after.lows) == (
        {LOW: 1}, {GOOD: 1}, {RatingOutcome.CONTENT_AFTER_REDO: 1},
    )  # fmt: skip
    assert (after.replied, after.not_rated, after.final.solved) == (1, 0, {Solved.SOLVED: 1})


def test_how_a_low_word_of_a_merged_one_ended_is_counted_when_its_main_one_closes():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.refresh_from_db()
    factories.rate(merged, LOW)
    answered_again(main, now=at("2020-12-03 10:00"))
    during = ratings().lows
    run_daily(at("2021-03-01 06:00"))
    main.refresh_from_db()

    assert (main.stage, during) == (Stage.CLOSED, {"": 1})
    assert ratings().lows == {RatingOutcome.EXPLAINED: 1}


def test_what_is_handled_again_is_open_again_for_merged_ones_too():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.refresh_from_db()
    factories.rate(merged, LOW, reason="不認同現行的規定")
    run_daily(at("2021-03-01 06:00"))
    closed = ratings().lows
    main = Suggestion.objects.get(pk=main.pk)
    main.reopen("請再看一次。", by=factories.office().supervisor, now=at("2021-03-02 10:00"))

    assert (closed, ratings().lows) == ({RatingOutcome.EXPLAINED: 1}, {"": 1})


def test_ratings_follow_a_suggestion_into_another_field():
    parking, order = factories.make_category(name="停車"), factories.make_category(name="治安")
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, category=parking)
    factories.rate(suggestion, LOW)
    before = {key: ratings.final.rated for key, ratings in RatingCount.objects.ratings_by("category").items()}
    suggestion.refresh_from_db()
    suggestion.recategorise(order, by=factories.office().triage_officer, now=at("2020-12-02 10:00"))
    after = {key: ratings.final.rated for key, ratings in RatingCount.objects.ratings_by("category").items()}

    assert (before, after) == ({parking.pk: 1}, {order.pk: 1})


def test_the_district_is_counted_while_the_text_is_public():
    district = factories.make_district()
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, district=district, has_consent=True)
    factories.rate(suggestion, LOW)
    found = [RatingCount.objects.ratings("district", district.pk).replied]
    suggestion.refresh_from_db()
    factories.release(suggestion)
    found.append(RatingCount.objects.ratings("district", district.pk).replied)
    suggestion.take_back("市民要求。", by=factories.office().triage_officer, now=at("2020-12-02 10:00"))
    found.append(RatingCount.objects.ratings("district", district.pk).replied)

    assert found == [0, 1, 0]


def test_all_statistics_of_a_campaign_are_two_queries(django_assert_num_queries):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    campaign = suggestion.campaign
    with django_assert_num_queries(2):
        counted = counters.statistics(NOW, NOW.date(), campaign=campaign)

    assert (counted.ratings.final.levels, counted.ratings_by["unit"][suggestion.unit_id].replied) == ({GOOD: 1}, 1)
    assert counters.statistics(NOW, NOW.date(), year=2019).ratings.replied == 0
