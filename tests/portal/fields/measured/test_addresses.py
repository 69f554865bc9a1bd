"""No address, part of one or cookie is read at length."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.portal.fields.measured.reading import MOST_READ

pytestmark = pytest.mark.on_postgres


# Names that some page reads from its address, and where.
ASKED = (
    "q", "title", "category", "status", "after", "before", "tally", "sort", "month", "stage", "page", "next", "number",
    "path", "original", "campaign", "year", "section", "queue", "timeline", "size", "person", "day",
)  # fmt: skip
LONG = "2026" + "\u0301\u0316" * 25_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["home", "suggestion_list", "report_list", "statistics", "suggest_start", "suggest_hits", "status_lookup",
     "comfort_choice", "page_qr", "campaign_list", "admin:login"],
)  # fmt: skip
def test_no_address_is_read_at_length(client, read, name):
    codes = {client.get(reverse(name), {asked: LONG}).status_code for asked in ASKED}
    assert (codes <= {200, 302, 400, 404}, max(read) <= MOST_READ) == (True, True)


@pytest.mark.django_db
def test_no_list_of_the_desk_reads_an_address_at_length(client, read, office, administrator):
    pages = {
        office.triage_officer: ["feedback_suggestion"],
        administrator: ["feedback_unit", "portal_protectedword", "auth_user"],
    }
    for who, names in pages.items():
        client.force_login(who)
        for name in names:
            codes = {client.get(reverse(f"admin:{name}_changelist"), {asked: LONG}).status_code for asked in ("q", "p")}
            assert codes <= {200, 302}
    assert max(read) <= MOST_READ


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/suggestions/{}/", "/suggestions/{}/support/", "/reports/figures/{}/", "/campaigns/{}/"]
)
def test_no_part_of_an_address_is_read_at_length(client, read, path):
    assert client.get(path.format(LONG)).status_code == 404
    assert max(read) <= MOST_READ


@pytest.mark.django_db
def test_no_cookie_is_read_at_length(read):
    for name in ("comfort", "flow", "receipt", "browser", "sessionid", "csrftoken", "messages", "django_language"):
        client = Client()
        client.cookies[name] = LONG.encode().decode("latin-1")
        assert [client.get(reverse(page)).status_code for page in ("home", "status_lookup", "suggest_start")] == [
            200
        ] * 3
    assert max(read) <= MOST_READ
