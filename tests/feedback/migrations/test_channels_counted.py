"""What is counted by channel, for an office whose counts had no channels."""

import pytest

from feedback.management.commands.check_counts import differences
from feedback.models import Channel, Count
from feedback.records import counters
from feedback.rules.workflow import Stage
from tests import factories
from tests.databases import migrate
from tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0050_talks")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_channels_are_counted_of_what_is_stored_as_a_recount_has_them():
    for code in ("web", "phone"):
        for stage in (Stage.RECEIVED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED, Stage.DECLINED):
            factories.make_suggestion(stage=stage, channel=Channel.objects.get(pk=code))
    for reopened in factories.Suggestion.objects.filter(stage=Stage.CLOSED):
        reopened.reopen("又倒了。", by=factories.office().supervisor, now=NOW)
    counted = counters.statistics(NOW, NOW.date()).groups["channel"]
    migrate(BEFORE)
    before = Count.objects.filter(subject="channel").count()
    migrate()
    after = counters.statistics(NOW, NOW.date()).groups["channel"]
    assert (before, differences(), after) == (0, {}, counted)
