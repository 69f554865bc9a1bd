"""From the first page to the receipt on a phone: how many taps it takes, and how much stands before the writing."""

import pytest
from django.urls import reverse

from feedback.models import Cue, Suggestion
from feedback.rules.workflow import Stage
from tests import factories

PHONE, MOST_TAPS = (390, 844), 9


@pytest.fixture
def earlier(transactional_db):
    """Something like it, so that the step of similar ones is on the way."""
    Cue.objects.add_defaults([factories.make_category(name="道路交通管理"), factories.make_category(name="治安管理")])
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    return factories.release(suggestion, title="小學門口的斑馬線總有車擋", body="早高峰小學門口斑馬線上停車。")


@pytest.fixture
def phone(open_page):
    page = open_page(java_script=False, width=PHONE[0])
    page.set_viewport_size(dict(zip(("width", "height"), PHONE, strict=True)))
    return page


@pytest.mark.usefixtures("earlier")
def test_it_takes_nine_taps_and_the_typing(phone):
    taps = []

    def tap(what):
        what.click()
        taps.append(phone.url)

    phone.goto(reverse("home"))
    tap(phone.locator(f"main a[href='{reverse('suggest_start')}']").first)
    phone.get_by_label("標題").fill("小学门口斑马线被车挡住")
    phone.get_by_label("內容").fill("早上送孩子，斑马线上停着车。")
    tap(phone.get_by_role("button", name="下一步"))
    tap(phone.get_by_role("button", name="都不一樣，繼續填寫"))
    assert phone.locator("input:checked").count() == 0
    tap(phone.get_by_label("意見", exact=True))
    tap(phone.get_by_role("group", name="領域").get_by_role("radio").first)
    tap(phone.get_by_role("button", name="下一步"))
    assert phone.locator("input:checked").count() == 0
    phone.get_by_label("聯繫方式").fill("13864210975")
    tap(phone.get_by_label("同意：隱去"))
    tap(phone.get_by_role("button", name="下一步"))
    tap(phone.get_by_role("button", name="提交"))
    assert phone.locator(".ticket__number").is_visible()
    assert (len(taps) <= MOST_TAPS, Suggestion.objects.latest("pk").category.name) == (True, "道路交通管理")


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
