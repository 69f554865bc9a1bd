"""照片 in a browser: several at once, made smaller before they are sent, and without scripts one by one."""

import io

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image

from feedback.attachments.models import Attachment
from portal import sealed
from portal.sealed.arriving import MOST_BYTES
from tests import factories
from tests.journeys import citizen
from tests.portal.pictures import strangers

pytestmark = pytest.mark.usefixtures("own_storages", "transactional_db")


@pytest.fixture(autouse=True)
def category(transactional_db):
    return factories.make_category()


def file(name, content, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": content}


def large():
    """A photo as a camera makes it: larger than a page needs, and with the place in it."""
    buffer, notes = io.BytesIO(), Image.Exif()
    notes.get_ifd(0x8825)[29] = "2026:11:27 GPS"
    Image.new("RGB", (3000, 1500), "teal").save(buffer, "JPEG", exif=notes)
    return buffer.getvalue()


def come_to_photos(page):
    page.goto(reverse("suggest_start"))
    page.get_by_label("標題").fill("小學門口的斑馬線")
    page.get_by_label("內容").fill("早高峰斑馬線被停車擋住。")
    page.get_by_role("button", name="下一步").click()
    citizen.pass_by_similar(page)
    page.get_by_label("建議", exact=True).check()
    page.get_by_label("不清楚").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("heading", name="照片和 PDF").wait_for()


def plain(attachment):
    return b"".join(sealed.read(storages["sealed"], attachment.original, attachment.key))


def test_several_photos_are_sent_at_once_smaller_and_without_their_place(open_page):
    page = open_page(width=390)
    come_to_photos(page)
    page.get_by_label("選擇照片或 PDF").set_input_files(
        [
            file("路口.jpg", large()),
            file("no.jpg", b"<!doctype html>"),
            file("通知.pdf", b"%PDF-".ljust(MOST_BYTES + 1, b"0"), "application/pdf"),
            file("東口.jpg", strangers.noted_jpeg()),
        ]
    )
    told = page.locator("[data-files-told]", has_text="太大")
    told.wait_for()
    shown = (page.locator(".files__name").all_inner_texts(), page.locator(".files canvas").count(), told.inner_text())
    first, second = Attachment.objects.in_order()
    with Image.open(io.BytesIO(plain(first))) as picture:
        made = (picture.size, picture.format, dict(picture.getexif()))
    assert (shown, made, b"GPS" in plain(first) + plain(second)) == (
        (
            ["路口.jpg", "東口.jpg"], 2,
            "「no.jpg」沒有上傳成：這個文件不是照片或 PDF。請上傳 JPEG、PNG、WebP、HEIC 照片或 PDF 文件。 "
            "「通知.pdf」太大，沒有上傳。",
        ),
        ((2560, 1280), "JPEG", {}),
        False,
    )  # fmt: skip


def test_without_scripts_one_after_the_other(page_without_js):
    page = page_without_js
    come_to_photos(page)
    page.get_by_label("選擇照片或 PDF").set_input_files([file("路口.jpg", strangers.noted_jpeg())])
    page.get_by_role("button", name="上傳").click()
    page.get_by_label("選擇照片或 PDF").set_input_files([file("東口.jpg", strangers.noted_jpeg())])
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("同意：隱去").check()
    page.get_by_role("button", name="下一步").click()
    listed = page.locator(".files__name").all_inner_texts()
    page.get_by_role("button", name="提交", exact=True).click()
    citizen.ticket(page)
    suggestions = {attachment.suggestion_id is not None for attachment in Attachment.objects.all()}
    assert (listed, page.locator(".files__name").all_inner_texts(), suggestions) == (
        ["路口.jpg", "東口.jpg"], ["路口.jpg", "東口.jpg"], {True},
    )  # fmt: skip


def test_a_photo_is_removed_again(page):
    come_to_photos(page)
    page.get_by_label("選擇照片或 PDF").set_input_files([file("路口.jpg", strangers.noted_jpeg())])
    page.get_by_role("button", name="移除 路口.jpg").click()
    page.get_by_text("已經移除。").wait_for()
    assert (page.locator(".files__name").count(), Attachment.objects.count()) == (0, 0)


def test_what_was_chosen_before_the_script_came_is_sent_too(page):
    waiting = []
    page.route("**/files.js", lambda route: waiting.append(route))
    come_to_photos(page)
    page.get_by_label("選擇照片或 PDF").set_input_files([file("路口.jpg", strangers.noted_jpeg())])
    waiting.pop().continue_()
    page.locator(".files__name").wait_for()
    assert page.locator(".files__name").all_inner_texts() == ["路口.jpg"]
