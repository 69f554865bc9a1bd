"""What the ledger says of campaigns: how each stood after every public act; a day that is moved behind it is seen."""

from datetime import date

import pytest

from feedback.models import Campaign, Phase
from feedback.rounds import verbs
from feedback.rules.roles import Role
from tests import factories, ledger
from tests.factories import NOW

pytestmark = pytest.mark.django_db
CAMPAIGN = "campaign/sanmin-2020"


@pytest.fixture
def people():
    roles = {"first": Role.ADMINISTRATOR, "second": Role.SUPERVISOR}
    return [factories.make_user(username=name, roles=[role]) for name, role in roles.items()]


@pytest.fixture
def campaign(people):
    """Drafted by one, published by the other."""
    campaign = factories.make_campaign(is_published=False, slug="sanmin-2020", summary="請市民評議。")
    factories.make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 1))
    verbs.drafted(campaign, by=people[0], now=NOW)
    verbs.publish(campaign, by=people[1], now=NOW)
    return campaign


def days():
    """The last days of the phases, as each entry commits to them."""
    return [[phase["ends"] for phase in opening["campaign"]["phases"]] for opening in ledger.opened(CAMPAIGN)]


def test_from_its_publication_to_its_close(campaign, people):
    one, other = people
    verbs.extend(campaign.phases.get(), date(2020, 12, 5), reason="多留幾天。", by=one, now=NOW)
    Campaign.objects.update(summary="請市民評議，為期兩週。")
    verbs.changed(campaign, fields=["簡介"], by=one, now=NOW)
    after = factories.at("2020-12-06 09:00")
    verbs.propose_close(campaign, by=one, now=after)
    verbs.close(campaign, by=other, now=after)

    assert ledger.kinds(CAMPAIGN) == ["campaign_publish", "campaign_extend", "campaign_change", "campaign_close"]
    assert days() == [["2020-12-01"], ["2020-12-05"], ["2020-12-05"], ["2020-12-05"]]
    assert (ledger.differing(CAMPAIGN), ledger.shown(CAMPAIGN)) == ([], ledger.kinds(CAMPAIGN))
    extended = ledger.opened(CAMPAIGN)[1]["done"]
    assert (extended["reason"], extended["details"]) == (
        "多留幾天。", {"phase": "collect", "from": "2020-12-01", "to": "2020-12-05"},
    )  # fmt: skip


def test_of_a_draft_nothing_is_said(people):
    campaign = factories.make_campaign(is_published=False, slug="sanmin-2020", summary="請市民評議。")
    verbs.drafted(campaign, by=people[0], now=NOW)
    verbs.changed(campaign, fields=["簡介"], by=people[0], now=NOW)
    assert ledger.kinds(CAMPAIGN) == []


@pytest.mark.parametrize("change", [{"ends_on": date(2020, 12, 2)}, {"note": "另行通知。"}])
def test_a_day_moved_behind_it_is_seen(campaign, change):
    Phase.objects.filter(campaign=campaign).update(**change)
    assert ledger.differing(CAMPAIGN) == ["campaign_publish"]


def test_one_that_is_gone_is_missed(campaign):
    Campaign.objects.filter(pk=campaign.pk).update(is_published=False)
    assert ledger.differing(CAMPAIGN) == ["campaign_publish"]


def test_one_that_was_there_before_is_stated_once_and_goes_on(campaign, people):
    ledger.forget()
    assert ledger.state(NOW).count("standing_campaign") == Campaign.objects.published().count()
    assert ledger.state(NOW) == []
    verbs.extend(campaign.phases.get(), date(2020, 12, 5), reason="多留幾天。", by=people[0], now=NOW)
    assert (ledger.kinds(CAMPAIGN), ledger.differing(CAMPAIGN)) == (["standing_campaign", "campaign_extend"], [])
