"""The first page of the form: how much stands before the writing."""

import pytest
from django.urls import reverse

PHONE = (390, 844)


@pytest.fixture
def phone(open_page):
    page = open_page(java_script=False, width=PHONE[0])
    page.set_viewport_size(dict(zip(("width", "height"), PHONE, strict=True)))
    return page


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("language", ["", "/zh-hans"])
def test_what_stands_before_the_writing_is_less_than_a_screen(phone, language):
    phone.goto(language + reverse("suggest_start"))

    def top(what):
        return phone.locator(what).first.bounding_box()["y"]

    masthead = phone.locator(".masthead").bounding_box()["height"]
    assert top("label[for='id_title']") - top("h1") < PHONE[1] - masthead
    assert top("a[href='tel:12389']") < top("main a[href$='/privacy/']") < top("#id_title") < top("#id_body")


@pytest.mark.usefixtures("transactional_db")
def test_on_a_wide_screen_the_notice_stands_beside(open_page):
    page = open_page(width=1280)
    page.goto(reverse("suggest_start"))
    notice, title = (page.locator(what).bounding_box() for what in (".writing__before", "#id_title"))
    assert notice["x"] >= title["x"] + title["width"]
