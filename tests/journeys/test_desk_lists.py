"""A list at the desk: narrowed, kept under a name, worked along, printed; on three widths, without a script too."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import SavedList
from feedback.rules.workflow import Stage
from tests import factories
from tests.journeys import desk
from tests.journeys.test_every_page import sideways, violations

LIST = "admin:feedback_suggestion_changelist"
WIDTHS = (1366, 820, 390)
USUAL_BODY = "早高峰左轉的車排到了直行道，直行的過不去，請在路口加一塊待轉提示牌，並把左轉放行的時間延長一些。" * 4
USUAL_ANSWER = "您好，您的建議已經採納。我單位實地察看後，增設了待轉提示牌，左轉放行延長 10 秒，早高峰派人引導。" * 4


@pytest.fixture
def three(transactional_db):
    now = timezone.now()
    return [factories.make_suggestion(title=f"第{number}件", now=now) for number in ("一", "二", "三")]


def test_a_list_is_narrowed_kept_and_worked_along(three, staff):
    page = staff("triage_officer")
    page.goto(reverse(LIST))
    page.get_by_label("階段").select_option("received")
    page.get_by_label("次序").select_option("oldest")
    page.get_by_text("更多條件").click()
    page.get_by_label("類別：").select_option("suggestion")
    page.get_by_role("button", name="查找").click()

    page.get_by_role("link", name="保存這個篩選").click()
    page.get_by_label("名稱").fill("待受理的建議")
    page.get_by_label("誰可以用").select_option("all")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name=three[0].number).click()
    page.locator(".desk-verbs").get_by_role("link", name="受理", exact=True).click()
    page.get_by_role("button", name="受理", exact=True).click()
    page.locator(".messagelist").wait_for()
    page.get_by_role("link", name=re.compile("下一件")).click()
    assert "第二件" in page.inner_text("main")
    page.get_by_role("link", name="回到「篩選的列表」").click()
    saved = SavedList.objects.get()
    assert page.url.endswith(f"?stage=received&order=oldest&kind=suggestion&saved={saved.pk}")
    shown = page.locator(".desk-lines__title").all_inner_texts()
    assert ["第二件" in shown[0], len(shown)] == [True, 2]

    page.get_by_role("link", name=re.compile("類別：建議")).click()
    assert "與「待受理的建議」不同" in page.inner_text("main")


def test_all_of_it_works_without_a_script(three, open_page, db):
    page = open_page(java_script=False)
    desk.sign_in(page, factories.office().triage_officer)
    page.goto(reverse(LIST))
    page.get_by_text("更多條件").click()
    page.get_by_label("收到日期到").fill("2020-01-01")
    page.get_by_role("button", name="查找").click()
    assert "沒有符合條件的建議。" in page.inner_text("main")
    page.get_by_role("link", name=re.compile("收到日期到")).click()
    assert page.locator(".desk-lines__title").count() == 3


@pytest.mark.parametrize("role", ["triage_officer", "handler"])
def test_the_pages_hold_on_every_width(three, staff, role):
    factories.bring(three[0], to=Stage.REPLIED, now=timezone.now())
    saved = SavedList.objects.keep(owner=getattr(factories.office(), role), name="篩" * 30, query="stage=open")
    case = reverse("admin:feedback_suggestion_print", args=[three[0].pk])
    every = "?stage=open&kind=suggestion&supervised=1&columns=handler&columns=received&columns=campaign&columns=age"
    addresses = [
        reverse(LIST) + saved.address, reverse(LIST) + every, f"{case}?list=stage%3Dopen", reverse("admin:index"),
        reverse("admin:feedback_suggestion_saved", args=[saved.pk]) + every,
        reverse("admin:feedback_suggestion_export") + saved.address,
    ]  # fmt: skip
    page, findings = staff(role), []
    for address in addresses:
        assert page.goto(address).status == 200, address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            findings += [f"{address} at {width}: {what}" for what in sideways(page) + violations(page)]
    assert findings == [], "\n".join(findings)


def test_a_usual_suggestion_is_one_page_of_a4_and_a_list_names_its_filters(transactional_db, staff):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED, body=USUAL_BODY, now=timezone.now())
    suggestion.replies.update(body=USUAL_ANSWER)
    page = staff("handler")
    page.goto(reverse("admin:feedback_suggestion_print", args=[suggestion.pk]))
    assert pages_of(page) == 1
    page.goto(reverse(LIST) + "?stage=closed")
    page.emulate_media(media="print")
    assert "篩選條件：" in page.inner_text("main")
    hidden = [".desk-filters", ".desk-tools", ".desk-saved", ".breadcrumbs"]
    assert [name for name in hidden if page.locator(name).first.is_visible()] == []


def pages_of(page):
    """How many pages the paper has that the browser prints."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True)))
