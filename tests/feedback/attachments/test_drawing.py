"""Files that arrived are drawn anew, and public pictures are made of those that were released."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from feedback.attachments import pictures
from feedback.attachments.drawing import draw, look_after, make_public
from feedback.attachments.models import Attachment, Page, State
from portal import sealed
from portal.pictures import drawing
from portal.pictures.drawing import CannotDraw
from portal.pictures.refusals import Refusal
from portal.tables.publishing import Publishing
from tests.factories import NOW, make_suggestion
from tests.feedback.attachments.keeping import arrive, lying, names, own_storages
from tests.portal.pictures import strangers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storages")]
__all__ = ["own_storages"]


def opened(attachment, name):
    return b"".join(sealed.read(storages["sealed"], name, attachment.key))


def release(attachment, *, covers=()):
    """As the verb leaves it, before its public pictures are made."""
    attachment.pages.update(covers=list(covers))
    Attachment.objects.filter(pk=attachment.pk).update(released_at=NOW)


def drawn(data=None, **fields):
    attachment = arrive(data, **fields)
    draw.call(attachment.pk)
    attachment.refresh_from_db()
    return attachment


def waiting(task):
    """What of it is handed on: the arguments, and in how many minutes from now."""
    rows = DBTaskResult.objects.filter(task_path=task.module_path).order_by("enqueued_at")
    return [(row.args_kwargs["args"], round((row.run_after - timezone.now()).total_seconds() / 60)) for row in rows]


@pytest.fixture
def broken_machine(monkeypatch):
    def fails(*given, **named):
        raise CannotDraw("No process can be started.")

    monkeypatch.setattr(drawing, "_asked", fails)


def test_a_photo_that_arrived_is_drawn_and_sealed_under_its_own_key():
    attachment = drawn()
    [page] = attachment.pages.all()
    jpeg = opened(attachment, page.drawn)
    found = (attachment.state, attachment.why, page.number, page.width, page.height, page.digest, page.public)
    assert found == (State.DRAWN, "", 1, 64, 48, hashlib.sha256(jpeg).hexdigest(), "")
    assert (lying(), Image.open(io.BytesIO(jpeg)).size) == ({"sealed": 2, "released": 0}, (64, 48))


def test_no_word_of_the_notes_of_a_photo_lies_in_plain_in_any_file(tmp_path):
    attachment = drawn()
    release(attachment)
    make_public.call(attachment.pk)
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    words = [strangers.MARKER, b"2026:11:27", b"Exif"]
    assert (len(files), [word for word in words if any(word in file for file in files)]) == (4, [])


def test_each_page_of_a_pdf_is_a_page():
    attachment = drawn(strangers.pages(3))
    assert ([page.number for page in attachment.pages.all()], lying()["sealed"]) == ([1, 2, 3], 4)


def test_what_cannot_be_used_says_why():
    attachment = drawn(strangers.locked_pdf("secret"))
    assert (attachment.state, attachment.why, lying()) == (State.REFUSED, Refusal.LOCKED, {"sealed": 1, "released": 0})


def test_drawing_again_changes_nothing():
    attachment = drawn()
    before = list(attachment.pages.values())
    draw.call(attachment.pk)
    assert (list(attachment.pages.values()), lying()["sealed"]) == (before, 2)


def test_of_a_file_whose_draft_died_while_it_was_drawn_nothing_is_left(monkeypatch):
    attachment = arrive()
    draws = drawing.draw

    def dies(data):
        made = draws(data)
        Attachment.objects.all().delete()
        return made

    monkeypatch.setattr(drawing, "draw", dies)
    draw.call(attachment.pk)
    assert (Page.objects.count(), names("sealed")) == (0, [attachment.original])


def test_a_file_that_is_gone_is_nobodys_work():
    draw.call(404)
    make_public.call(404)
    assert (DBTaskResult.objects.count(), lying()) == (0, {"sealed": 0, "released": 0})


def test_where_the_machine_is_at_fault_the_file_waits_and_is_tried_again(broken_machine):
    attachment = drawn()
    assert (attachment.state, waiting(draw)) == (State.ARRIVED, [([attachment.pk, 1], 1)])


def test_after_the_last_try_it_waits_for_the_work_of_the_day(broken_machine):
    attachment = arrive(now=NOW - timedelta(hours=2))
    draw.call(attachment.pk, tries=7)
    handed_on = waiting(draw)
    look_after.call()
    again = DBTaskResult.objects.filter(task_path=draw.module_path).values_list("args_kwargs__args", flat=True)
    assert (handed_on, list(again)) == ([], [[attachment.pk]])


def test_an_original_that_was_altered_is_refused():
    attachment = arrive()
    with storages["sealed"].open(attachment.original, "r+b") as file:
        file.seek(60)
        file.write(b"altered")
    draw.call(attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.state, attachment.why) == (State.REFUSED, Refusal.UNREADABLE)


def test_an_original_that_is_not_there_is_tried_again():
    attachment = arrive()
    storages["sealed"].delete(attachment.original)
    draw.call(attachment.pk)
    attachment.refresh_from_db()
    assert (attachment.state, waiting(draw)) == (State.ARRIVED, [([attachment.pk, 1], 1)])


def test_what_was_released_is_made_public_with_its_covers():
    attachment = drawn(strangers.jpeg(strangers.image(640, 480)), suggestion=make_suggestion())
    before = Publishing.objects.count()
    release(attachment, covers=[[0, 0, 320, 480]])
    make_public.call(attachment.pk)
    [page] = attachment.pages.all()
    seen = {}
    for name in (page.public, page.thumb):
        with storages["released"].open(name) as file:
            picture = file.read()
        image = Image.open(io.BytesIO(picture))
        seen[image.size] = (max(image.getpixel((10, 10))) < 10, pictures.is_true_to(name, picture))
    assert seen == {(640, 480): (True, True), (320, 240): (True, True)}
    assert (lying(), Publishing.objects.count() - before) == ({"sealed": 2, "released": 2}, 1)


def test_making_it_public_again_changes_nothing():
    attachment = drawn()
    release(attachment)
    make_public.call(attachment.pk)
    before = list(attachment.pages.values())
    make_public.call(attachment.pk)
    assert (list(attachment.pages.values()), lying()["released"]) == (before, 2)


def test_what_nobody_released_is_not_made_public():
    attachment = drawn()
    make_public.call(attachment.pk)
    assert (attachment.pages.get().public, lying()["released"]) == ("", 0)


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda attachment: Attachment.objects.update(released_at=None),
        lambda attachment: Attachment.objects.update(released_at=NOW + timedelta(minutes=1)),
        lambda attachment: Page.objects.update(covers=[[0, 0, 5, 5]]),
        lambda attachment: Page.objects.all().delete(),
    ],
)
def test_what_was_taken_back_or_covered_anew_meanwhile_is_not_made_public(monkeypatch, meanwhile):
    attachment = drawn()
    release(attachment)
    covers = drawing.cover

    def changes(jpeg, given):
        meanwhile(attachment)
        return covers(jpeg, given)

    monkeypatch.setattr(drawing, "cover", changes)
    make_public.call(attachment.pk)
    assert ([page.public for page in attachment.pages.all() if page.public], lying()["released"]) == ([], 0)


@pytest.mark.parametrize("change", ["original", "page"])
def test_nothing_becomes_public_of_a_file_that_is_not_the_one_that_was_seen(change):
    attachment = drawn()
    release(attachment)
    if change == "original":
        Attachment.objects.update(digest="0" * 64)
    else:
        Page.objects.update(digest="0" * 64)
    make_public.call(attachment.pk)
    assert (attachment.pages.get().public, lying()["released"], waiting(make_public)) == (
        "", 0, [([attachment.pk, 1], 1)],
    )  # fmt: skip


def test_what_was_released_and_is_not_public_yet_is_made_so_by_the_work_of_the_day():
    attachment = drawn(now=timezone.now())
    release(attachment)
    look_after.call()
    handed_on = DBTaskResult.objects.values_list("task_path", "args_kwargs__args")
    assert list(handed_on) == [(make_public.module_path, [attachment.pk])]
