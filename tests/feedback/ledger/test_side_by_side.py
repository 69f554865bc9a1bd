"""The claim by the log beside the claim of the portal."""

from datetime import date

import pytest

from feedback.ledger.claim import count_claim
from feedback.ledger.side_by_side import rows
from feedback.models import Campaign
from feedback.rules.counted.tally import Tally
from portal.ledger import sequencing
from portal.ledger.models import Entry
from tests import factories
from tests.feedback.ledger.entered import entered
from tests.portal.ledger.logs import NOW, tell

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
DAY = date(2026, 11, 27)


def stand(number, stage, campaign="open", **more):
    tell(number, kind="receive", at=DAY, campaign=campaign, stage=stage, **more)


def test_the_last_entry_of_each_number_says_where_it_stands():
    stand("2026-0001", "received")
    stand("2026-0001", "closed")
    stand("2026-0002", "declined")
    stand("2026-0003", "merged", main="2026-0001")
    stand("2026-0004", "merged", main="2026-0002")
    stand("2026-0005", "withdrawn", campaign="other")
    tell("report/2021", kind="report_publish")

    sequencing.sequence(NOW)
    counted = count_claim()
    assert counted.all == Tally(closed=1, declined=1, merged=2, merged_closed=1, withdrawn=1)
    assert counted.campaigns == {
        "open": Tally(closed=1, declined=1, merged=2, merged_closed=1),
        "other": Tally(withdrawn=1),
    }


def test_what_came_after_the_checkpoint_does_not_count():
    stand("2026-0001", "received")
    checkpoint = sequencing.sequence(NOW)
    stand("2026-0001", "closed")
    stand("2026-0002", "received")
    counted = count_claim()
    assert (counted.checkpoint, counted.all) == (checkpoint, Tally(open=1))


def test_the_page_shows_both(client):
    suggestion = factories.make_suggestion()
    entered(suggestion)
    page = client.get("/ledger/")
    campaign = Campaign.objects.get(slug="open")
    one = Tally(open=1)
    [(_template, own)] = page.context["blocks"]
    assert [(row.campaign, row.in_log, row.now) for row in own["rows"]] == [(None, one, one), (campaign, one, one)]
    assert f"截至帳本第 {Entry.objects.count()} 條" in page.text


def test_a_campaign_that_is_not_published_is_not_named():
    draft = factories.make_campaign(slug="draft", is_published=False)
    stand("2026-0001", "received", campaign=draft.slug)
    sequencing.sequence(NOW)
    assert [row.campaign for row in rows(count_claim())] == [None]


def test_the_statistics_say_up_to_where_they_can_be_counted_again(client):
    entered(factories.make_suggestion())
    assert f'<a href="/ledger/#recount">截至帳本第 {Entry.objects.count()} 條</a>' in client.get("/data/").text
