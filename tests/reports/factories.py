"""Reports and the staff who keep them, for tests."""

from datetime import UTC, datetime

from django.contrib.auth.models import Permission, User

from reports.importer import parse
from reports.models import Report

NOW = datetime(2022, 3, 1, 9, 0, tzinfo=UTC)

TEXT = """某市公安局2021年工作報告

這是前言。

一、守護平安
(一)打擊犯罪。全年偵破案件120起（本地80起、外地40起）。
(二)防範風險。巡邏出動3.5萬人次，事故同比下降4.5%。

二、服務群眾
新增便民窗口15個。
"""


def make_staff(*, username="editor", permissions=()):
    """A person at the desk with exactly these permissions of the app, such as `publish_report`."""
    user = User(username=username, is_staff=True)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="reports", codename__in=permissions))
    return user


def make_report(*, text=TEXT, year=2021, published_by=None):
    """A draft as the importer saves it, or a published report when somebody publishes it."""
    parsed = parse(text, year=year, bureau="某市公安局")
    report = Report.objects.save_draft(parsed, source_name="report.txt", now=NOW)
    if published_by:
        publish(report, by=published_by)
    return report


def publish(report, *, by, now=NOW):
    """A colleague proposes it, `by` confirms."""
    report.propose_publish(by=_colleague(), now=now)
    report.publish(by=by, now=now)


def withdraw(report, *, by, now=NOW, reason="數字有誤，核實後重新公布。"):
    """A colleague proposes it, `by` confirms."""
    report.propose_withdraw(reason, by=_colleague(), now=now)
    report.withdraw(by=by, now=now)


def _colleague():
    return User.objects.filter(username="proposes-reports").first() or make_staff(username="proposes-reports")
