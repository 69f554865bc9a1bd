"""Ratings counted by level, for an office that has some stored."""

import pytest

from feedback.management.commands.check_counts import differences
from feedback.models import Count
from feedback.records import counters
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate
from tests.factories import NOW, at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0034_ratings_of_each_answer")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_stored_ratings_are_counted_as_a_recount_has_them():
    twice = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True, district=factories.make_district())
    factories.rate(twice, "five_dissatisfied")
    twice.refresh_from_db()
    factories.reply(twice, now=at("2020-12-03 10:00"))
    twice.refresh_from_db()
    factories.rate(twice, "five_very_dissatisfied", now=at("2020-12-04 10:00"))
    twice.refresh_from_db()
    factories.release(twice)
    main = factories.make_suggestion(stage=Stage.REPLIED)
    factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.make_suggestion()
    expected = counters.statistics(NOW, NOW.date())
    former = migrate(BEFORE).get_model("feedback", "Count")
    former.objects.create(campaign_id=main.campaign_id, year=2020, subject="score", value="satisfied", number=7)
    migrate()

    assert (differences(), counters.statistics(NOW, NOW.date())) == ({}, expected)
    assert (expected.ratings.replied, expected.ratings.lows) == (3, {"low": 1, "": 1})
    assert not Count.objects.filter(subject="score").exists()
