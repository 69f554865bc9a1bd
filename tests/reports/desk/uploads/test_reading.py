"""A file too large to be read at once: kept encrypted, read and saved by the worker, told in its preview."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from reports import tasks
from reports.models import Figure, Report, Upload
from tests.reports.desk.uploads.uploading import LARGE, do, door, keep, run_worker, send, sign_in, stored, typed
from tests.reports.factories import NOW, make_report, make_staff
from tests.reports.files import figures

pytestmark = pytest.mark.django_db


def test_upload_read_look_and_save(client):
    user = sign_in(client)
    answer = send(client)
    upload = Upload.objects.get()
    assert (answer.status_code, answer.url, upload.state, upload.by) == (302, door(upload), "waiting", user)
    page = client.get(door(upload))
    assert (page["Refresh"], "正在等待後台讀取" in page.content.decode()) == ("3", True)
    run_worker()
    page = client.get(door(upload))
    form = page.context["save_form"]
    assert ("Refresh" in page, page.context["counts"]["figures"], form.initial["title"], form.initial["year"]) == (
        False,
        1_100,
        "2021年工作報告",
        2021,
    )
    assert Report.objects.count() == 0
    answer = client.post(door(upload, "_save"), typed(Upload.objects.get(), title="改過的標題", year=2020))
    assert (answer.url, Upload.objects.get().state) == (door(upload), "to_save")
    assert "正在把這份報告存為草稿" in client.get(door(upload)).content.decode()
    run_worker()
    report = Report.objects.get()
    assert (report.title, report.year, report.source_name, report.is_published, Figure.objects.of(report).count()) == (
        "改過的標題",
        2020,
        "large.txt",
        False,
        1_100,
    )
    answer = client.get(door(upload))
    assert answer.url == reverse("admin:reports_report_change", args=[report.pk])
    assert [(entry.user, entry.change_message) for entry in LogEntry.objects.all()] == [(user, "導入 large.txt")]


def test_a_small_file_is_read_at_once(client):
    sign_in(client)
    page = client.get(send(client, figures(20)).url)
    assert (page.context["counts"]["figures"], Upload.objects.get().file, DBTaskResult.objects.count()) == (20, None, 0)


def test_nothing_of_it_can_be_read_in_the_database():
    upload = keep(make_staff())
    assert (upload.file, Upload.objects.get().file) == (LARGE.encode(), LARGE.encode())
    waiting = stored(upload)
    read = stored(do(upload))
    assert [bool(column) for column in (*waiting, *read)] == [True, False, False, False, True, False]
    assert [column for column in (*waiting, *read) if "破案".encode() in column] == []


def test_nothing_of_it_is_left_once_it_is_saved():
    upload = do(keep(make_staff()))
    upload.edit(upload.opened, revision=0, done="")
    upload.ask_to_save(now=NOW)
    do(upload, tasks.save_upload)
    assert (upload.state, stored(upload)) == ("saved", [b"", b"", b""])


def test_a_refused_file_says_why_and_is_gone(client):
    user = sign_in(client)
    upload = do(keep(user, "2021年工作報告\n一、工作\n" + "正" * 20_001))
    page = client.get(door(upload))
    assert (upload.state, stored(upload), "Refresh" in page) == ("refused", [b"", b"", b""], False)
    assert "第 3 行（「正正正正正正正正正正正正正正正正正正正正…」）有 20001 個字" in page.content.decode()


def test_the_reason_is_told_in_the_language_of_who_uploaded_it():
    upload = keep(make_staff(), "  \n" * 1_100)
    Upload.objects.update(language="zh-hans")
    assert do(upload).refusal == "文件里没有文字，请核对后另选一份。"


def test_a_year_that_is_published_is_told_in_the_preview(client):
    user = sign_in(client)
    make_report(published_by=make_staff(username="publisher"))
    upload = do(keep(user))
    client.post(door(upload, "_save"), typed(upload, title="我的標題"))
    run_worker()
    page = client.get(door(upload))
    assert (Upload.objects.get().state, page.context["save_form"]["title"].value()) == ("read", "我的標題")
    assert "沒有保存：2021 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。" in page.content.decode()


def test_a_missing_title_keeps_the_year(client):
    upload = do(keep(sign_in(client)))
    form = client.post(door(upload, "_save"), typed(upload, title="", year=2019)).context["save_form"]
    assert ([*form.errors], form["year"].value()) == (["title"], "2019")
    assert Upload.objects.get().state == "read"


def test_text_and_list_come_in_pages(client):
    upload = do(keep(sign_in(client)))
    pages = [client.get(door(upload), {"page": number, "list": number}) for number in (1, 2, 5, "x", 999)]
    shown = [(page.context["page"].number, page.context["listed"].number) for page in pages]
    assert shown == [(1, 1), (2, 2), (5, 5), (1, 1), (6, 28)]
    assert {len(page.context["listed"].object_list) for page in pages} == {40, 20}
    assert "第 2 頁，共 6 頁" in pages[1].text
