"""Somebody in the middle of a form: turns the page to another look, goes back, comes back, opens a second page."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Draft
from feedback.rules.workflow import Stage
from tests import factories
from tests.journeys import citizen
from tests.journeys.test_every_page import sideways, violations


def begin(page):
    page.goto(reverse("suggest_start"))


def kept():
    draft = Draft.objects.first()
    return draft.filled.get("title") if draft else None


@pytest.mark.parametrize("java_script", [True, False])
def test_the_words_go_along_into_another_language_and_larger_type(open_page, transactional_db, java_script):
    page = open_page(java_script=java_script, width=390)
    begin(page)
    page.get_by_label("標題").fill("路燈又滅了")
    page.locator(".masthead__fold").click()
    page.get_by_role("button", name="简体").click()
    assert (page.locator("html").get_attribute("lang"), page.locator("#id_title").input_value()) == (
        "zh-Hans", "路燈又滅了",
    )  # fmt: skip
    page.locator("#id_body").fill("夜裡看不清路")
    page.locator(".masthead__fold").click()
    page.get_by_role("button", name="大字版").click()
    page.get_by_label("大字", exact=True).check()
    page.get_by_role("button", name="保存").click()
    assert (page.locator("#id_title").input_value(), page.locator("#id_body").input_value()) == (
        "路燈又滅了", "夜裡看不清路",
    )  # fmt: skip
    assert sideways(page) + violations(page) == [] if java_script else sideways(page) == []


@pytest.mark.parametrize("java_script", [True, False])
def test_back_after_a_failed_rating_is_the_page_with_the_comment(open_page, transactional_db, java_script):
    """Seen: ERR_CACHE_MISS."""
    receipt = factories.make_receipt(stage=Stage.REPLIED, now=timezone.now())
    page = open_page(java_script=java_script, width=390)
    citizen.look_up(page, receipt)
    page.get_by_label("您想說的話").fill("燈還沒有修好")
    page.get_by_role("button", name="提交評議").click()
    assert "請選一項。" in page.locator(".error-summary").inner_text()
    page.go_back()
    assert page.get_by_label("您想說的話").input_value() == "燈還沒有修好"
    for choice in ("沒有解決", "不滿意", "辦理太慢"):
        page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="提交評議").click()
    assert "謝謝您的評議" in page.locator("main").inner_text()
    page.go_back()
    assert page.locator("h1").inner_text() == f"您的建議 {receipt.number}"


@pytest.mark.parametrize("java_script", [True, False])
def test_back_after_a_failed_look_up_is_the_look_up(open_page, transactional_db, java_script):
    receipt = factories.make_receipt(stage=Stage.REPLIED, now=timezone.now())
    page = open_page(java_script=java_script)
    page.goto(reverse("status_lookup"))
    page.get_by_label("編號").fill(receipt.number)
    page.get_by_label("查詢碼").fill("000000000000")
    page.get_by_label("查詢碼").press("Enter")
    assert "編號或查詢碼不對" in page.locator("main").inner_text()
    assert page.get_by_label("編號").input_value() == receipt.number
    page.get_by_label("查詢碼").fill(receipt.secret)
    page.get_by_label("查詢碼").press("Enter")
    page.go_back()
    assert page.locator("h1").inner_text() == "查進度"


def test_what_is_typed_is_kept_after_five_seconds_of_rest_and_at_most_every_twenty(open_page, transactional_db):
    page = open_page()
    page.clock.install()
    begin(page)
    page.clock.pause_at(datetime.now() + timedelta(minutes=1))  # noqa: DTZ005  by itself it would go on beside the test
    page.get_by_label("標題").press_sequentially("路燈")
    page.clock.run_for(4900)
    assert kept() in (None, "")
    page.clock.run_for(200)
    page.get_by_text("已暫存").wait_for()
    assert kept() == "路燈"
    page.get_by_label("標題").press_sequentially("又滅了")
    page.get_by_text("已暫存").wait_for(state="detached")
    page.clock.run_for(14_000)
    assert kept() == "路燈"
    page.clock.run_for(6_000)
    page.get_by_text("已暫存").wait_for()
    assert kept() == "路燈又滅了"
    page.reload()
    page.get_by_role("button", name="繼續填寫").click()
    assert page.get_by_label("標題").input_value() == "路燈又滅了"


def test_an_older_page_says_that_another_one_has_newer_words(open_page, transactional_db):
    older = open_page()
    older.clock.install()
    begin(older)
    newer = older.context.new_page()
    newer.goto(older.url)
    newer.get_by_label("標題").fill("新頁裡的標題")
    newer.get_by_role("button", name="下一步").click()
    older.get_by_label("標題").press_sequentially("舊頁裡的標題")
    older.clock.run_for(5100)
    older.get_by_text("您在另一個頁面裡寫了更新的內容").wait_for()
    assert kept() == "新頁裡的標題"
    older.get_by_role("button", name="下一步").click()
    assert "舊頁裡的標題" in older.locator("main").inner_text()
    assert older.get_by_label("標題").input_value() == "新頁裡的標題"


def test_nothing_is_sent_for_a_page_on_which_nothing_changed(open_page, transactional_db):
    page = open_page()
    page.clock.install()
    begin(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.clock.run_for(60_000)
    page.get_by_label("標題").press_sequentially("路")
    page.get_by_label("標題").fill("")
    page.clock.run_for(60_000)
    assert sent == []
