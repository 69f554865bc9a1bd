"""What staff do at the desk, in a browser of their own."""

from django.urls import reverse

PASSWORD = "a long sample password"
# Where the button of the form says more than the name of the verb.
BUTTONS = {"起草答覆": "送審答覆", "起草更正": "送審更正", "延長期限": "同意延長"}


def sign_in(page, user):
    user.set_password(PASSWORD)
    user.save()
    page.goto(reverse("admin:login"))
    page.get_by_label("用戶名").fill(user.username)
    page.get_by_label("密碼").fill(PASSWORD)
    page.get_by_role("button", name="登錄").click()
    page.wait_for_load_state()


def open_suggestion(page, number):
    page.goto(reverse("admin:feedback_suggestion_changelist"))
    page.get_by_role("link", name=number).click()


def do(page, number, verb, fill=None, choose=None, pick=None, presses=1):
    """Open the suggestion, press the button of `verb`, fill its form, send it, and read what the desk answers."""
    open_suggestion(page, number)
    page.locator(".desk-verbs").get_by_role("link", name=verb, exact=True).click()
    for label, words in (fill or {}).items():
        page.get_by_label(label).fill(words)
    for label, value in (pick or {}).items():
        page.get_by_label(label, exact=True).select_option(value)
    for label in choose or ():
        page.get_by_label(label, exact=True).check()
    for _ in range(presses):  # the first press of some shows what the second does
        page.get_by_role("button", name=BUTTONS.get(verb, verb), exact=True).click()
    return page.locator(".messagelist").inner_text()


def answer(staff, number, words):
    do(staff("handler"), number, "起草答覆", fill={"答覆內容": words}, choose=["採納"])
    return do(staff("reviewer"), number, "審核答覆")


def handle(staff, number, words):
    """Accept, release, assign, start, answer, approve: by three people."""
    do(staff("triage_officer"), number, "受理")
    do(staff("triage_officer"), number, "公開文字")
    do(staff("triage_officer"), number, "轉辦")
    do(staff("handler"), number, "開始辦理")
    return answer(staff, number, words)
