"""What the tests of lateness share."""

import pytest

from feedback.desk import home
from feedback.office.calendar import working_days
from feedback.rules.workflow import UNANSWERED_STAGES, Stage
from tests import factories
from tests.factories import make_campaign, make_category, make_suggestion
from tests.feedback.pages.late.reading import DONE, FILED, file


@pytest.fixture
def filed(office):
    """One in every stage; before the answer also with five working days; merged ones; one that came back."""
    make_campaign()
    short = make_category(name="短期限", reply_days=5)
    waiting = {stage: file(stage, category=short) for stage in Stage if stage in UNANSWERED_STAGES}
    for stage in Stage:
        file(stage, main=waiting[Stage.IN_PROGRESS])
    file(Stage.MERGED, main=waiting[Stage.RECEIVED])
    came_back = file(Stage.REPLIED)
    came_back.refresh_from_db()
    factories.rate(came_back, "five_dissatisfied", now=DONE)


@pytest.fixture(autouse=True)
def _glance_anew(monkeypatch):
    """The desk keeps its figures for a minute, and says as of when they are."""
    monkeypatch.setattr(home, "KEPT_SECONDS", 0)


@pytest.fixture
def two_units(other_unit):
    """Late at one unit and in time there, late at another."""
    make_campaign()
    late = file(Stage.IN_PROGRESS)
    file(Stage.ASSIGNED, category=make_category(name="長期限", reply_days=30))
    elsewhere = make_suggestion(stage=Stage.ASSIGNED, unit=other_unit, received_at=FILED)
    elsewhere.refresh_from_db()
    elsewhere.recount_days(working_days(), now=FILED)
    return late.unit, other_unit
