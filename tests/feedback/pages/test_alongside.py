"""What came beside a suggestion costs its pages the same whether there is one of each or thirty: files, notices."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.attachments.models import Attachment
from feedback.notices.models import Notice
from feedback.parts.passage import token_of
from feedback.rules import receipts
from feedback.rules.notices import Kind, State
from feedback.rules.workflow import Stage
from feedback.status import opened
from tests import factories
from tests.factories import NOW
from tests.feedback.passage import fill

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def suggestion(office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True, contact="wang@example.com")
    factories.release(suggestion)
    return suggestion


def add(suggestion, count):
    """Files to the suggestion and to its reply, each released; notices to its citizen."""
    reply = suggestion.replies.get()
    for _number in range(count):
        factories.release_file(factories.attach(suggestion, pages=2))
        factories.release_file(factories.attach(suggestion, reply=reply))
        factories.make_notice(
            suggestion=suggestion, kind=Kind.REPLIED, state=State.FAILED, why="refused", ended_at=NOW
        )  # fmt: skip


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def asked(client, suggestion):
    """{page: queries} of all pages that show the suggestion: to everybody, with the receipt, at the desk."""
    addresses = [
        reverse("home"),
        reverse("suggestion_list"),
        reverse("suggestion_detail", args=[suggestion.number]),
        reverse("status_detail"),
        reverse("admin:index"),
        reverse("admin:feedback_suggestion_changelist"),
        reverse("admin:feedback_suggestion_change", args=[suggestion.pk]),
    ]
    return {address: queries(client, address) for address in addresses}


def test_pages_of_a_suggestion_ask_no_more_for_thirty_of_each_than_for_one(client, suggestion, handler):
    response = opened.keep_receipt(client.get(reverse("status_lookup")), suggestion)
    client.cookies[opened.COOKIE] = response.cookies[opened.COOKIE].value
    client.force_login(handler)
    add(suggestion, 1)
    one = asked(client, suggestion)
    add(suggestion, 29)
    assert (asked(client, suggestion), Attachment.objects.count(), Notice.objects.count()) == (one, 60, 30)


def test_the_page_before_sending_asks_no_more_for_five_files_than_for_one(client, settings):
    page = fill(client)
    digest = receipts.flow_digest(settings.RECEIPT_KEY, token_of(page.wsgi_request))
    counts = []
    for count in (1, 4):
        for _number in range(count):
            factories.attach(None, flow_digest=digest)
        counts.append((queries(client, reverse("suggest_check")), Attachment.objects.of_draft(digest).count()))
    assert [number for _queries, number in counts] == [1, 5]
    assert counts[0][0] == counts[1][0]
