"""The talks of the sample: one that is over, one that runs as it is loaded, one to come; marked as made up."""

from collections import Counter
from datetime import datetime

import pytest

from feedback.models import Event, Suggestion
from feedback.sample import offices, staff
from feedback.talks import sample
from feedback.talks.models import Guest, Place, Talk, Turn
from feedback.talks.questions import in_part
from feedback.talks.rules import Part, TalkPhase
from feedback.tasks import run_daily
from tests.factories import SHANGHAI

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

MOMENTS = [(2026, 11, 24, 9, 0), (2027, 1, 3, 0, 10), (2031, 10, 1, 23, 50)]  # a Tuesday, a Sunday, a holiday


@pytest.fixture(params=MOMENTS, ids=str)
def now(request):
    """The moment of a loading that was done."""
    now = datetime(*request.param, tzinfo=SHANGHAI)
    offices.create()
    staff.create()
    sample.load(staff.Cast(), now)
    run_daily(now)
    return now


def test_one_is_over_one_runs_and_one_is_announced(now):
    over, running, to_come = Talk.objects.order_by("starts_at")
    assert [talk.phase(now) for talk in (over, running)] == [TalkPhase.OVER, TalkPhase.LIVE]
    assert to_come.phase(now) in (TalkPhase.PREVIEW, TalkPhase.ASKING)
    assert to_come.starts_at.astimezone(SHANGHAI).weekday() == sample.SUNDAY
    assert all(talk.campaign.is_published and talk.campaign.is_sample for talk in (over, running, to_come))

    assert {part: in_part(over, part).count() for part in Part} == {
        Part.LIVE: 15, Part.AFTER: 5, Part.WRITING: 0, Part.WAITING: 1, Part.DECLINED: 1, Part.MERGED: 2,
        Part.WITHDRAWN: 0,
    }  # fmt: skip
    assert Counter(Suggestion.objects.filter(campaign=over.campaign).values_list("channel", flat=True)) == {
        "web": 15, "hotline": 6, "onsite": 3,
    }  # fmt: skip
    assert (over.calls_in, over.calls_counted_by) == (860, "示例指揮中心")
    assert Turn.objects.filter(talk=running, place=Place.ON_STAGE).count() == 1

    assert Event.objects.filter(at__gt=now).count() == 0
    assert all(name.startswith("示例") for name in Guest.objects.values_list("name", flat=True))
