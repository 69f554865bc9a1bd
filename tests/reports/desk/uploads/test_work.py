"""The work on an uploaded file: waited for, lost, stopped, overtaken, tried again."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.tables.workers import TaskWorker
from reports import tasks
from reports.drafting.draft import drafted
from reports.importer import parse
from reports.models import Report, Upload
from reports.records.uploads import LATELY, LONGEST_WORK, PATIENCE, UploadRefused
from tests.reports.desk.uploads.uploading import do, door, keep, run_worker, sign_in
from tests.reports.factories import NOW, make_staff

pytestmark = pytest.mark.django_db

OTHER = drafted(parse("別的文字。", year=2021, bureau="某局"))


@pytest.mark.parametrize(
    ("seen", "waited", "told"),
    [
        (None, PATIENCE, True),
        (None, PATIENCE - timedelta(seconds=1), False),
        (LATELY / 2, PATIENCE, False),
        (LATELY, PATIENCE, True),
    ],
)
def test_it_says_when_no_worker_answers(seen, waited, told):
    upload = keep(make_staff())
    now = NOW + waited
    if seen:
        TaskWorker.objects.create(pk="worker", seen_at=now - seen)
    assert upload.waits_in_vain(now) == told


def test_what_a_worker_was_lost_over_is_done_by_the_next():
    lost = keep(make_staff())
    lost.begin(Upload.State.READING, now=NOW)
    assert do(Upload.objects.get(), now=NOW + timedelta(minutes=1)).state == "read"
    assert not lost.have_read(OTHER, now=NOW + timedelta(minutes=2))


def test_a_task_that_comes_again_late_takes_up_nothing_else():
    upload = do(keep(make_staff()))
    upload.ask_to_save(now=NOW)
    assert do(upload, tasks.read_upload).state == "to_save"


def test_the_page_says_how_much_is_read(client, monkeypatch):
    text = "一、警務\n接警10起。\n二、交通\n新增路燈20盞。\n三、服務\n新增窗口5個。"
    upload, seen = keep(sign_in(client), text, now=timezone.now()), []
    told = Upload.have_read_so_far

    def tell_and_look(self, done, of):
        told(self, done, of)
        seen.append(client.get(door(upload)).content.decode())

    monkeypatch.setattr(Upload, "have_read_so_far", tell_and_look)
    assert do(upload, now=timezone.now()).state == "read"
    shown = [re.search(r'<progress max="100" value="(\d+)"', page)[1] for page in seen]
    assert (shown, "已讀 25%，" in seen[0]) == (["25", "65", "100"], True)


def test_the_page_of_one_that_waits_in_vain(client):
    upload = keep(sign_in(client), now=timezone.now() - LATELY)
    page = client.get(door(upload))
    assert (page["Refresh"], "後台任務程序似乎沒有運行" in page.content.decode()) == ("10", True)
    Upload.objects.update(moved_at=timezone.now() - LONGEST_WORK * 2)
    page = client.get(door(upload))
    assert ("Refresh" in page, "本頁不再自動刷新。" in page.content.decode()) == (False, True)


def test_a_work_that_stopped_is_told_and_tried_again(client):
    user = sign_in(client)
    upload = keep(user, now=timezone.now() - LONGEST_WORK * 2)
    upload.begin(Upload.State.READING, now=timezone.now() - LONGEST_WORK * 1.5)  # and then the worker was killed
    assert "處理它的後台程序可能已經中斷" in client.get(door(upload)).content.decode()
    client.post(door(upload, "_retry"))
    assert (Upload.objects.get().state, DBTaskResult.objects.count()) == ("waiting", 2)
    run_worker()
    assert Upload.objects.get().state == "read"


def test_what_is_at_work_is_not_tried_again():
    upload = keep(make_staff())
    upload.begin(Upload.State.READING, now=NOW)
    with pytest.raises(UploadRefused, match="這份文件還在處理，或者已經處理完，不用重試。"):
        upload.retry(now=NOW + LONGEST_WORK)
    assert upload.has_stopped(NOW + LONGEST_WORK * 1.1)


def test_a_work_that_was_overtaken_changes_nothing():
    slow = keep(make_staff())
    assert slow.begin(Upload.State.READING, now=NOW)
    fresh = Upload.objects.get()
    fresh.retry(now=NOW + LONGEST_WORK * 2)
    do(fresh, now=NOW + LONGEST_WORK * 2)
    assert not slow.have_read(OTHER, now=NOW + LONGEST_WORK * 2)
    assert not slow.refuse("沒有讀", now=NOW + LONGEST_WORK * 2)
    assert (Upload.objects.get().state, Upload.objects.get().opened.title) == ("read", "2021年工作報告")


def test_a_save_that_was_overtaken_leaves_no_draft(monkeypatch):
    upload = do(keep(make_staff()))
    upload.ask_to_save(now=NOW)
    monkeypatch.setattr(Upload, "have_saved", lambda *args, **kwargs: False)
    do(upload, tasks.save_upload)
    assert (Report.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_a_second_worker_finds_nothing_to_do():
    upload = do(keep(make_staff()))
    assert do(upload, now=NOW + timedelta(hours=1)).moved_at == NOW
    pk = upload.pk
    upload.delete()
    tasks.work(pk, Upload.State.READING, tasks.read_upload, clock=lambda: NOW)


def test_an_error_of_ours_is_told_and_raised(monkeypatch):
    monkeypatch.setattr(tasks, "read_text", lambda *args: 1 / 0)
    upload = keep(make_staff())
    with pytest.raises(ZeroDivisionError):
        do(upload)
    upload.refresh_from_db()
    assert (upload.state, upload.refusal) == (
        "refused",
        "處理這份文件時出了錯，已記入日誌。請重新上傳，或聯繫系統管理員。",
    )
