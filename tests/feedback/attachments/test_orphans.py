"""Files without a row, rows without their file, files that changed: found, told, and swept away."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from feedback.attachments import orphans
from feedback.attachments.drawing import draw, look_after, make_public
from feedback.attachments.models import Attachment
from portal.operations.checks import State, look
from tests.factories import NOW
from tests.feedback.attachments.keeping import arrive, lying, own_storages
from tests.portal.sealed.buckets import s3

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storages")]
__all__ = ["own_storages", "s3"]

CLEAN = orphans.Found([], [], [])


def public_one():
    attachment = arrive()
    draw.call(attachment.pk)
    Attachment.objects.filter(pk=attachment.pk).update(released_at=NOW)
    make_public.call(attachment.pk)
    return attachment, attachment.pages.get()


def left_over(alias, name, *, days):
    """A file that no row knows, and that was put there some days ago."""
    storages[alias].save(name, ContentFile(b"left over"))
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(storages[alias].path(name), (then, then))


def alter(alias, name):
    with open(storages[alias].path(name), "r+b") as file:
        file.seek(60)
        file.write(b"altered")


def looked(**asked):
    return orphans.look(timezone.now(), **asked)


def done(returned):
    """The work of the day was done, and found this."""
    row = DBTaskResult(
        task_path=look_after.module_path, args_kwargs={"args": [], "kwargs": {}}, return_value=returned,
        status="SUCCESSFUL", finished_at=timezone.now(), backend_name="default", priority=0, queue_name="default",
    )  # fmt: skip
    row.save()


def test_where_nothing_ever_lay_nothing_is_amiss():
    assert looked() == CLEAN


def test_files_of_every_kind_are_known():
    public_one()
    arrive()
    assert (looked(opens_sealed=True), lying()) == (CLEAN, {"sealed": 3, "released": 2})


def test_a_file_that_no_row_knows_is_found_when_it_has_waited_a_day():
    left_over("sealed", "ab/abc", days=2)
    left_over("released", "abc", days=2)
    left_over("sealed", "ab/new", days=0)
    assert looked() == orphans.Found([("sealed", "ab/abc"), ("released", "abc")], [], [])


def test_rows_without_their_files_are_found():
    attachment, page = public_one()
    for alias, name in [("sealed", attachment.original), ("sealed", page.drawn), ("released", page.thumb)]:
        storages[alias].delete(name)
    lost = [*sorted([("sealed", attachment.original), ("sealed", page.drawn)]), ("released", page.thumb)]
    assert looked() == orphans.Found([], lost, [])


def test_what_was_destroyed_is_missed_by_nobody():
    attachment = arrive()
    storages["sealed"].delete(attachment.original)
    Attachment.objects.update(erased_at=NOW, key=None)
    assert looked(opens_sealed=True) == CLEAN


def test_a_public_picture_that_changed_is_found():
    _attachment, page = public_one()
    alter("released", page.public)
    assert looked() == orphans.Found([], [], [("released", page.public)])


def test_sealed_files_that_do_not_open_are_found_where_they_are_opened():
    attachment, page = public_one()
    alter("sealed", page.drawn)
    Attachment.objects.update(digest="0" * 64)
    altered = [("sealed", attachment.original), ("sealed", page.drawn)]
    assert (looked(), looked(opens_sealed=True)) == (CLEAN, orphans.Found([], [], altered))


def test_in_s3_they_are_looked_at_as_on_the_disk(s3):
    attachment, page = public_one()
    storages["released"].save("left-over", ContentFile(b"left over"))
    storages["sealed"].delete(page.drawn)
    tomorrow = orphans.look(timezone.now() + timedelta(days=2))
    found = orphans.Found([("released", "left-over")], [("sealed", page.drawn)], [])
    swept = orphans.sweep(tomorrow, timezone.now() + timedelta(days=8))
    left = sorted(["released/" + page.public, "released/" + page.thumb, "sealed/" + attachment.original])
    assert (tomorrow, swept, s3.keys()) == (found, 1, left)


def test_the_work_of_the_day_sweeps_away_what_nobody_has_known_of_for_a_week():
    left_over("sealed", "ab/old", days=8)
    left_over("released", "old", days=8)
    left_over("sealed", "ab/younger", days=6)
    returned = look_after.call()
    assert (returned, lying()) == (
        {"orphans": 3, "lost": 0, "altered": 0, "swept": 2}, {"sealed": 1, "released": 0},
    )  # fmt: skip


def test_where_a_database_of_another_day_was_restored_nothing_is_swept_away():
    for number in range(3):
        left_over("sealed", f"ab/{number}", days=8)
    now = timezone.now()
    found = orphans.look(now)
    assert (orphans.sweep(found, now, most=2), lying()["sealed"]) == (0, 3)


def test_the_desk_says_what_the_work_of_the_day_found():
    now = timezone.now()
    before = look(now, "files")
    done({"orphans": 1, "lost": 2, "altered": 0, "swept": 0})
    told = "附件與數據庫對不上：缺 2 個，被改動 0 個，多 1 個。請系統管理員運行 check_files。"
    assert (before, look(now, "files")) == ({"files": State()}, {"files": State(False, "astray", told)})


def test_what_is_well_is_not_told():
    done({"orphans": 0, "lost": 0, "altered": 0, "swept": 0})
    assert look(timezone.now(), "files") == {"files": State()}


def test_the_command_says_each_file_that_is_not_as_it_should_be(capsys):
    attachment = arrive()
    storages["sealed"].delete(attachment.original)
    left_over("released", "old", days=8)
    with pytest.raises(SystemExit) as ended:
        call_command("check_files")
    said = ["released/old: no row knows it", f"sealed/{attachment.original}: it is missing"]
    assert (capsys.readouterr().out.splitlines(), ended.value.code) == (said, "2 files are not as they should be.")


def test_the_command_sweeps_when_it_is_told_to(capsys):
    left_over("sealed", "ab/old", days=8)
    call_command("check_files", sweep=True, open=True)
    said = ["sealed/ab/old: no row knows it", "1 files were swept away.", "All files are as they should be."]
    assert (capsys.readouterr().out.splitlines(), lying()["sealed"]) == (said, 0)
