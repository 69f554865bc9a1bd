"""What is personal goes by rule; label, cell and state stay."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Phase
from feedback.representatives import erasure
from feedback.representatives.models import Application, Representative
from feedback.representatives.rules import Reason, State
from portal.daily import TASKS
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    """Applications until 10 December, over on 31 December; erased 30 days after, what is not eligible after 10."""
    campaign = factories.make_campaign()
    for kind, first, last in ((Phase.Kind.APPLY, 1, 10), (Phase.Kind.AWARD, 20, 31)):
        factories.make_phase(
            campaign=campaign, kind=kind, starts_on=date(2020, 12, first), ends_on=date(2020, 12, last)
        )
    factories.make_terms(campaign=campaign, erase_days=30, erase_ineligible_days=10)
    return campaign


def personal(rows):
    """{key: whether anything personal is left}."""
    return {row.pk: any(getattr(row, name) for name in row.PERSONAL) for row in rows}


def test_after_the_round_all_of_it_goes_and_label_and_cell_stay(campaign):
    made = factories.make_application(campaign=campaign, state=State.ELIGIBLE, flow_digest="c" * 64)
    entered = factories.make_representative(campaign=campaign)
    before = erasure.erase_due(at("2021-01-29 23:59"))
    on_the_day = erasure.erase_due(at("2021-01-30 06:10"))
    assert (before, on_the_day, erasure.erase_due(at("2021-01-31 06:10"))) == (0, 2, 0)
    kept = Application.objects.get()
    assert (kept.label, kept.cell, kept.state) == (made.label, made.cell, State.ELIGIBLE)
    assert kept.erased_at == at("2021-01-30 06:10")
    assert (personal([kept]), personal(Representative.objects.all())) == ({made.pk: False}, {entered.pk: False})


def test_who_does_not_meet_the_conditions_is_forgotten_earlier(campaign):
    made = factories.make_application(campaign=campaign, state=State.INELIGIBLE, reason=Reason.RESIDENCE)
    other = factories.make_application(campaign=campaign, contact="13811111111")
    assert erasure.erase_due(at("2020-12-10 23:59")) == 0
    assert erasure.erase_due(at("2020-12-11 06:10")) == 1
    assert personal(Application.objects.all()) == {made.pk: False, other.pk: True}


def test_while_a_phase_has_no_end_the_close_counts(campaign):
    campaign.phases.filter(kind=Phase.Kind.AWARD).update(ends_on=None)
    factories.make_application(campaign=campaign)
    assert erasure.erase_due(at("2022-01-01 06:10")) == 0
    campaign.closed_at = at("2022-01-01 10:00")
    campaign.save()
    assert [erasure.erase_due(at(f"2022-01-{day} 06:10")) for day in (30, 31)] == [0, 1]


def test_the_database_keeps_nobody_who_is_said_to_be_erased(campaign):
    factories.make_application(campaign=campaign)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(erased_at=NOW)


def test_it_is_done_each_day():
    assert "feedback.representatives.tasks.erase" in [work.module_path for work in TASKS]
