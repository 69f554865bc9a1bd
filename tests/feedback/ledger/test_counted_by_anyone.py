"""The program that anybody may run counts from the log alone what the portal says of itself."""

import re
from datetime import timedelta

import pytest

from feedback.models import Campaign, Suggestion
from feedback.rules.counted.tally import percent
from feedback.rules.workflow import Stage
from portal.ledger.append import Statement, append
from portal.ledger.keys import signers
from portal.ledger.models import Entry
from portal.ledger.sequencing import sequence
from tests import factories
from tests.factories import NOW
from tests.portal.ledger import folders
from tests.portal.ledger.test_check_ledger import run

LINE = re.compile(
    r"(?P<campaign>.+): 收到 received (?P<received>\d+) = 未結 open (?P<open>\d+) \+ 辦結 closed (?P<closed>\d+)"
    r" \+ 不予受理 declined (?P<declined>\d+) \+ 併案 merged (?P<merged>\d+) \+ 撤回 withdrawn (?P<withdrawn>\d+)\n"
    r"    有效 valid (?P<valid>\d+), 已辦結 handled (?P<handled>\d+), 辦結率 rate (?P<rate>.+)"
)


@pytest.fixture(autouse=True)
def _state(settings, tmp_path):
    settings.LEDGER_STATE = tmp_path / "signed"


@pytest.fixture
def world(db):
    """One suggestion in every stage, and merged ones of which one has a main one that is closed, in two campaigns."""
    spring = factories.make_campaign(slug="spring")
    for campaign in (Campaign.objects.get(slug="open"), spring):
        for stage in Stage:
            factories.make_suggestion(stage=stage, campaign=campaign)
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.reply(main)
    main.close(now=NOW + timedelta(days=40))


def stated():
    """Entries for those whose own say nothing yet."""
    known = Entry.objects.values_list("subject", flat=True)
    for one in Suggestion.objects.select_related("campaign", "main").order_by("pk"):
        if one.number not in known:
            main = one.main.number if one.main else ""
            append(
                Statement(
                    "standing", one.number, NOW.date(), {}, campaign=one.campaign.slug, stage=one.stage, main=main
                )
            )


def as_told(campaign, tally):
    parts = {
        name: str(getattr(tally, name)) for name in ("received", "open", "closed", "declined", "merged", "withdrawn")
    }
    return {
        "campaign": campaign,
        **parts,
        "valid": str(tally.valid),
        "handled": str(tally.handled),
        "rate": percent(tally.rate),
    }


def test_its_numbers_are_those_of_the_portal(world, client, tmp_path):
    stated()
    sequence(NOW)
    log = tmp_path / "log"
    folders.download(log, client)
    [signer] = signers(Entry.objects.first().leaf.log.origin)

    status, said = run(log, signer.key.vkey)

    assert status == 0, said
    assert [found.groupdict() for found in LINE.finditer(said)] == [
        as_told("open", factories.tally(campaign=Campaign.objects.get(slug="open").pk)),
        as_told("spring", factories.tally(campaign=Campaign.objects.get(slug="spring").pk)),
        as_told("全部 all", factories.tally()),
    ]
    assert factories.tally().merged_closed == 1
