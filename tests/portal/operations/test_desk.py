"""The tasks in the background, as the superuser reads them at the desk."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django_tasks_db.models import DBTaskResult, get_date_max

ENGLISH = ("Task name", "Run after", "Traceback", "DBTaskResult object")


@pytest.fixture
def task(db):
    return DBTaskResult.objects.create(
        task_path="portal.daily.run", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=get_date_max(), traceback="", exception_class_path="",
    )  # fmt: skip


@pytest.mark.parametrize("traceback", ["", "Traceback of the day"])
def test_tasks_are_told_in_chinese(client, task, traceback):
    DBTaskResult.objects.update(traceback=traceback)
    client.force_login(User.objects.create_superuser("root"))
    listed = client.get(reverse("admin:django_tasks_database_dbtaskresult_changelist")).text
    shown = client.get(reverse("admin:django_tasks_database_dbtaskresult_change", args=[task.pk])).text
    told = shown.replace("Traceback of the day", "")
    assert [word for word in ENGLISH if word in listed + told] == []
    assert ("portal.daily.run" in listed, "共 1 項" in listed, "portal.daily.run" in shown) == (True, True, True)
    assert ("錯誤位置" in shown) == bool(traceback)
