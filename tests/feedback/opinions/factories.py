"""A round whose report everybody rates."""

from datetime import timedelta

from django.utils import timezone

from feedback.models import Phase
from feedback.opinions.subjects import BUREAU, subject_or_404
from tests import factories
from tests.factories import NOW
from tests.reports.factories import make_report, make_staff

TODAY = timezone.localdate(NOW)


def make_round(*, first=-5, last=5, kind=Phase.Kind.REPORT, **fields):
    """A round with a published report of three sections with a text; `first` and `last` are days from today."""
    report = make_report(published_by=make_staff(username="publisher"))
    campaign = factories.make_campaign(report=report, **fields)
    factories.make_phase(
        campaign=campaign, kind=kind, starts_on=TODAY + timedelta(days=first), ends_on=TODAY + timedelta(days=last)
    )
    return campaign


def bureau(campaign):
    return subject_or_404(campaign, BUREAU)


def first_section(campaign):
    section = next(section for section in campaign.report.sections.in_order() if section.paragraphs)
    return subject_or_404(campaign, section.anchor)
