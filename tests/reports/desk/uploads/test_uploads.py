"""A file too large to be read at once: kept encrypted, read and saved by the worker, seen by its uploader alone."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal import daily
from portal.tables.workers import TaskWorker
from reports import tasks
from reports.models import Figure, Report, Upload
from reports.records.uploads import KEPT_FOR, LATELY, LONGEST_WORK, PATIENCE, UploadRefused
from tests.reports.factories import NOW, make_report, make_staff
from tests.reports.files import figures

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reports_report_add")
KEEP = ["view_report", "add_report", "change_report"]
LARGE = figures(1_100)


def sign_in(client, *permissions, username="desk"):
    user = make_staff(username=username, permissions=permissions or KEEP)
    client.force_login(user)
    return user


def send(client, text=LARGE, *, name="large.txt", **fields):
    return client.post(ADD, {"file": SimpleUploadedFile(name, text.encode()), **fields})


def keep(by, text=LARGE, *, now=NOW, name="large.txt", year=None):
    return Upload.objects.keep(text.encode(), name=name, year=year, by=by, language="zh-hant", now=now)


def do(upload, task=tasks.read_upload, *, now=NOW):
    working = Upload.State.SAVING if task == tasks.save_upload else Upload.State.READING
    tasks.work(upload.pk, working, task, clock=lambda: now)
    upload.refresh_from_db()
    return upload


def door(upload, action=""):
    return reverse(f"admin:reports_report_upload{action}", args=[upload.pk])


def run_worker():
    """What waits in the queue is done."""
    for result in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        DBTaskResult.objects.filter(pk=result.pk).update(status=TaskResultStatus.SUCCESSFUL)


def test_upload_read_look_and_save(client):
    user = sign_in(client)
    answer = send(client)
    upload = Upload.objects.get()
    assert (answer.status_code, answer.url, upload.state, upload.by) == (302, door(upload), "waiting", user)
    page = client.get(door(upload))
    assert (page["Refresh"], "正在等待後台讀取" in page.content.decode()) == ("3", True)
    run_worker()
    page = client.get(door(upload))
    assert ("Refresh" in page, page.context["shown"]["figures"], page.context["form"].initial) == (
        False,
        1_100,
        {"title": "2021年工作報告", "year": 2021},
    )
    assert Report.objects.count() == 0
    answer = client.post(door(upload, "_save"), {"title": "改過的標題", "year": 2020})
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


def test_a_small_file_stays_at_once(client):
    sign_in(client)
    assert send(client, figures(20)).context["shown"]["figures"] == 20
    assert (Upload.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def stored(upload):
    """The columns of its row as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, text, preview FROM reports_upload WHERE id = %s", [upload.pk])
        return [
            bytes(column or b"") if not isinstance(column, str) else column.encode() for column in cursor.fetchone()
        ]


def test_nothing_of_it_can_be_read_in_the_database():
    upload = keep(make_staff())
    assert (upload.file, Upload.objects.get().file) == (LARGE.encode(), LARGE.encode())
    waiting = stored(upload)
    read = stored(do(upload))
    assert [bool(column) for column in (*waiting, *read)] == [True, False, False, False, True, True]
    assert [column for column in (*waiting, *read) if "破案".encode() in column] == []


def test_nothing_of_it_is_left_once_it_is_saved():
    upload = do(keep(make_staff()))
    upload.ask_to_save(title="標題", year=2021, now=NOW)
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
    upload.ask_to_save(title="我的標題", year=2021, now=NOW)
    do(upload, tasks.save_upload)
    page = client.get(door(upload))
    assert (upload.state, page.context["form"].initial) == ("read", {"title": "我的標題", "year": 2021})
    assert "沒有保存：2021 年的報告已經公布，不能用導入的內容覆蓋；請先撤下。" in page.content.decode()


def test_a_missing_title_keeps_the_year(client):
    upload = do(keep(sign_in(client)))
    form = client.post(door(upload, "_save"), {"title": "", "year": 2019}).context["form"]
    assert ([*form.errors], form["year"].value()) == (["title"], "2019")
    assert Upload.objects.get().state == "read"


def test_the_preview_comes_in_pages(client):
    upload = do(keep(sign_in(client)))
    pages = [client.get(door(upload), {"page": number}) for number in (1, 2, 4, "x", 99)]
    shown = [page.context["page"].number for page in pages]
    assert shown == [1, 2, 4, 1, 4]
    counts = [sum(len(block["figures"]) for block in page) for page in upload.shown["pages"]]
    assert (sum(counts), max(counts) <= 300, len(counts)) == (1_100, True, 4)
    assert "第 2 頁，共 4 頁" in pages[1].content.decode()


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
    assert not lost.have_read("別的文字", {}, now=NOW + timedelta(minutes=2))


