"""Which status a stage begins with, for an office that had ordered its statuses."""

import pytest

from feedback.models import Status
from feedback.rules.workflow import Stage
from tests.databases import migrate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.released]
BEFORE = [("feedback", "0023_why_closed")]


@pytest.fixture(autouse=True)
def _newest():
    yield
    migrate()


def test_each_stage_goes_on_beginning_with_the_one_that_stood_first():
    statuses = migrate(BEFORE).get_model("feedback", "Status").objects
    statuses.create(stage="in_progress", name="調查中", order=1)
    statuses.create(stage="replied", name="答覆完畢", order=50)  # as 已答覆, which is older
    statuses.create(stage="closed", name="圓滿辦結", order=1000)
    migrate()
    chosen = dict(Status.objects.filter(begins_stage=True).values_list("stage", "name"))
    assert set(chosen) == set(Stage)
    assert (chosen["in_progress"], chosen["replied"], chosen["closed"]) == ("調查中", "已答覆", "已辦結")
