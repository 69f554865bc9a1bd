"""Who sees an uploaded file, how many one person keeps, and when it is gone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import daily
from reports import tasks
from reports.models import Upload
from reports.records.uploads import KEPT_FOR
from tests.reports.desk.uploads.uploading import ADD, KEEP, LARGE, do, door, keep, send, sign_in, typed
from tests.reports.factories import NOW, make_staff

pytestmark = pytest.mark.django_db


def test_saving_twice_is_refused_in_words(client):
    upload = do(keep(sign_in(client)))
    words = typed(upload)
    for _time in range(2):
        answer = client.post(door(upload, "_save"), words, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["這份文件已經在處理，請看它現在的狀態。"]
    assert Upload.objects.get().state == "to_save"


def test_giving_up_deletes_it(client):
    upload = keep(sign_in(client))
    answer = client.post(door(upload, "_dismiss"))
    assert (answer.url, Upload.objects.count()) == (ADD, 0)


@pytest.mark.parametrize("action", ["_save", "_undo", "_retry", "_dismiss"])
def test_a_button_is_no_link(client, action):
    assert client.get(door(keep(sign_in(client)), action)).status_code == 405


@pytest.mark.parametrize(
    ("permissions", "status"), [(KEEP, 404), (["view_report", "add_report"], 403), (["view_report"], 403)]
)
def test_nobody_else_sees_it(client, permissions, status):
    upload = do(keep(make_staff(username="another")))
    sign_in(client, *permissions)
    answers = [client.get(door(upload))]
    actions = ("_save", "_undo", "_retry", "_dismiss")
    answers += [client.post(door(upload, action), typed(upload)) for action in actions]
    answers.append(client.post(f"{door(upload)}edit/merge/2/", {"revision": 0}))
    assert [answer.status_code for answer in answers] == [status] * 6
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
    assert [query["sql"] for query in queries if '"file"' in query["sql"] or '"draft"' in query["sql"]] == []


def test_the_day_after_it_is_deleted():
    now = timezone.now()
    users = [make_staff(username=name) for name in ("first", "second", "third")]
    old = keep(users[0], now=now - KEPT_FOR - timedelta(minutes=1))
    fresh = keep(users[1], now=now - KEPT_FOR + timedelta(hours=1))
    tasks.daily.call()
    assert [*Upload.objects.values_list("pk", flat=True)] == [fresh.pk]
    keep(users[2], now=now + timedelta(hours=1, minutes=1))  # so does whoever uploads next
    assert [*Upload.objects.filter(pk__in=[old.pk, fresh.pk])] == []


def test_what_was_read_stays_until_somebody_saves_it_or_gives_it_up():
    upload = do(keep(make_staff(), now=NOW))
    tasks.daily.call()
    assert [*Upload.objects.values_list("pk", flat=True)] == [upload.pk]


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
