"""One person sets up a bureau of 16 units and 60 staff from sheets; a citizen's suggestion finds its handler."""

import re

from django.contrib.auth.models import User
from django.urls import reverse

from feedback.models import Category, District, Route, Suggestion, Unit
from feedback.rules.roles import Role
from tests import factories
from tests.journeys import desk
from tests.workbooks import book_of, saved

BRANCHES = ["市南", "市北", "李滄", "嶗山", "黃島", "城陽", "即墨", "膠州", "平度", "萊西"]
DIVISIONS = {"交警支隊": "traffic", "治安警察支隊": "order", "戶政管理處": "household", "出入境管理局": "entry",
             "網絡安全保衛支隊": "cyber", "車輛管理所": "vehicle"}  # fmt: skip
UNITS = [*DIVISIONS, *(f"{name}分局" for name in BRANCHES)]
PASSWORD = "another long sample password"


def staff():
    """Sixty: for each unit two handlers and a reviewer, and twelve above them."""
    for number, unit in enumerate(UNITS, start=1):
        yield f"chenban{number}a", f"承辦甲{number}", "承辦人", unit
        yield f"chenban{number}b", f"承辦乙{number}", "承辦人", unit
        yield f"shenhe{number}", f"審核{number}", "審核人", unit
    above = ["受理員"] * 6 + ["督辦"] * 3 + ["局領導"] * 2 + ["系統管理員"]
    for number, role in enumerate(above, start=1):
        yield f"zong{number}", f"總{number}", role, ""


SHEETS = {
    "units": [
        ["名稱", "代碼", "職責", "電話"],
        *([name, code, "有關的公安工作。", "0532-00000100"] for name, code in DIVISIONS.items()),
        *([f"{name}分局", f"branch-{number}", "轄區的公安工作。", ""] for number, name in enumerate(BRANCHES)),
    ],
    "districts": [
        ["名稱", "代碼", "地圖行", "地圖列"],
        *([f"{name}區", f"district-{number}", number // 3 + 1, number % 3 + 1] for number, name in enumerate(BRANCHES)),
    ],
    "fields": [
        ["領域", "承辦單位", "答覆期限"],
        ["道路交通管理", "交警支隊", 15],
        ["治安管理", "治安警察支隊", 10],
        ["戶政管理", "戶政管理處", 15],
    ],
    "routes": [["領域", "區市", "承辦單位"], *(["治安管理", f"{name}區", f"{name}分局"] for name in BRANCHES)],
    "people": [["用戶名", "姓名", "崗位", "承辦單位"], *map(list, staff())],
}


def upload(page, slug, title):
    """Upload a sheet, look at what it would write, and confirm it."""
    page.goto(reverse("setup"))
    page.locator(f"#{slug}").get_by_role("link", name="上傳一張表").click()
    page.get_by_label("文件").set_input_files(
        {"name": f"{slug}.xlsx", "mimeType": "application/octet-stream", "buffer": saved(book_of(*SHEETS[slug]))}
    )
    page.get_by_role("button", name="上傳並核對").click()
    page.get_by_text("將要寫入的").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="全部寫入").click()


def activate(page, username, code):
    page.goto(reverse("staff_activate"))
    page.get_by_label("用戶名").fill(username)
    page.get_by_label("開通碼").fill(code)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="設置密碼").click()
    page.get_by_label("用戶名").fill(username)
    page.get_by_label("密碼").fill(PASSWORD)
    page.get_by_role("button", name="登錄").click()


def test_one_person_sets_up_a_bureau_from_sheets_and_a_suggestion_finds_its_handler(
    open_page, transactional_db, settings
):
    settings.STAFF_TOTP = False
    chief = User.objects.create_superuser("chief", password=desk.PASSWORD, first_name="首位管理員")
    page = open_page()
    desk.sign_in(page, chief)
    assert "還沒有承辦單位" in page.locator(".desk-setup").inner_text()
    for slug in ("units", "districts", "fields", "routes", "people"):
        upload(page, slug, slug)
    slips = {
        slip.get_attribute("aria-label"): slip.locator(".desk-ticket__secret").inner_text()
        for slip in page.locator(".desk-ticket").all()
    }
    counts = [model.objects.count() for model in (Unit, District, Category, Route)]
    assert (counts, len(slips), User.objects.filter(groups__name=Role.HANDLER).count()) == ([16, 10, 3, 10], 60, 32)
    page.goto(reverse("setup"))
    done = [page.locator(f"#{slug}.is-done").count() for slug in SHEETS]
    assert done == [1] * 5

    receipt = factories.make_receipt(
        title="夜裡施工太吵", body="每天夜裡十二點還在打樁，請管一管。", category=Category.objects.get(name="治安管理"),
        district=District.objects.get(name="城陽區"),
    )  # fmt: skip
    triage = open_page()
    activate(triage, "zong1", slips["zong1"])
    triage.get_by_role("link", name="集中分辦").click()
    assert triage.get_by_label("承辦單位").first.locator("option:checked").inner_text() == "城陽分局"
    with triage.expect_navigation():
        triage.get_by_role("button", name="受理並轉辦所勾選的").click()
    assert "辦成 1 件" in triage.locator(".messagelist").inner_text()
    assert Suggestion.objects.get().unit.name == "城陽分局"
    handler = open_page()
    username = next(name for name, _shown, _role, unit in staff() if unit == "城陽分局")
    activate(handler, username, slips[username])
    handler.locator(".desk-queue", has_text=re.compile("新轉來的")).click()
    handler.get_by_role("link", name=receipt.number).wait_for()
