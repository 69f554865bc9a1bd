"""The main job, by the hands of a citizen and three people of the staff, each in a browser of their own."""

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from reports.importer import parse
from reports.models import Report
from tests import factories
from tests.journeys import citizen, desk
from tests.reports.factories import publish

TEXT = """# 青島市公安局2025年向市民報告

一、守護平安
(一)道路交通管理
全年新增道路停車泊位3.7萬個，清理僵屍車698輛。
"""


@pytest.fixture
def report(transactional_db):
    supervisor = factories.office().supervisor
    now = timezone.now()
    report = Report.objects.save_draft(parse(TEXT, bureau="青島市公安局"), source_name="report.md", now=now)
    publish(report, by=supervisor, now=now)
    return report


def start_suggestion(page):
    page.goto(reverse("suggest_start"))
    return citizen.suggest(
        page, title="香港中路加一塊待轉牌", body="左轉的車排到了直行道，建議加待轉牌。", category="道路交通管理"
    )


def test_a_report_read_a_suggestion_answered_rated_and_counted(page, open_page, staff, report):
    page.goto(reverse("report_list"))
    page.get_by_role("link", name=report.title).first.click()
    page.locator("section", has=page.get_by_role("heading", name="道路交通管理")).get_by_role(
        "link", name="對這一節提建議"
    ).last.click()
    assert "道路交通管理" in page.locator(".notice", has_text="您要對").inner_text()
    receipt = citizen.suggest(
        page, title="新增泊位請標在地圖上", body="3.7 萬個泊位，司機不知道在哪。", category="道路交通管理"
    )
    told = desk.handle(staff, receipt.number, "下月起可以在地圖上查詢。")
    assert "已答覆" in told

    neighbour = open_page(width=390)
    neighbour.goto(reverse("suggestion_detail", args=[receipt.number]))
    assert "下月起可以在地圖上查詢。" in neighbour.locator(".reply").inner_text()
    citizen.rate(page, receipt, "滿意", "很快")
    assert "謝謝您的評議" in page.locator("main").inner_text()

    suggestion = Suggestion.objects.get()
    assert (suggestion.stage, suggestion.section.heading, suggestion.ratings.get().comment) == (
        Stage.CLOSED,
        "道路交通管理",
        "很快",
    )
    neighbour.goto(reverse("campaign_detail", args=["open"]))
    neighbour.get_by_role("link", name="已辦結").click()
    assert receipt.number in neighbour.locator("main").inner_text()


def test_not_satisfied_is_handled_again_and_answered_again(page, staff):
    receipt = start_suggestion(page)
    desk.handle(staff, receipt.number, "已轉有關部門研究。")
    citizen.rate(page, receipt, "不滿意", "等於沒答")
    assert Suggestion.objects.get().stage == Stage.IN_PROGRESS
    desk.answer(staff, receipt.number, "已立牌，並延長左轉放行。")
    page.goto(reverse("suggestion_detail", args=[receipt.number]))
    page.get_by_text("此前的答覆").click()
    shown = page.locator("main").inner_text()
    assert [words in shown for words in ("已轉有關部門研究。", "已立牌，並延長左轉放行。", "發回重辦")] == [True] * 3
    citizen.rate(page, receipt, "基本滿意")
    assert (Suggestion.objects.get().stage, Suggestion.objects.get().redo_count) == (Stage.CLOSED, 1)


def test_a_refusal_by_two_and_the_objection_to_it(page, staff, open_page):
    receipt = start_suggestion(page)
    desk.do(
        staff("triage_officer"), receipt.number, "提請不予受理",
        fill={"對市民的說明": "交通標誌由住建部門設置，請撥 12345。"}, choose=["不屬於公安機關職責"],
    )  # fmt: skip
    desk.do(staff("second_triage_officer"), receipt.number, "確認不予受理")
    neighbour = open_page()
    neighbour.goto(reverse("suggestion_detail", args=[receipt.number]))
    assert "不屬於公安機關職責" in neighbour.locator("main").inner_text()

    citizen.look_up(page, receipt)
    assert "交通標誌由住建部門設置" in page.locator("main").inner_text()
    page.get_by_label("理由").fill("這塊牌歸交警設，我問過住建局。")
    page.get_by_role("button", name="提出異議").click()
    assert Suggestion.objects.get().stage == Stage.RECEIVED
    assert "已受理" in desk.do(staff("triage_officer"), receipt.number, "受理")


def test_all_of_it_on_a_phone_without_scripts(open_page, staff):
    page = open_page(java_script=False, width=390)
    page.goto(reverse("home"))
    page.get_by_role("link", name="提建議").first.click()
    receipt = citizen.suggest(page, title="路口的燈太短", body="老人過不去，請延長五秒。", category="道路交通管理")
    page.go_back()
    page.reload()
    assert (citizen.ticket(page), Suggestion.objects.count()) == (receipt, 1)
    desk.handle(staff, receipt.number, "已延長五秒。")
    citizen.rate(page, receipt, "滿意")
    assert Suggestion.objects.get().stage == Stage.CLOSED


def test_the_same_in_simplified(page, staff):
    page.goto("/zh-hans/suggest/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.get_by_label("标题").is_visible()
