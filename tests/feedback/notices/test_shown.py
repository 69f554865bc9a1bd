"""What a citizen reads with the receipt of what was sent, and whether it arrived."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.notices.models import Notice
from feedback.rules.notices import Channel, Kind, State, Why
from tests import factories
from tests.factories import NOW
from tests.feedback.notices import rows

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


@pytest.fixture
def receipt(office):
    receipt = factories.make_receipt(contact=rows.CONTACT, notices_by=Channel.MAIL, notices_in="zh-hant")
    Notice.objects.all().delete()
    return receipt


def opened(client, receipt):
    client.post(reverse("status_lookup"), {"number": receipt.number, "secret": receipt.secret})
    return client.get(reverse("status_detail"))


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({}, "即將發送。"),
        ({"state": State.HANDING}, "即將發送。"),
        ({"state": State.SENT}, "已發到您的郵箱。"),
        ({"state": State.SENT, "channel": Channel.SMS}, "已發到您的手機。"),
        ({"state": State.SENT, "bounced_at": NOW}, "聯繫不上：郵件被退回。郵箱有變化的，請撥打 12345 更正。"),
        (
            {"state": State.FAILED, "why": Why.GIVEN_UP},
            "沒有送達：一天內多次發送都沒有成功。聯繫方式有變化的，請撥打 12345 更正。",
        ),
        ({"state": State.UNKNOWN}, "可能沒有送達：發送時連接中斷。"),
    ],
)
def test_the_receipt_says_what_was_sent_and_whether_it_arrived(client, receipt, how, told):
    rows.notice(Kind.RECEIVED, receipt.suggestion, **how)
    page = opened(client, receipt)
    own = dict(page.context["blocks"])["notices/_status.html"]["notices"]
    assert ([(notice.kind, sentence) for notice, sentence in own], told in page.text) == ([(Kind.RECEIVED, told)], True)


def test_what_went_to_others_is_not_told_and_without_notices_nothing_is(client, receipt, handler):
    rows.notice(Kind.TO_ME, receipt.suggestion, staff=handler)
    page = opened(client, receipt)
    assert ("發給您的通知" in page.text, dict(page.context["blocks"])["notices/_status.html"]) == (
        False,
        {"notices": []},
    )


def test_the_page_asks_no_more_for_thirty_than_for_one(client, receipt):
    opened(client, receipt)
    counts = []
    for count in (1, 29):
        for _number in range(count):
            rows.notice(Kind.REPLIED, receipt.suggestion, event=None, state=State.SENT)
        client.get(reverse("status_detail"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("status_detail"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
