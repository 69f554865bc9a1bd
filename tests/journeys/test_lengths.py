"""Somebody who writes too much: nothing is cut off, the number is shown, the server says how much to delete."""

import pytest
from django.urls import reverse

LONG = "路" * 3621


@pytest.fixture
def words(open_page, transactional_db):
    def begun(**how):
        page = open_page(**how)
        page.goto(reverse("suggest_start"))
        page.get_by_label("標題").fill("小學門口的斑馬線")
        return page

    return begun


def refused(page):
    page.get_by_role("button", name="下一步").click()
    told = page.locator(".field__error").inner_text()
    kept = page.get_by_label("內容", exact=True).input_value()
    return "最多 3000 字，現在是 3621 字，請刪去 621 字。" in told, kept == LONG


def test_what_is_pasted_is_counted_and_kept(words):
    page = words()
    body, count = page.get_by_label("內容", exact=True), page.locator("#id_body + .field__count")
    assert count.inner_text().strip() == "0／3000"
    body.fill("路燈壞了。\n請修。\n")
    assert count.inner_text().strip() == "9／3000"
    body.fill("路" * 2990)
    page.get_by_text("還可以寫 10 字。").wait_for()
    body.fill(LONG)
    page.get_by_text("超出 621 字，請刪去。").wait_for()
    assert (count.inner_text(), body.get_attribute("maxlength")) == ("3621／3000 超出 621 字，請刪去。", None)
    assert page.locator("#id_title + .field__count").is_hidden()
    assert refused(page) == (True, True)


def test_without_scripts_the_hint_says_the_limit_and_the_server_the_rest(words):
    page = words(java_script=False, width=390)
    assert "最多 3000 字。" in page.locator("#id_body_helptext").inner_text()
    page.get_by_label("內容", exact=True).fill(LONG)
    assert (page.locator(".field__count").count(), refused(page)) == (0, (True, True))
