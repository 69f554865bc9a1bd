"""The arithmetic of the claim over stored suggestions: each number is the length of the list behind it."""

import pytest

from feedback.models import Campaign, Suggestion
from feedback.records import counters
from feedback.rules.counted.tally import Tally
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]


def everything(**fields):
    """One suggestion in each stage, and one more that was merged into a closed one."""
    for stage in set(Stage) - {Stage.MERGED}:
        factories.make_suggestion(stage=stage, **fields)
    factories.make_suggestion(
        stage=Stage.MERGED, main=Suggestion.objects.filter(stage=Stage.RECEIVED).first(), **fields
    )
    factories.make_suggestion(stage=Stage.MERGED, main=Suggestion.objects.filter(stage=Stage.CLOSED).first(), **fields)


def test_the_tally_of_one_in_each_stage():
    everything()
    assert factories.tally() == Tally(open=5, closed=1, declined=1, merged=2, merged_closed=1, withdrawn=1)


def test_every_number_opens_its_list():
    everything()
    tally = factories.tally()
    numbers = {name: getattr(tally, name) for name in ("received", "open", "valid", "handled")}
    numbers |= {name: getattr(tally, name) for name in ("closed", "declined", "merged", "withdrawn")}
    assert {name: Suggestion.objects.counted_as(name).count() for name in numbers} == numbers


def test_nothing_received_is_a_tally_of_nothing():
    assert factories.tally() == Tally()


def test_each_campaign_has_its_own(django_assert_num_queries):
    sanmin, always_open = factories.make_campaign(), Campaign.objects.get(slug="open")
    for _ in range(2):
        factories.make_suggestion(stage=Stage.CLOSED, campaign=sanmin)
    factories.make_suggestion()
    with django_assert_num_queries(1):
        totals = counters.totals()[1]
    tallies = {campaign.pk: totals.tally(campaign=campaign.pk) for campaign in (sanmin, always_open)}
    assert tallies == {sanmin.pk: Tally(closed=2), always_open.pk: Tally(open=1)}


def test_merged_ones_are_handled_when_their_main_one_is_closed():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    before = factories.tally()
    for suggestion in (main, merged):
        factories.rate(suggestion, "five_satisfied", now=at("2020-12-02 10:00"))
    after = factories.tally()
    assert [(tally.handled, tally.valid) for tally in (before, after)] == [(0, 2), (2, 2)]


def test_the_tally_is_one_query(django_assert_num_queries):
    everything()
    with django_assert_num_queries(1):
        factories.tally()
