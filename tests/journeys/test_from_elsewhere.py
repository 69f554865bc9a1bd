"""What comes by phone and by the sheet, a lost receipt, and how staff sign in: by the hands of those who do it."""

import base64
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from feedback.models import Suggestion
from tests import factories
from tests.journeys import citizen, desk
from tests.journeys.citizen import Ticket
from tests.journeys.test_every_page import AXE, sideways, violations

LAPTOP, TABLET = {"width": 1280, "height": 900}, {"width": 820, "height": 1180}
HEAD = "來源,標題,內容\n"
# The admin's own style sheets import each other; axe would read them into inline styles, which the policy forbids.
WITHOUT_IMPORTS = AXE | {"preload": False}
GOOD = HEAD + "電話,路燈不亮,夜裡看不清路請修理。\n來信,太吵了,夜裡施工太吵請管一管。\n"


@pytest.fixture
def office(transactional_db):
    factories.make_category()
    return factories.office()


@pytest.fixture
def triage(open_page, office):
    page = open_page()
    desk.sign_in(page, office.triage_officer)
    return page


def faults(page):
    """What axe finds and what scrolls sideways, on a laptop and a tablet, by day and by night."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map((fading) => fading.finished))")
        for size in (LAPTOP, TABLET):
            page.set_viewport_size(size)
            told = violations(page, options=WITHOUT_IMPORTS) + sideways(page)
            found += [f"{page.url} ({scheme}, {size['width']}): {what}" for what in told]
    page.set_viewport_size(LAPTOP)
    return found


def ticket(page):
    return Ticket(page.locator(".desk-ticket__number").inner_text(), page.locator(".desk-ticket__secret").inner_text())


def enter(page, *, title, contact):
    page.goto(reverse("admin:feedback_suggestion_changelist"))
    page.get_by_role("link", name="登記來件").click()
    page.get_by_label("電話", exact=True).check()
    page.get_by_label("建議", exact=True).check()
    page.get_by_role("textbox", name="標題").fill(title)
    page.get_by_role("textbox", name="內容").fill("夜裡看不清路，請派人修理。")
    page.get_by_label("聯繫方式").fill(contact)
    page.get_by_label("同意：隱去").check()
    page.get_by_role("button", name="登記並開具回執").click()
    return ticket(page)


def test_a_caller_gets_a_receipt_and_looks_up_with_it(triage, page):
    receipt = enter(triage, title="香港中路路燈不亮", contact="13864210975")
    triage.reload()
    assert ticket(triage) == receipt
    citizen.look_up(page, receipt)
    assert "市民來電，由工作人員登記" in page.locator("main").inner_text()


def test_a_lost_receipt_is_issued_anew_to_whoever_knows_the_contact(triage, page):
    lost = enter(triage, title="香港中路路燈不亮", contact="13864210975")
    desk.open_suggestion(triage, lost.number)
    triage.get_by_role("link", name="補發回執").click()
    triage.get_by_label("市民所說的聯繫方式").fill("13800000000")
    triage.get_by_role("button", name="補發回執").click()
    assert "與登記的聯繫方式不符" in triage.locator(".errornote").inner_text()
    triage.get_by_label("市民所說的聯繫方式").fill("138 6421 0975")
    triage.get_by_role("button", name="補發回執").click()
    fresh = ticket(triage)
    citizen.look_up(page, lost)
    assert "編號或查詢碼不對" in page.locator("main").inner_text()
    citizen.look_up(page, fresh)
    assert "補發回執，原查詢碼作廢" in page.locator("main").inner_text()


def choose_file(page, text):
    file = {"name": "來件.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}
    page.get_by_label("文件").set_input_files(files=[file])
    page.get_by_role("button", name="上傳並核對").click()


def test_a_sheet_with_a_mistake_and_then_without(triage):
    triage.goto(reverse("admin:feedback_suggestion_changelist"))
    triage.get_by_role("link", name="導入來件表").click()
    choose_file(triage, GOOD + "短信,太亂了,路口太亂請看一看。\n")
    assert "4 來源 「短信」不能填在這裡" in " ".join(triage.locator(".desk-table tbody").inner_text().split())
    choose_file(triage, GOOD)
    assert Suggestion.objects.count() == 0
    triage.get_by_role("button", name="全部登記").click()
    assert (triage.locator(".desk-ticket").count(), Suggestion.objects.count()) == (2, 2)


def test_the_list_is_taken_along(triage):
    enter(triage, title="香港中路路燈不亮", contact="13864210975")
    triage.goto(reverse("admin:feedback_suggestion_changelist"))
    triage.get_by_role("link", name="導出").click()
    with triage.expect_download() as download:
        triage.get_by_role("button", name="導出").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_the_pages_of_the_desk_are_for_everybody(triage, open_page, office):
    enter(triage, title="香港中路路燈不亮", contact="13864210975")
    pk = Suggestion.objects.get().pk
    found = faults(triage)
    addresses = ["add/", f"{pk}/do/reissue_receipt/", "import/", "export/"]
    for address in addresses:
        triage.goto(reverse("admin:feedback_suggestion_changelist") + address)
        found += faults(triage)
    triage.goto(reverse("admin:feedback_suggestion_import"))
    choose_file(triage, GOOD + "短信,太,短\n")
    found += faults(triage)
    choose_file(triage, GOOD)
    found += faults(triage)
    keeper = open_page()
    desk.sign_in(keeper, factories.make_user(username="administrator", roles=["系統管理員"], first_name="管理員"))
    user = office.handler.pk
    for address in (
        "auth/user/",
        "auth/user/add/",
        f"auth/user/{user}/change/",
        "portal/staffrecord/",
        "password_change/",
    ):
        keeper.goto(reverse("admin:index") + address)
        found += faults(keeper)
    keeper.goto(reverse("admin:auth_user_password_change", args=[user]))
    found += faults(keeper)
    assert found == [], "\n".join(found)


# Signing in.


def code(page, ago=0):
    totp = TOTP(base64.b32decode(page.locator(".desk-code").inner_text().replace(" ", "")))
    totp.time = time.time() - ago
    return f"{totp.token():06d}"


@pytest.fixture
def two_factors(settings):
    settings.STAFF_TOTP = True


def test_the_first_login_enrols_and_a_code_on_paper_opens_the_next(two_factors, open_page, office):
    page = open_page()
    desk.sign_in(page, office.triage_officer)
    found = faults(page)
    page.get_by_label("驗證碼").fill("000000")
    page.get_by_role("button", name="綁定並登錄").click()
    assert "驗證碼不對" in page.locator("main").inner_text()
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(seconds=2))  # it waited
    page.get_by_label("驗證碼").fill(code(page))
    page.get_by_role("button", name="綁定並登錄").click()
    codes = page.locator(".desk-code").all_inner_texts()
    found += faults(page)
    page.get_by_role("link", name="進入工作臺").click()
    assert (len(codes), page.get_by_role("button", name="退出").is_visible()) == (10, True)

    elsewhere = open_page(java_script=False)
    desk.sign_in(elsewhere, office.triage_officer)
    elsewhere.get_by_label("驗證碼").fill(codes[3])
    elsewhere.get_by_role("button", name="登錄").click()
    assert "備用碼還剩 9 個" in elsewhere.locator(".messagelist").inner_text()
    again = open_page()
    desk.sign_in(again, office.triage_officer)
    found += faults(again)
    assert found == [], "\n".join(found)


def test_wrong_passwords_lock_out(open_page, office, browser, live_server):
    context = browser.new_context(base_url=live_server.url, locale="zh-TW")  # a browser complains of a 429
    page = context.new_page()
    for _ in range(5):
        page.goto(reverse("admin:login"))
        page.get_by_label("用戶名").fill(office.handler.username)
        page.get_by_label("密碼").fill("wrong")
        page.get_by_role("button", name="登錄").click()
    told = page.locator("main").inner_text()
    found = faults(page)
    context.close()
    assert ("請過 30 分鐘再試" in told, found) == (True, [])
