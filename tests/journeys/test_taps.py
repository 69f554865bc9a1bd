"""Five things that people come for, on the screen of a phone and without scripts: how many taps each takes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Cue, Suggestion
from feedback.office.calendar import working_days
from feedback.rules.workflow import Stage
from tests import factories

TITLE = "小學門口的斑馬線總有車擋"


class Thumb:
    """Somebody on the first page with a phone in one hand: what is tapped is counted, typing is not."""

    def __init__(self, page):
        self.page, self.taps = page, 0
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(reverse("home"))

    def tap(self, what):
        what.click()
        self.taps += 1

    def tap_link(self, address):
        """The first link to it that stands on the page, in the masthead or below."""
        self.tap(self.page.locator(f"a[href='{address}']:visible").first)

    def tap_button(self, name):
        self.tap(self.page.get_by_role("button", name=name, exact=True))


@pytest.fixture
def thumb(open_page, office_at_work):
    return Thumb(open_page(java_script=False, width=390))


@pytest.fixture
def office_at_work(transactional_db):
    """A round with one that is answered late and read by everybody; the receipt of it."""
    Cue.objects.add_defaults([factories.make_category(name="道路交通管理"), factories.make_category(name="治安管理")])
    now = timezone.now()
    campaign = factories.make_campaign(slug="sanmin", year=now.year, title="今年的「三民」活動")
    factories.make_phase(campaign=campaign, starts_on=now.date() - timedelta(days=90))
    received_at = now - timedelta(days=80)
    words = {"title": TITLE, "body": "早高峰停在斑馬線上。"}
    receipt = factories.make_receipt(**words, has_consent=True, campaign=campaign, now=received_at)
    suggestion = receipt.suggestion
    suggestion.recount_days(working_days(), now=received_at)
    factories.release(suggestion, **words)
    factories.bring(suggestion, to=Stage.IN_PROGRESS, now=received_at + timedelta(days=1))
    factories.reply(suggestion, body="已派人值守。", now=now - timedelta(days=1))
    return receipt


def test_suggesting_takes_eleven_taps_with_every_step_on_the_way_and_a_wish_to_be_told(thumb):
    page = thumb.page
    thumb.tap_link(reverse("suggest_start"))
    page.get_by_label("標題").fill("小学门口斑马线被车挡住")
    page.get_by_label("內容").fill("早上送孩子，斑马线上停着车。")
    thumb.tap_button("下一步")
    thumb.tap_button("都不一樣，繼續填寫")
    assert page.locator("input:checked").count() == 0
    thumb.tap(page.get_by_label("意見", exact=True))
    thumb.tap(page.get_by_role("group", name="領域").get_by_role("radio").first)
    thumb.tap_button("下一步")
    page.get_by_role("heading", name="照片和 PDF").wait_for()
    thumb.tap_button("下一步")
    assert page.locator("input:checked").count() == 0
    page.get_by_label("聯繫方式").fill("13864210975")
    thumb.tap(page.get_by_label("短信", exact=True))
    thumb.tap(page.get_by_label("同意：隱去"))
    thumb.tap_button("下一步")
    thumb.tap_button("提交")
    assert page.locator(".ticket__number").is_visible()
    assert (thumb.taps <= 11, Suggestion.objects.latest("pk").category.name) == (True, "道路交通管理")


def test_looking_up_takes_two(thumb, office_at_work):
    thumb.tap_link(reverse("status_lookup"))
    thumb.page.get_by_label("編號").fill(office_at_work.number)
    thumb.page.get_by_label("查詢碼").fill(office_at_work.secret)
    thumb.tap_button("查詢")
    assert (thumb.taps <= 2, "已派人值守。" in thumb.page.locator("main").inner_text()) == (True, True)


def test_finding_who_said_the_same_takes_two(thumb):
    thumb.tap_link(reverse("suggestion_list"))
    thumb.page.get_by_label("搜索標題、內容和答覆").fill("斑马线")
    thumb.tap_button("搜索")
    assert (thumb.taps <= 2, thumb.page.locator(".suggestions a").first.inner_text()) == (True, TITLE)


def test_seeing_how_many_were_answered_late_takes_two(thumb):
    thumb.tap_link(reverse("statistics"))
    assert (thumb.taps <= 2, "逾期答覆 1 件" in thumb.page.locator("main").inner_text()) == (True, True)


def test_downloading_the_list_behind_a_number_takes_two(thumb, office_at_work):
    thumb.tap(thumb.page.get_by_role("link", name="收到 1 件", exact=True))
    with thumb.page.expect_download() as download:
        thumb.tap(thumb.page.get_by_role("link", name="下載這些（CSV）"))
    with open(download.value.path(), encoding="utf-8-sig") as rows:
        assert (thumb.taps <= 2, office_at_work.number in rows.read()) == (True, True)
