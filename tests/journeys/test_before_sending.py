"""Somebody who writes what another one wrote before: supports it, or sends theirs linked to it."""

import pytest
from django.urls import reverse

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.journeys import citizen


@pytest.fixture
def earlier(transactional_db):
    factories.make_category()
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion, title="小學門口的斑馬線總有車擋", body="早高峰小學門口斑馬線上停車。")
    factories.reply(suggestion, body="已安排民警早高峰在校門口值守。")
    return suggestion


def write(page):
    page.goto(reverse("suggest_start"))
    page.get_by_label("標題").fill("小学门口斑马线被车挡住")
    page.get_by_label("內容").fill("早上送孩子，斑马线上停着车。")
    page.get_by_role("button", name="下一步").click()


def test_without_scripts_it_is_a_step_and_supported_instead(open_page, earlier):
    page = open_page(java_script=False, width=390)
    write(page)
    assert "已安排民警早高峰在校門口值守。" in page.locator(".similar").inner_text()
    page.get_by_role("link", name="我也遇到").click()
    page.get_by_role("button", name="我也遇到").click()
    assert "已經算上您了。" in page.locator("main").inner_text()
    page.get_by_role("link", name="返回這件建議").click()
    assert "1 人也遇到" in page.locator("main").inner_text()
    page.get_by_role("link", name="我也遇到").click()
    page.get_by_role("button", name="取消「我也遇到」").click()
    assert "人也遇到" not in page.locator(".suggestion__meta").inner_text()


def test_without_scripts_ones_own_is_sent_linked_to_it(open_page, earlier):
    page = open_page(java_script=False, width=390)
    write(page)
    page.get_by_role("button", name="與這件有關，繼續填寫").click()
    page.get_by_label("建議", exact=True).check()
    page.get_by_label("不清楚，請工作人員判斷").check()
    page.get_by_role("button", name="下一步").click()
    citizen.pass_by_photos(page)
    page.get_by_label("同意：隱去").check()
    page.get_by_role("button", name="下一步").click()
    assert earlier.number in page.locator("main").inner_text()
    page.get_by_role("button", name="提交").click()
    receipt = citizen.ticket(page)
    assert Suggestion.objects.by_number(receipt.number).get().related == earlier


def test_it_is_shown_while_the_title_is_typed(page, earlier):
    page.goto(reverse("suggest_start"))
    page.get_by_label("標題").press_sequentially("小學門口的斑馬線")
    page.get_by_role("link", name="小學門口的斑馬線總有車擋").wait_for()
    page.get_by_label("標題").fill("")
    page.get_by_role("link", name="小學門口的斑馬線總有車擋").wait_for(state="detached")


def test_what_was_typed_before_the_script_came_is_looked_for_as_well(page, earlier):
    held = []
    page.route("**/site*.js", lambda script: held.append(script))
    page.goto(reverse("suggest_start"), wait_until="commit")
    page.get_by_label("標題").press_sequentially("小學門口的斑馬線")
    for script in held:
        script.continue_()
    page.get_by_role("link", name="小學門口的斑馬線總有車擋").wait_for()
