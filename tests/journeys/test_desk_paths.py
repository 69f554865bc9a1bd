"""The paths of a suggestion that leave the usual way, by a citizen and the people of the desk in browsers of their own.

Accepted and answered, dissatisfied, and declined by two with its objection: see `test_main_job`.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Route, Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.journeys import citizen, desk


@pytest.fixture
def receipt(staff):
    """`receipt(stage)` is held by one more citizen, whose suggestion was brought to `stage` just now."""

    def receipt(stage, **fields):
        fields.setdefault("category", factories.office().unit.category_set.get())
        now = timezone.now()
        held = factories.make_receipt(
            flow=f"citizen {Suggestion.objects.count()}", stage=stage, has_consent=True, now=now, **fields
        )
        factories.release(held.suggestion, now=now)
        return held

    return receipt


def public_page(page, receipt):
    page.goto(reverse("suggestion_detail", args=[receipt.number]))
    return unfolded(page)


def own_page(page, receipt):
    citizen.look_up(page, receipt)
    page.wait_for_url(f"**{reverse('status_detail')}")
    return unfolded(page)


def unfolded(page):
    """What stands on the page, the earlier answers opened where there are some."""
    for earlier in page.get_by_text("此前的答覆", exact=True).all():
        earlier.click()
    return page.locator("main").inner_text()


def test_a_misroute_is_sent_back_and_goes_where_the_route_says(page, staff, receipt):
    held = receipt(Stage.ACCEPTED)
    other = factories.office(unit=factories.make_unit(name="治安警察支隊"))
    desk.do(staff("triage_officer"), held.number, "轉辦")
    desk.do(staff("handler"), held.number, "退回", fill={"內部備註": "路燈歸治安支隊。"})
    Route.objects.create(category=held.suggestion.category, unit=other.unit, handler=other.handler)
    told = desk.do(staff("triage_officer"), held.number, "轉辦")
    assert "由「已受理」變為「已轉辦」" in told
    assert (Suggestion.objects.get().unit, Suggestion.objects.get().handler) == (other.unit, other.handler)
    shown = public_page(page, held)
    assert [words in shown for words in ("交通警察支隊退回，重新確定承辦單位", "轉交治安警察支隊辦理")] == [True] * 2


def test_the_third_bounce_goes_to_the_supervisor(page, staff, receipt):
    held = receipt(Stage.ACCEPTED)
    office, now = factories.office(), timezone.now()
    for _ in range(2):
        held.suggestion.assign(office.unit, by=office.triage_officer, now=now)
        held.suggestion.send_back("不歸我們。", by=office.handler, now=now)
    same = {"承辦單位": str(office.unit.pk)}  # nobody else has it, and who sent it back is proposed no more
    desk.do(staff("triage_officer"), held.number, "轉辦", pick=same)
    desk.do(staff("handler"), held.number, "退回", fill={"內部備註": "還是不歸我們。"})
    desk.open_suggestion(staff("triage_officer"), held.number)
    offered = staff("triage_officer").locator(".desk-verbs").inner_text().split()
    desk.do(staff("supervisor"), held.number, "轉辦", pick=same)
    assert ("轉辦" in offered, Suggestion.objects.get().stage) == (False, Stage.ASSIGNED)
    assert "多次退回，承辦單位未定，列入督辦" in public_page(page, held)


def test_an_extension_is_told_with_its_reason(page, staff, receipt):
    held = receipt(Stage.IN_PROGRESS)
    handler = staff("handler")
    desk.do(handler, held.number, "申請延長", fill={"延長幾個工作日": "5", "延長的原因": "要聯合踏勘。"})
    assert "要聯合踏勘。" not in own_page(page, held)
    reviewer = staff("reviewer")
    desk.do(reviewer, held.number, "延長期限")
    assert "（已延長 5 個工作日）" in reviewer.locator(".desk-facts").inner_text()
    shown = own_page(page, held)
    assert [words in shown for words in ("延長 5 個工作日答覆", "要聯合踏勘。")] == [True] * 2


def test_merged_both_are_answered_and_parted_each_goes_on(page, open_page, staff, receipt):
    main, same = receipt(Stage.IN_PROGRESS), receipt(Stage.ACCEPTED)
    neighbour = open_page()
    desk.do(staff("triage_officer"), same.number, "併案", fill={"主件編號": main.number}, presses=2)
    desk.answer(staff, main.number, "已立牌。")
    assert ["已立牌。" in own_page(visitor, held) for visitor, held in ((page, main), (neighbour, same))] == [True] * 2
    neighbour.get_by_label("基本滿意", exact=True).check()
    neighbour.get_by_role("button", name="提交評議").click()

    desk.do(staff("triage_officer"), same.number, "撤銷併案", fill={"內部備註": "不是同一個路口。"})
    desk.do(staff("triage_officer"), same.number, "轉辦")
    desk.do(staff("handler"), same.number, "開始辦理")
    desk.answer(staff, same.number, "這個路口也已立牌。")
    shown = own_page(neighbour, same)
    assert ("這個路口也已立牌。" in shown, "已立牌。\n" in shown.replace("這個路口也已立牌。", "")) == (True, False)
    citizen.rate(neighbour, same, "滿意")
    citizen.rate(page, main, "滿意")
    assert list(Suggestion.objects.order_by("pk").values_list("stage", flat=True)) == [Stage.CLOSED] * 2


def test_a_question_is_answered_with_the_receipt(page, staff, receipt):
    held = receipt(Stage.IN_PROGRESS)
    desk.do(staff("handler"), held.number, "向市民詢問", fill={"詢問內容": "在哪個路口？"})
    assert "在哪個路口？" not in public_page(page, held)
    citizen.look_up(page, held)
    page.get_by_label("回答").fill("東海路口。")
    page.get_by_role("button", name="提交回答").click()
    desk.open_suggestion(staff("handler"), held.number)
    assert "東海路口。" in staff("handler").locator(".desk").inner_text()


def test_a_supervisor_chases_and_reopens(page, staff, receipt):
    held = receipt(Stage.CLOSED)
    desk.do(staff("supervisor"), held.number, "重新辦理", fill={"原因": "提示牌又倒了。"})
    desk.do(staff("supervisor"), held.number, "催辦", fill={"催辦的內容": "三天內扶正。"})
    desk.open_suggestion(staff("handler"), held.number)
    assert "三天內扶正。" in staff("handler").locator("#timeline").inner_text()
    desk.answer(staff, held.number, "已經扶正並加固。")
    shown = own_page(page, held)
    told = ("提示牌又倒了。", "已經扶正並加固。", "此前的答覆", "催辦")
    assert [words in shown for words in told] == [True, True, True, False]


def test_a_correction_is_previewed_approved_and_read_beside_what_it_corrects(page, staff, receipt):
    held = receipt(Stage.REPLIED)
    desk.do(
        staff("handler"), held.number, "起草更正",
        fill={"更正後的答覆": "左轉放行延長 5 秒。", "更正的原因": "秒數寫錯。"}, choose=["採納"],
    )  # fmt: skip
    reviewer = staff("reviewer")
    desk.open_suggestion(reviewer, held.number)
    reviewer.get_by_role("link", name="審核更正").click()
    reviewer.locator(".desk-preview").get_by_text("此前的答覆").click()
    preview = reviewer.locator(".desk-preview").inner_text()
    reviewer.get_by_role("button", name="審核更正").click()
    for shown in (preview, public_page(page, held), own_page(page, held)):
        assert [words in shown for words in ("左轉放行延長 5 秒。", "秒數寫錯。", "延長左轉放行 10 秒")] == [True] * 3
    citizen.rate(page, held, "滿意")
    assert Suggestion.objects.get().stage == Stage.CLOSED


def test_a_draft_is_begun_from_a_template_without_scripts(open_page, staff, receipt):
    held = receipt(Stage.IN_PROGRESS)
    factories.make_reply_template(name="辦畢", body="{編號}由{承辦單位}辦畢。")
    page = open_page(java_script=False)
    desk.sign_in(page, factories.office().handler)
    desk.open_suggestion(page, held.number)
    page.get_by_role("link", name="起草答覆").click()
    page.get_by_label("答覆內容").fill("您好！")
    page.get_by_label("答覆模板").select_option(label="辦畢")
    page.get_by_role("button", name="填入模板").click()
    filled = page.get_by_label("答覆內容").input_value()
    page.get_by_label("解釋說明").check()
    page.get_by_role("button", name="預覽").click()
    assert f"{held.number}由交通警察支隊辦畢。" in page.locator(".desk-preview").inner_text()
    page.get_by_label("未採納的原因").press("Enter")
    assert (filled, Suggestion.objects.get().replies.get().body) == (
        f"您好！\n\n{held.number}由交通警察支隊辦畢。", f"您好！\n\n{held.number}由交通警察支隊辦畢。",
    )  # fmt: skip