def test_a_task_that_comes_again_late_takes_up_nothing_else():
    upload = do(keep(make_staff()))
    upload.ask_to_save(title="標題", year=2021, now=NOW)
    assert do(upload, tasks.read_upload).state == "to_save"


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
    assert not slow.have_read("別的文字", {}, now=NOW + LONGEST_WORK * 2)
    assert not slow.refuse("沒有讀", now=NOW + LONGEST_WORK * 2)
    assert (Upload.objects.get().state, Upload.objects.get().text) == ("read", LARGE)


def test_a_save_that_was_overtaken_leaves_no_draft(monkeypatch):
    upload = do(keep(make_staff()))
    upload.ask_to_save(title="標題", year=2021, now=NOW)
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


def test_saving_twice_is_refused_in_words(client):
    upload = do(keep(sign_in(client)))
    for _time in range(2):
        answer = client.post(door(upload, "_save"), {"title": "標題", "year": 2021}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["這份文件已經在處理，請看它現在的狀態。"]
    assert Upload.objects.get().state == "to_save"


def test_giving_up_deletes_it(client):
    upload = keep(sign_in(client))
    answer = client.post(door(upload, "_dismiss"))
    assert (answer.url, Upload.objects.count()) == (ADD, 0)


@pytest.mark.parametrize("action", ["_save", "_retry", "_dismiss"])
def test_a_button_is_no_link(client, action):
    assert client.get(door(keep(sign_in(client)), action)).status_code == 405


@pytest.mark.parametrize(
    ("permissions", "status"), [(KEEP, 404), (["view_report", "add_report"], 403), (["view_report"], 403)]
)
def test_nobody_else_sees_it(client, permissions, status):
    upload = do(keep(make_staff(username="another")))
    sign_in(client, *permissions)
    answers = [client.get(door(upload))]
    answers += [
        client.post(door(upload, action), {"title": "標題", "year": 2021}) for action in ("_save", "_retry", "_dismiss")
    ]
    assert [answer.status_code for answer in answers] == [status] * 4
    assert Upload.objects.get().state == "read"


def test_who_may_import_no_more_does_not_see_the_own_one(client):
    upload = keep(sign_in(client, "view_report"))
    assert client.get(door(upload)).status_code == 403


def test_one_person_keeps_so_many(client):
    user = sign_in(client)
    for _place in range(5):
        keep(user, now=timezone.now())
    form = send(client).context["form"]
    assert form.errors == {"file": ["您已有 5 份上傳的文件還沒有保存或放棄，請先處理那些文件。"]}
    assert Upload.objects.count() == 5


def test_the_list_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    user = sign_in(client)
    keep(user, now=timezone.now())
    client.get(ADD)
    with CaptureQueriesContext(connection) as one:
        client.get(ADD)
    for place in range(2):
        keep(user, now=timezone.now(), name=f"{place}.txt")
    with django_assert_num_queries(len(one)):
        page = client.get(ADD).content.decode()
    assert [name for name in ("large.txt", "0.txt", "1.txt") if name not in page] == []
    assert not any("破案" in query["sql"] or '"file"' in query["sql"] for query in one)


def test_the_page_that_waits_does_not_read_the_file(client):
    upload = keep(sign_in(client), now=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        client.get(door(upload))
    assert [query["sql"] for query in queries if '"file"' in query["sql"] or '"preview"' in query["sql"]] == []


def test_the_day_after_it_is_deleted():
    now = timezone.now()
    users = [make_staff(username=name) for name in ("first", "second", "third")]
    old = keep(users[0], now=now - KEPT_FOR - timedelta(minutes=1))
    fresh = keep(users[1], now=now - KEPT_FOR + timedelta(hours=1))
    tasks.daily.call()
    assert [*Upload.objects.values_list("pk", flat=True)] == [fresh.pk]
    keep(users[2], now=now + timedelta(hours=1, minutes=1))  # so does whoever uploads next
    assert [*Upload.objects.filter(pk__in=[old.pk, fresh.pk])] == []


def test_the_daily_work_asks_for_it():
    daily.run.call()
    assert DBTaskResult.objects.filter(task_path=tasks.daily.module_path).exists()


def test_a_new_key_takes_it_along(settings, capsys):
    from cryptography.fernet import Fernet

    old, new = settings.PERSONAL_DATA_KEYS[0], Fernet.generate_key().decode()
    upload = keep(make_staff())
    settings.PERSONAL_DATA_KEYS = [new, old]
    call_command("reencrypt")
    settings.PERSONAL_DATA_KEYS = [new]
    assert Upload.objects.get(pk=upload.pk).file == LARGE.encode()
