"""What is counted by district, for an office whose counts had the district of what is not public."""

import pytest

from feedback.management.commands.check_counts import differences
from feedback.office.calendar import working_days
from feedback.records import counters
from feedback.rules.deadlines import due_days
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate
from tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0029_opinions_by_unit")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def counted():
    return counters.statistics(NOW, NOW.date()).groups["district"]


def test_districts_are_counted_of_what_is_public_as_a_recount_has_them():
    district, due = factories.make_district(), due_days(NOW.date(), working_days())
    for stage in (Stage.RECEIVED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED, Stage.MERGED, Stage.DECLINED):
        for place in (district, None):
            one, _stub = (
                factories.make_suggestion(stage=stage, district=place, due=due, has_consent=True) for _ in range(2)
            )
            one.refresh_from_db()
            factories.release(one)
    for reopened in factories.Suggestion.objects.filter(stage=Stage.CLOSED):
        reopened.reopen("又倒了。", by=factories.office().supervisor, now=NOW)
    after = counted()
    before = migrate(BEFORE).get_model("feedback", "Count").objects.filter(subject="district", value=str(district.pk))
    stages = sum(row.number for row in before if not row.cause)
    migrate()

    assert (stages, after[district.pk].tally.received) == (12, 6)
    assert (differences(), counted()) == ({}, after)
