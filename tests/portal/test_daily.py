"""The work of each day is done once, however many workers there are."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import daily

pytestmark = pytest.mark.django_db
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def moment(day, hour, minute=0):
    return datetime.datetime(2026, 1, day, hour, minute, tzinfo=SHANGHAI)


def queued():
    return list(DBTaskResult.objects.order_by("run_after").values_list("task_path", "run_after"))


def test_worker_that_starts_queues_today_and_a_week():
    daily.queue(moment(5, 14))

    assert queued() == [("portal.daily.run", moment(day, 6, 10)) for day in range(5, 13)]


def test_second_worker_queues_nothing_twice():
    daily.queue(moment(5, 14))
    daily.queue(moment(5, 15))

    assert len(queued()) == 8


def test_next_day_adds_one():
    daily.queue(moment(5, 14))
    daily.queue(moment(6, 0, 30))

    assert queued()[-1] == ("portal.daily.run", moment(13, 6, 10))
    assert len(queued()) == 9


def test_run_hands_on_the_work_and_clears_old_results():
    daily.queue(timezone.now() - datetime.timedelta(days=30))
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now() - datetime.timedelta(days=8))

    daily.run.call()

    paths = sorted(DBTaskResult.objects.values_list("task_path", flat=True))
    assert paths == [
        "feedback.attachments.drawing.look_after",
        "feedback.attachments.tasks.forget_unsent",
        "feedback.ballots.tasks.clear_pages",
        "feedback.following.tasks.daily",
        "feedback.notices.tasks.ask_for_ratings",
        "feedback.papers.tasks.tell",
        "feedback.representatives.tasks.erase",
        "feedback.talks.tasks.daily",
        "feedback.tasks.daily",
        *["portal.daily.run"] * 8,
        "reports.tasks.daily",
    ]
