"""What the ledger says of reports: read again as it was committed to, after another version too; a change is seen."""

import pytest

from reports.models import Figure, Report, Section
from tests import ledger
from tests.reports.factories import NOW, make_report, make_staff, publish, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return make_staff()


@pytest.fixture
def report(editor):
    return make_report(published_by=editor)


def test_two_people_publish_and_withdraw_it_and_publish_another_version(report, editor):
    withdraw(report, by=editor)
    section = report.sections.get(heading="服務群眾")
    section.rewrite(heading="服務群眾", paragraphs=["新增便民窗口16個。"])
    publish(report, by=editor)
    first, end, second = ledger.opened("report/2021")

    assert ledger.kinds("report/2021") == ["report_publish", "report_withdraw", "report_publish"]
    assert (ledger.differing(), ledger.shown()) == ([], ["report_publish"])
    assert end == {"year": 2021, "reason": "數字有誤，核實後重新公布。", "at": "2022-03-01T09:00:00Z"}
    assert (first | {"digest": ""}, len({first["digest"], second["digest"]})) == (second | {"digest": ""}, 2)


def test_what_is_only_proposed_or_dropped_is_not_said(editor):
    report = make_report()
    report.propose_publish(by=editor, now=NOW)
    report.drop_proposal(by=editor, now=NOW)
    assert ledger.kinds() == []


def test_a_withdrawn_one_is_shown_to_nobody_but_for_the_reason(report, editor):
    withdraw(report, by=editor)
    assert (ledger.differing(), ledger.shown()) == ([], ["report_withdraw"])


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Report, {"title": "某市公安局2021年工作报告"}),
        (Section, {"paragraphs": ["新增便民窗口51個。"]}),
        (Figure, {"value": 51}),
        (Report, {"published_at": None}),
    ],
)
def test_whatever_is_changed_behind_it_is_seen(report, model, change):
    model._base_manager.filter(pk=model._base_manager.order_by("pk").last().pk).update(**change)
    assert ledger.differing() == ["report_publish"]


def test_one_that_was_there_before_is_stated_once(report, editor):
    ledger.forget()
    assert (ledger.state(NOW, "report/"), ledger.state(NOW), ledger.differing()) == (["standing_report"], [], [])
    withdraw(report, by=editor)
    assert ledger.differing() == []


def test_one_that_was_withdrawn_before_is_stated_as_that(report, editor):
    withdraw(report, by=editor)
    ledger.forget()
    assert (ledger.state(NOW, "report/"), ledger.differing()) == (["standing_report_end"], [])
