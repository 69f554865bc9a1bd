"""What citizens said of each unit, counted for an office that had ratings before."""

import pytest

from feedback.management.commands.check_counts import differences
from feedback.records import counters
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate
from tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0027_units")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_ratings_of_before_are_counted_by_unit_as_a_recount_has_them():
    for level in ("five_satisfied", "five_mostly_satisfied", "five_dissatisfied"):
        factories.rate(factories.make_suggestion(stage=Stage.REPLIED), level, now=NOW)
    main = factories.make_suggestion(stage=Stage.REPLIED)
    factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.make_suggestion()
    opinions = counters.statistics(NOW, NOW.date()).ratings_by["unit"]
    left = migrate(BEFORE).get_model("feedback", "Count").objects.filter(subject__in=["content", "low", "unrated"])
    before = left.count()
    migrate()

    assert (before, differences()) == (0, {})
    assert counters.statistics(NOW, NOW.date()).ratings_by["unit"] == opinions
    assert sum(ratings.replied for ratings in opinions.values()) == 5
