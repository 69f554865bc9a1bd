"""What a citizen does, in a browser of their own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ticket:
    number: str
    secret: str


def nothing(page):
    """Neither photos nor a contact."""


def suggest(page, *, title, body, category, consent="同意：隱去", photos=nothing, person=nothing):
    """From the first page, which is open, to the receipt; `photos` and `person` say what is done there."""
    page.get_by_label("標題").fill(title)
    page.get_by_label("內容").fill(body)
    page.get_by_role("button", name="下一步").click()
    pass_by_similar(page)
    page.get_by_label("建議", exact=True).check()
    page.get_by_label(category).check()
    page.get_by_role("button", name="下一步").click()
    pass_by_photos(page, photos)
    page.get_by_label(consent).check()
    person(page)
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交").click()
    return ticket(page)


def pass_by_similar(page):
    """Where something similar was found, none of it is the same."""
    different = page.get_by_role("button", name="都不一樣，繼續填寫")
    different.or_(page.get_by_role("group", name="領域")).first.wait_for()
    if different.is_visible():
        different.click()


def pass_by_photos(page, photos=nothing):
    page.get_by_role("heading", name="照片和 PDF").wait_for()
    photos(page)
    page.get_by_role("button", name="下一步").click()


def ticket(page):
    return Ticket(page.locator(".ticket__number").inner_text(), page.locator(".ticket__secret").inner_text())


def look_up(page, receipt):
    page.goto("/status/")
    page.get_by_label("編號").fill(receipt.number)
    give_secret(page, receipt)


def give_secret(page, receipt):
    page.get_by_label("查詢碼").fill(receipt.secret)
    page.get_by_role("button", name="查詢", exact=True).click()
    page.wait_for_load_state()  # the whole page, not what of it came first


def rate(page, receipt, score, comment=""):
    look_up(page, receipt)
    page.get_by_label("沒有解決" if score == "不滿意" else "解決", exact=True).check()
    page.get_by_label(score, exact=True).check()
    if score == "不滿意":
        page.get_by_label("辦理太慢", exact=True).check()
    page.get_by_label("您想說的話").fill(comment)
    page.get_by_role("button", name="提交評議").click()
    page.wait_for_load_state()
