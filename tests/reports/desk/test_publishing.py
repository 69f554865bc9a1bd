"""Publishing and withdrawing at the desk, each by its own permission."""

import pytest
from django.urls import reverse

from reports.models import Publication
from tests.reports.desk.staff import KEEP, log_in
from tests.reports.factories import make_report, make_staff

pytestmark = pytest.mark.django_db


def test_publish_and_withdraw_by_button(client):
    report = make_report()
    log_in(client, "view_report", "publish_report")
    for action in ("publish", "withdraw"):
        client.post(reverse(f"admin:reports_report_{action}", args=[report.pk]))
    assert [(row.action, row.by.username) for row in Publication.objects.all()] == [
        ("publish", "desk"),
        ("withdraw", "desk"),
    ]


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_publishing_needs_its_own_permission(client, action):
    report = make_report()
    log_in(client, *KEEP)
    assert client.post(reverse(f"admin:reports_report_{action}", args=[report.pk])).status_code == 403
    assert Publication.objects.count() == 0


def test_publishing_is_no_link(client):
    report = make_report()
    log_in(client, "view_report", "publish_report")
    assert client.get(reverse("admin:reports_report_publish", args=[report.pk])).status_code == 405


def test_a_refused_verb_is_told(client):
    report = make_report()
    log_in(client, "view_report", "publish_report")
    answer = client.post(reverse("admin:reports_report_withdraw", args=[report.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["這份報告沒有公布，無須撤下。"]


@pytest.mark.parametrize(
    ("permissions", "buttons"), [([], []), (["publish_report"], ["公布這份報告"])], ids=["reader", "publisher"]
)
def test_the_change_page_offers_what_one_may_do(client, permissions, buttons):
    report = make_report()
    log_in(client, "view_report", *permissions)
    page = client.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert [button for button in ("公布這份報告", "撤下這份報告") if button in page] == buttons


def test_the_change_page_shows_the_record(client):
    report = make_report(published_by=make_staff(username="publisher"))
    log_in(client, "view_report", "publish_report")
    page = client.get(reverse("admin:reports_report_change", args=[report.pk])).content.decode()
    assert [words for words in ("publisher", "撤下這份報告") if words not in page] == []
