"""Publishing and withdrawing at the desk: one person proposes, another confirms, each is asked and told first."""

import pytest
from django.urls import reverse

from reports.models import Publication, Report
from tests.reports.desk.staff import KEEP, log_in
from tests.reports.factories import NOW, make_report, make_staff

pytestmark = pytest.mark.django_db

VERBS = ("propose-publish", "publish", "propose-withdraw", "withdraw", "drop")
PUBLISHES = ("view_report", "publish_report")


def do(client, report, verb, **fields):
    address = reverse("admin:reports_report_do", args=[report.pk, verb])
    page = client.get(address)
    seen = page.context["form"]["seen"].value() if page.status_code == 200 else 0
    return client.post(address, {"seen": seen, **fields})


def change_page(client, report):
    return client.get(reverse("admin:reports_report_change", args=[report.pk])).text


def test_two_people_publish_and_withdraw(client):
    report = make_report()
    people = [make_staff(username=name, permissions=PUBLISHES) for name in ("first", "second")]
    for person, verb, fields in [
        (people[0], "propose-publish", {}),
        (people[1], "publish", {}),
        (people[1], "propose-withdraw", {"reason": "數字有誤。"}),
        (people[0], "withdraw", {}),
    ]:
        client.force_login(person)
        do(client, report, verb, **fields)
    assert [(row.action, row.by.username, row.reason) for row in Publication.objects.all()] == [
        ("propose_publish", "first", ""),
        ("publish", "second", ""),
        ("propose_withdraw", "second", "數字有誤。"),
        ("withdraw", "first", "數字有誤。"),
    ]


@pytest.mark.parametrize("verb", VERBS)
def test_publishing_needs_its_own_permission(client, verb):
    report = make_report()
    log_in(client, *KEEP)
    address = reverse("admin:reports_report_do", args=[report.pk, verb])
    assert (client.get(address).status_code, client.post(address, {"seen": 0}).status_code) == (403, 403)
    assert Publication.objects.count() == 0


def test_looking_at_the_page_does_nothing(client):
    report = make_report()
    log_in(client, *PUBLISHES)
    page = client.get(reverse("admin:reports_report_do", args=[report.pk, "propose-publish"])).text
    told = ("由另一個人確認以後才公布。", "確認以前內容不能修改；要修改的，先撤回提請。")
    assert ([words in page for words in told], Publication.objects.count()) == ([True, True], 0)


def test_whoever_proposed_is_refused_in_words(client):
    report = make_report()
    log_in(client, *PUBLISHES)
    do(client, report, "propose-publish")
    last = Publication.objects.get()
    address = reverse("admin:reports_report_do", args=[report.pk, "publish"])
    response = client.post(address, {"seen": last.pk})
    assert response.context["form"].non_field_errors() == ["要由另一個人確認，不能由提請人自己確認。"]
    assert not Report.objects.published().exists()


def test_a_step_that_is_not_offered_leads_back(client):
    report = make_report()
    log_in(client, *PUBLISHES)
    address = reverse("admin:reports_report_do", args=[report.pk, "withdraw"])
    response = client.get(address, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["這份報告現在不能「確認撤下」。"]


def test_a_step_that_there_is_not_has_no_page(client):
    log_in(client, *PUBLISHES)
    assert client.get(reverse("admin:reports_report_do", args=[make_report().pk, "save"])).status_code == 404


def test_a_withdrawal_without_a_reason_is_asked_again(client):
    report = make_report(published_by=make_staff(username="publisher"))
    log_in(client, *PUBLISHES)
    response = do(client, report, "propose-withdraw", reason="")
    assert list(response.context["form"].errors) == ["reason"]


@pytest.mark.parametrize(
    ("permissions", "offered"),
    [([], []), (["publish_report"], ["提請公布"])],
    ids=["reader", "publisher"],
)
def test_the_change_page_offers_what_one_may_do(client, permissions, offered):
    report = make_report()
    log_in(client, "view_report", *permissions)
    assert [verb for verb in ("提請公布", "提請撤下") if verb in change_page(client, report)] == offered


def test_the_change_page_says_who_proposed_and_offers_the_second_person_both_ways(client):
    report = make_report()
    report.propose_publish(by=make_staff(username="first"), now=NOW)
    log_in(client, *PUBLISHES)
    page = change_page(client, report)
    assert [words for words in ("等待另一個人確認", "確認公布", "撤回提請") if words not in page] == []


def test_the_content_is_settled_while_it_is_proposed(client):
    report = make_report()
    report.propose_publish(by=make_staff(username="first"), now=NOW)
    log_in(client, *KEEP, "change_section", "change_figure", "delete_report")
    section = report.sections.in_order().first()
    address = reverse("admin:reports_section_change", args=[section.pk])
    assert client.post(address, {"heading": "別的", "text": "別的話。"}).status_code == 403
    assert client.post(reverse("admin:reports_report_delete", args=[report.pk]), {"post": "yes"}).status_code == 403


def test_the_change_page_shows_the_record(client):
    report = make_report(published_by=make_staff(username="publisher"))
    log_in(client, *PUBLISHES)
    page = change_page(client, report)
    assert [words for words in ("publisher", "提請撤下") if words not in page] == []


def test_at_the_address_of_a_withdrawn_report_stands_why(client):
    report = make_report(published_by=make_staff(username="publisher"))
    report.propose_withdraw("數字有誤，核實後重新公布。", by=make_staff(username="first"), now=NOW)
    report.withdraw(by=make_staff(username="second"), now=NOW)
    page = client.get(report.get_absolute_url())
    assert (page.status_code, "原因：數字有誤，核實後重新公布。" in page.text) == (410, True)
    assert client.get("/reports/1999/").status_code == 404
