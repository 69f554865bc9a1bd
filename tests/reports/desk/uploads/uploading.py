"""Files that staff upload, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports import tasks
from reports.models import Upload
from tests.reports.factories import NOW, make_staff
from tests.reports.files import figures

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


def typed(upload, **changes):
    """What the form that saves is sent with."""
    draft = upload.opened
    return {"title": draft.title, "year": draft.year, "revision": upload.revision} | changes


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


def stored(upload):
    """The columns of its row as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, draft, before FROM reports_upload WHERE id = %s", [upload.pk])
        return [
            bytes(column or b"") if not isinstance(column, str) else column.encode() for column in cursor.fetchone()
        ]
