"""A talk in the browser of who watches it: what is new comes by itself, and takes nothing from under their eyes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.talks.models import Place, Turn
from tests import factories


@pytest.fixture
def talk(transactional_db):
    talk = factories.make_talk(starts_at=timezone.now() - timedelta(minutes=30))
    for number in range(12):
        ask(talk, f"第 {number} 個提問")
    return talk


def ask(talk, title):
    now = timezone.now()
    question = factories.receive(now=now, campaign=talk.campaign, has_consent=True)
    factories.release(question, title=title, body=f"{title}的全文", now=now)
    return question


def put_on_stage(talk, title):
    return Turn.objects.create(suggestion=ask(talk, title), talk=talk, place=Place.ON_STAGE, at=timezone.now())


def of_focus(page):
    """Where the focused link leads, and how far from the top of the window it is."""
    return page.evaluate(
        "() => [document.activeElement.href, Math.round(document.activeElement.getBoundingClientRect().top)]"
    )


def test_what_is_on_stage_comes_by_itself_and_moves_neither_the_focus_nor_what_is_read(open_page, talk):
    page = open_page(width=390)
    page.goto(talk.get_absolute_url())
    at_once = "link.focus({ preventScroll: true }); link.scrollIntoView({ block: 'center', behavior: 'instant' })"
    page.get_by_role("link", name="第 9 個提問").evaluate(f"(link) => {{ {at_once}; }}")  # no scroll goes on after it
    before = of_focus(page)
    put_on_stage(talk, "正在回答的")
    page.get_by_text("正在回答的的全文").wait_for()

    assert of_focus(page) == before
    assert page.locator("[aria-live]").inner_text().endswith("正在回答的的全文")


def test_it_asks_for_nothing_while_nobody_looks(open_page, talk):
    page, asked = open_page(), []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/now") else None)
    page.clock.install()
    page.goto(talk.get_absolute_url())
    hide = "(isHidden) => { Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });"
    page.evaluate(f"{hide} document.dispatchEvent(new Event('visibilitychange')); }}", True)
    page.clock.run_for(60_000)
    hidden = len(asked)
    with page.expect_response("**/now"):
        page.evaluate(f"{hide} document.dispatchEvent(new Event('visibilitychange')); }}", False)

    assert (hidden, len(asked)) == (0, 1)


def test_it_says_when_it_could_not_ask_for_long_and_asks_less_often(open_page, talk):
    page, asked = open_page(), []

    def refuse(route):
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="")

    page.clock.install()
    page.goto(talk.get_absolute_url())
    page.route("**/now", refuse)
    told = page.get_by_text("有一會兒沒有刷新成功")
    seen = []
    for seconds in (10, *[30] * 6):  # the real seconds of this test go by as well
        for _second in range(seconds):
            page.clock.run_for(1_000)
        seen.append(told.is_visible())
    page.unroute("**/now")
    with page.expect_response("**/now"):
        page.clock.fast_forward(80_000)
    told.wait_for(state="hidden")

    assert (seen[0], seen[-1], 4 <= len(asked) <= 8) == (False, True, True)


def test_without_scripts_there_is_a_way_to_what_is_new(open_page, talk):
    page = open_page(java_script=False)
    page.goto(talk.get_absolute_url())
    put_on_stage(talk, "正在回答的")
    page.get_by_role("link", name="刷新本頁，看最新的提問和回答").click()

    assert page.get_by_text("正在回答的的全文").is_visible()
