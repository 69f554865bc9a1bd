"""開放評議 on the page of a report: one press each, and what happens where that does not work."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.models import Phase
from feedback.opinions.models import OpinionCount
from tests import factories
from tests.reports.factories import make_report, make_staff


@pytest.fixture
def campaign(transactional_db):
    report = make_report(published_by=make_staff(username="publisher"))
    campaign = factories.make_campaign(report=report)
    factories.make_phase(campaign=campaign, kind=Phase.Kind.REPORT, starts_on=timezone.localdate() - timedelta(days=1))
    return campaign


def counts():
    return {(one.question, one.answer): one.number for one in OpinionCount.objects.filter(number__gt=0)}


def place(page):
    """What is asked of the second section with a text."""
    return page.locator("[data-press]").nth(1)


def press(page, name):
    place(page).get_by_role("button", name=name, exact=True).click()


def test_three_presses_one_after_the_other_count_three_and_show_their_results(open_page, campaign):
    page = open_page(width=390)
    page.goto(campaign.report.get_absolute_url())
    for name in ("有用", "不清楚", "說不清"):
        press(page, name)
    for text in ("有用 1 人", "不清楚 1 人", "說不清 1 人"):
        place(page).get_by_text(text).wait_for()
    assert counts() == {("useful", "yes"): 1, ("clear", "no"): 1, ("agrees", "unsure"): 1}


def test_another_answer_takes_the_place_of_the_first_and_the_same_press_undoes_it(open_page, campaign):
    page = open_page()
    page.goto(campaign.report.get_absolute_url())
    press(page, "有用")
    place(page).get_by_text("有用 1 人").wait_for()
    press(page, "沒用")
    place(page).get_by_text("沒用 1 人").wait_for()
    changed = counts()
    press(page, "沒用")
    place(page).locator("[aria-pressed=true]").wait_for(state="detached")
    assert (changed, counts()) == ({("useful", "no"): 1}, {})


def test_it_is_remembered_when_the_page_is_read_again(open_page, campaign):
    page = open_page()
    page.goto(campaign.report.get_absolute_url())
    press(page, "一致")
    place(page).get_by_text("一致 1 人").wait_for()
    page.reload()
    place(page).get_by_text("一致 1 人").wait_for()
    assert place(page).locator("[aria-pressed=true]").all_inner_texts() == ["一致"]


def test_without_scripts_it_is_a_page_with_a_form(open_page, campaign):
    page = open_page(java_script=False, width=390)
    page.goto(campaign.report.get_absolute_url())
    place(page).get_by_role("link", name="評議這一節").click()
    page.get_by_role("button", name="清楚", exact=True).click()
    assert ("清楚 1 人" in page.locator("main").inner_text(), counts()) == (True, {("clear", "yes"): 1})


def test_what_was_over_meanwhile_opens_the_page_that_says_so(open_page, campaign):
    page = open_page()
    page.goto(campaign.report.get_absolute_url())
    yesterday = timezone.localdate() - timedelta(days=1)
    campaign.phases.update(starts_on=yesterday, ends_on=yesterday)
    press(page, "有用")
    page.get_by_text("開放評議已於").wait_for()
    assert counts() == {}
