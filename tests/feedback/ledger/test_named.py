"""What subjects are called where their entries are listed, and what the checking page says of the codes in entries."""

import json
import re
from datetime import date

import pytest

from feedback.models import Campaign
from portal.ledger import sequencing
from portal.ledger.acts import ACTS
from portal.ledger.registries import NAMES
from tests.portal.ledger.logs import NOW, tell

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def heading(client, subject, kind="campaign_publish"):
    tell(subject, kind=kind, at=date(2026, 11, 27))
    sequencing.sequence(NOW)
    return re.search(r"<h1[^>]*>(.*?)</h1>", client.get(f"/ledger/entries/{subject}/").text, re.DOTALL)[1].replace(
        "<wbr>", ""
    )


def test_every_sort_of_subject_has_a_name():
    assert {act.subject for act in ACTS.values()} | {"day"} == {*NAMES}


def test_what_is_public_is_called_by_its_title_and_leads_to_its_page(client):
    campaign = Campaign.objects.get(slug="open")
    told = f'活動「<a href="{campaign.get_absolute_url()}">{campaign.title}</a>」在帳本裡的記錄'
    assert heading(client, "campaign/open") == told


def test_what_nobody_may_open_is_called_by_its_key(client):
    Campaign.objects.filter(slug="open").update(is_published=False)
    assert heading(client, "campaign/open") == "活動「open」在帳本裡的記錄"


def test_a_suggestion_is_called_by_its_number(client):
    told = '意見建議「<a href="/suggestions/2026-0001/">2026-0001</a>」在帳本裡的記錄'
    assert heading(client, "2026-0001", kind="receive") == told


def test_the_checking_page_knows_what_the_codes_mean(client):
    page = client.get("/en/ledger/check/").text
    meanings = json.loads(re.search(r'<script id="meanings" type="application/json">(.*?)</script>', page)[1])
    found = {fact: sorted(codes) for fact, codes in meanings.items()}
    assert found["campaign"] == ["open"]
    assert {*ACTS, "receive", "day"} <= {*found["kind"]}
    assert (meanings["stage"]["received"], meanings["opening.kind"]["opinion"]) == ("Received", "Opinion")
