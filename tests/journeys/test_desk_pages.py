"""The home, list and bulk pages of the desk in Chromium: on a laptop and a tablet, by day and night, for everybody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from feedback.models import Status, Suggestion
from feedback.rules.workflow import Stage
from tests import factories
from tests.journeys import desk
from tests.journeys.pages import ADDRESS, LONG_CATEGORY, LONG_TITLE, MAIL, unbroken
from tests.journeys.test_every_page import sideways, violations

LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 820, "height": 1180}
LIST = "admin:feedback_suggestion_changelist"


@pytest.fixture
def office(transactional_db):
    """A unit and people with the longest names there may be."""
    unit = factories.make_unit(name=unbroken(60))
    office = factories.office(unit=unit)
    User.objects.update(first_name=unbroken(150), last_name=unbroken(150, "m"))
    return office


@pytest.fixture
def sign_in(open_page, office):
    """`sign_in(role, scheme)` is the page of the person who has it."""

    def sign_in(role, scheme):
        page = open_page()
        page.emulate_media(color_scheme=scheme)
        desk.sign_in(page, getattr(office, role))
        return page

    return sign_in


def follow(page, link):
    """Click, and wait for the page it leads to: what is looked at next is that one."""
    with page.expect_navigation():
        link.click()


def look(page, name):
    """What is wrong with the page that is open, on a laptop and on a tablet."""
    findings = []
    for size in (LAPTOP, TABLET):
        page.set_viewport_size(size)
        findings += [f"{name} at {size['width']} px: {what}" for what in sideways(page) + violations(page)]
    return findings


def fill(office):
    """Suggestions in every stage, with all that a line can show, and more than a page of them."""
    now, label = timezone.now(), factories.make_label(name="跨部門協調事項", colour="violet")
    word = factories.make_label(name=unbroken(20))
    categories = [factories.make_category(name=name, unit=office.unit) for name in (LONG_CATEGORY, unbroken(40))]
    factories.make_district(name=unbroken(20))
    Status.objects.filter(stage=Stage.DECLINED).update(name=unbroken(20))
    for place, stage in enumerate(Stage):
        suggestion = factories.make_suggestion(
            stage=stage, now=now - timedelta(days=5), title=(LONG_TITLE, ADDRESS, unbroken(60))[place % 3],
            category=categories[place % 2], contact=MAIL, has_consent=True,
            received_at=now - timedelta(days=9 * place + 6),
        )  # fmt: skip
        suggestion.labels.add(label, word)
    replied = Suggestion.objects.filter(stage=Stage.REPLIED)[0]
    factories.rate(replied, "five_dissatisfied", now=now)
    for days in (0, 14):  # a yellow card and a red one
        late = factories.make_suggestion(stage=Stage.IN_PROGRESS, now=now)
        Suggestion.objects.filter(pk=late.pk).update(due_on=timezone.localdate(now) - timedelta(days=days))
    factories.draft(late, now=now)
    for _ in range(45):
        factories.receive(now=now)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_for_everybody(sign_in, office, scheme):
    page = sign_in("triage_officer", scheme)
    findings = look(page, "home without work")
    page.goto(reverse(LIST))
    findings += look(page, "empty list")
    factories.make_suggestion()
    page.reload()
    findings += look(page, "list of one")
    fill(office)
    page.goto(reverse(LIST))
    findings += look(page, "list of many")
    page.goto(reverse(LIST) + "?page=2&stage=nowhere&all=1")
    findings += look(page, "second page, a filter refused, all ticked")
    for role in ("triage_officer", "handler", "reviewer", "supervisor"):
        worker = sign_in(role, scheme)
        findings += look(worker, f"home of the {role}")
    assert findings == [], "\n".join(findings)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_work_in_bulk_is_for_everybody(sign_in, office, scheme):
    factories.make_label()
    factories.make_label(name=unbroken(20))
    first, second = factories.make_suggestion(title=ADDRESS), factories.make_suggestion(title=LONG_TITLE)
    page = sign_in("triage_officer", scheme)
    findings = []
    for verb in ("受理", "轉辦", "併案", "加減標籤"):
        page.goto(reverse(LIST))
        follow(page, page.get_by_role("link", name="全選本頁"))
        follow(page, page.get_by_role("button", name=verb, exact=True))
        findings += look(page, f"{verb}, to confirm")
    follow(page, page.get_by_role("button", name="加減標籤", exact=True))
    findings += look(page, "labels, refused")
    page.get_by_label("重複來件").first.check()
    second.accept(by=office.second_triage_officer, now=timezone.now())
    with zeal_ignore():
        follow(page, page.get_by_role("button", name="加減標籤", exact=True))
    findings += look(page, "result")
    told = page.locator("main").inner_text()
    assert [words in told for words in (first.number, "已經變動", "沒有辦成 1 件", "辦成 1 件")] == [True] * 4
    assert findings == [], "\n".join(findings)


def test_from_the_home_along_a_queue_by_the_keyboard_and_without_scripts(open_page, office):
    for place in range(2):
        factories.make_suggestion(title=f"第 {place + 1} 件")
    page = open_page(java_script=False)
    desk.sign_in(page, office.triage_officer)
    page.get_by_role("link", name="2 待受理").press("Enter")
    page.locator(".desk-lines").get_by_role("link").first.press("Enter")
    for title in ("第 2 件", "第 2 件"):  # what was done leads on, and from the last one nowhere
        page.locator(".desk-verbs").get_by_role("link", name="受理", exact=True).press("Enter")
        with page.expect_navigation():
            page.get_by_role("button", name="受理", exact=True).press("Enter")
        assert title in page.locator(".desk-head h2").inner_text()
    assert "這裡沒有下一件了" in page.locator(".desk-queue-navigation").inner_text()
    assert Suggestion.objects.filter(stage=Stage.ACCEPTED).count() == 2


def test_many_are_accepted_at_once_without_scripts(open_page, office):
    rows = [factories.make_suggestion() for _ in range(3)]
    page = open_page(java_script=False)
    desk.sign_in(page, office.triage_officer)
    page.goto(reverse(LIST) + "?stage=received")
    for row in rows[:2]:
        page.get_by_label(f"選擇 {row.number}").check()
    page.get_by_role("button", name="受理", exact=True).click()
    page.get_by_role("button", name="受理", exact=True).click()
    assert "辦成 2 件" in page.locator("main").inner_text()
    page.get_by_role("link", name="回到列表").click()
    assert page.url.endswith("?stage=received")
    stages = [Suggestion.objects.get(pk=row.pk).stage for row in rows]
    assert stages == [Stage.ACCEPTED, Stage.ACCEPTED, Stage.RECEIVED]
