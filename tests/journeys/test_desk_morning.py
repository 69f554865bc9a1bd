"""A morning of fifty at the desk: sorted on one screen, done by one act, the three that are refused listed."""

from django.urls import reverse
from django.utils import timezone

from feedback.models import Category, Event, Suggestion, Unit
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.journeys import desk
from tests.journeys.pages import LONG_BODY, unbroken
from tests.journeys.test_every_page import sideways, violations

WIDTHS = (1366, 820, 390)
LIST = "admin:feedback_suggestion_changelist"


def signs(first, number, count):
    """Text that no other number has a word of."""
    return "".join(chr(first + number * count + place) for place in range(count))


def fifty(elsewhere):
    """Fifty that arrived, one like no other; the second one in the field `elsewhere`."""
    field = Category.objects.exclude(pk=elsewhere.pk).get()
    return [
        factories.receive(
            title=signs(0x4E00, number, 6), body=signs(0x6000, number, 30),
            category=elsewhere if number == 1 else field, now=timezone.now(),
        )
        for number in range(50)
    ]  # fmt: skip


def test_a_morning_of_fifty_is_done_in_one_act_and_the_three_refused_are_listed(staff, settings):
    settings.ZEAL_ALLOWLIST = [{"model": "feedback.*"}]  # each by itself is what is wanted
    page, office = staff("triage_officer"), factories.office()
    off = factories.make_unit(name="治安警察支隊")
    rows = fifty(factories.make_category(name="治安管理", unit=off))
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="集中分辦").click()
    assert page.locator(".desk-sort input[type=checkbox]:checked").count() == 50
    changed, _of_unit_off, taken = rows[:3]
    changed.ask("在哪個路口？", by=office.second_triage_officer, now=timezone.now())
    Unit.objects.filter(pk=off.pk).update(is_active=False)
    taken.accept(by=office.second_triage_officer, now=timezone.now())
    taken.assign(office.unit, by=office.second_triage_officer, now=timezone.now())
    with page.expect_navigation():
        page.get_by_role("button", name="受理並轉辦所勾選的").click()
    assert "辦成 47 件" in page.locator(".messagelist").inner_text()
    refused = page.locator("section[aria-labelledby=refused]")
    assert "沒有辦成 3 件" in refused.inner_text()
    told = {
        row.number: line.inner_text() for row, line in zip(rows[:3], refused.get_by_role("listitem").all(), strict=True)
    }
    assert ["已經變動" in told[rows[0].number], "「治安警察支隊」已停用" in told[rows[1].number],
            "不在這裡分辦" in told[rows[2].number]] == [True] * 3  # fmt: skip
    assert page.locator(".desk-sort__row").count() == 2  # what somebody else took waits no more
    done = Suggestion.objects.filter(pk__in=[row.pk for row in rows[3:]], stage=Stage.ASSIGNED, unit=office.unit)
    assert (done.count(), Event.objects.filter(verb=Verb.ACCEPT, by=office.triage_officer).count()) == (47, 47)
    page.get_by_label("承辦單位").nth(1).select_option(str(office.unit.pk))
    with page.expect_navigation():
        page.get_by_role("button", name="受理並轉辦所勾選的").click()
    assert Suggestion.objects.filter(stage=Stage.ASSIGNED).count() == 50


def wrong_with(page, name):
    """What is wrong with the open page at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{name} at {width} px: {what}" for what in sideways(page) + violations(page)]
        found += [] if bar_is_in_sight(page) else [f"{name} at {width} px: the bar is out of sight or in the way"]
    return found


def bar_is_in_sight(page):
    """While the first line is and at the end of the page; at the end it stands below the last line."""
    bar, lines = page.locator(".desk-bulk"), page.locator(".desk-sort__row, .desk-lines tr, .desk-release")
    last = lines.last
    for place in ("first", "end"):
        if place == "first":
            lines.first.evaluate("line => line.scrollIntoView({block: 'start'})")
        else:
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        box = bar.bounding_box()
        if not (box["y"] >= 0 and box["y"] + box["height"] <= 901):
            return False
    line = last.bounding_box()
    return line["y"] + line["height"] <= bar.bounding_box()["y"] + 1


def test_the_screens_for_many_are_for_everybody_and_keep_their_bar_in_sight(open_page, transactional_db):
    unit = factories.make_unit(name=unbroken(60))
    office = factories.office(unit=unit)
    factories.make_label()
    category = factories.make_category(name=unbroken(40), unit=unit)
    district = factories.make_district(name=unbroken(20))
    for number in range(12):
        factories.make_suggestion(
            stage=(Stage.RECEIVED, Stage.ACCEPTED)[number % 2], title=unbroken(60), body=LONG_BODY, category=category,
            district=district, place=unbroken(120), has_consent=True, now=timezone.now(),
        )  # fmt: skip
    page = open_page()
    desk.sign_in(page, office.triage_officer)
    found = []
    for name in ("morning", "release_each", "changelist"):
        page.goto(reverse(f"admin:feedback_suggestion_{name}"))
        found += wrong_with(page, name)
    assert found == [], "\n".join(found)


def test_a_row_is_changed_and_done_by_the_keyboard_without_scripts(open_page, transactional_db):
    office, other = factories.office(), factories.make_unit(name="治安警察支隊")
    category = factories.make_category(unit=office.unit)
    suggestion = factories.receive(category=category, now=timezone.now())
    page = open_page(java_script=False, width=390)
    desk.sign_in(page, office.triage_officer)
    page.get_by_role("link", name="集中分辦").press("Enter")
    page.get_by_label("承辦單位").select_option(str(other.pk))
    page.get_by_label(f"選擇 {suggestion.number}").press("Enter")  # the first button of the form does nothing to it
    suggestion.refresh_from_db()
    assert suggestion.stage == Stage.RECEIVED
    page.get_by_role("button", name="受理並轉辦所勾選的").press("Enter")
    page.get_by_text("辦成 1 件").wait_for()
    suggestion.refresh_from_db()
    assert (suggestion.stage, suggestion.unit) == (Stage.ASSIGNED, other)
