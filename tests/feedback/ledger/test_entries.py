"""What stands in the log of one subject, on its page and by itself."""

import re
from datetime import UTC, date, datetime

import pytest

from feedback.ledger.entries import entries_of
from feedback.ledger.kinds import LABELS, label_of
from feedback.rules.workflow import Verb
from portal.ledger import sequencing
from portal.ledger.models import Entry
from tests import factories
from tests.feedback.ledger.entered import entered, opened_by
from tests.portal.ledger.logs import NOW, tell
from tests.reports.factories import make_report, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def rows(page):
    """The texts of the cells of its table."""
    cells = [
        re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    ]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells[1:]]


def test_the_page_of_a_subject_lists_its_entries(client, monkeypatch):
    tell("2026-0001", kind="receive", at=date(2026, 11, 26), stage="received")
    merged = tell(
        "2026-0001", kind="merge", at=datetime(2026, 11, 26, 20, 0, tzinfo=UTC), stage="merged", main="2026-0002"
    )
    opened_by(monkeypatch, merged, {"note": "同一件"}, is_public=True)
    sequencing.sequence(NOW)
    tell("2026-0001", kind="withdraw", at=date(2026, 11, 28), stage="withdrawn")

    page = client.get("/ledger/entries/2026-0001/").text
    assert rows(page) == [
        ["1", "收到", "2026年11月26日", "收到", "1", "不公開"],
        ["2", "併案", "2026年11月27日", "併案（併入 2026-0002）", "2", "打開第 2 條的原文"],
        ["3", "撤回", "2026年11月28日", "撤回", "等候簽署", "不公開"],
    ]  # fmt: skip
    assert 'href="/ledger/openings/2026-0001/2.json"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_as_much_for_one_as_for_three(count, django_assert_num_queries):
    for _ in range(count):
        tell("report/2021", kind="report_publish")
    sequencing.sequence(NOW)
    with django_assert_num_queries(2):  # the second one which openings anybody may read
        assert len(entries_of("report/2021")) == count


def test_what_has_no_entry_has_no_page(client):
    assert client.get("/ledger/entries/2026-0009/").status_code == 404


def test_the_page_of_a_suggestion_leads_to_its_entries(client):
    suggestion = factories.make_suggestion()
    address = f"/ledger/entries/{suggestion.number}/"
    entry = entered(suggestion)
    places = [one.place.number for one in Entry.objects.of(suggestion.number)]
    page = client.get(suggestion.get_absolute_url()).text
    assert (address in page, f"序號 {places[-1]}" in page, entry.place.number) == (True, True, places[0])
    assert client.get(address).status_code == 200


def test_the_page_of_a_report_leads_to_its_entries(client):
    report = make_report(published_by=make_staff(permissions=["publish_report"]))
    if not Entry.objects.of(f"report/{report.year}").exists():
        tell(f"report/{report.year}", kind="report_publish")
    sequencing.sequence(NOW)
    assert f'href="/ledger/entries/report/{report.year}/"' in client.get(report.get_absolute_url()).text


def test_every_verb_has_its_name_and_what_is_unknown_shows_as_it_stands():
    assert {verb.value for verb in Verb} <= {*LABELS}
    named = [label_of(kind) for kind in ("receive", "campaign_extend", "standing_award", "of_another_time")]
    assert named == ["收到", "活動公布或者變動", "帳本開始時已有的", "of_another_time"]
