"""The day on which suggestions are sent, and what to."""

import pytest

from tests.factories import NOW, make_campaign, make_phase
from tests.reports.factories import make_report, make_staff


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def campaign(db):
    """The 「三民」 round of the day."""
    campaign = make_campaign()
    make_phase(campaign=campaign, starts_on=NOW.date())
    return campaign


@pytest.fixture
def section(db):
    """A section of a published report."""
    report = make_report(published_by=make_staff())
    return report.sections.get(heading__contains="打擊犯罪")
