"""The head and the foot of every page on small screens: how much they take, what is in reach, and larger type."""

from itertools import product

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from feedback.sample.years import entries
from portal.frame import MENU
from tests import factories
from tests.journeys.test_every_page import sideways, violations
from tests.reports.factories import make_report

LANGUAGES = [code for code, name in settings.LANGUAGES]
PHONE, NARROW = {"width": 390, "height": 844}, {"width": 320, "height": 640}
MOST_OF_THE_SCREEN = 0.12
SIZES = ["large", "plain"]
LEAST_LETTERS = 9  # of a search box


@pytest.fixture
def visit(open_page, live_server, transactional_db):
    """`visit(name, size="plain", screen=NARROW)` is the page of that name, opened by somebody who chose that size."""

    first = []

    def visit(name, size="", screen=PHONE, language="zh-hant", args=(), page=None):
        page = page or (first or first.append(open_page()) or first)[0]
        page.set_viewport_size(screen)
        page.context.add_cookies([{"name": "comfort", "value": size, "url": live_server.url}])
        with override(language):
            page.goto(reverse(name, args=args))
        return page

    return visit


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def places(page, selector):
    return [one.bounding_box() for one in page.locator(selector).all()]


def edges(boxes, screen):
    """Those that stand beyond an edge of the screen."""
    return [one for one in boxes if one["x"] < 0 or one["x"] + one["width"] > screen["width"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_masthead_leaves_the_screen_to_the_page(visit, language):
    for name in ("home", "suggestion_list", "suggest_start"):
        page = visit(name, language=language)
        assert box(page, ".masthead")["height"] <= MOST_OF_THE_SCREEN * PHONE["height"]
        assert page.get_by_role("link", name="110").first.is_visible()


@pytest.mark.parametrize("java_script", [True, False])
def test_languages_and_large_type_are_one_touch_away(visit, open_page, java_script):
    page = visit("about", page=open_page(java_script=java_script))
    assert not page.get_by_role("link", name="简体").is_visible()
    page.locator(".masthead__fold").click()
    page.get_by_role("link", name="简体").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_by_keyboard_the_fold_opens_and_esc_closes_it(visit):
    page = visit("about")
    page.locator(".masthead__fold").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "繁體"
    assert sideways(page) + violations(page, only={"include": [[".masthead"]]}) == []
    page.keyboard.press("Escape")
    assert (page.get_by_role("link", name="繁體").is_visible(), page.evaluate("document.activeElement.className")) == (
        False, "masthead__tool masthead__fold",
    )  # fmt: skip


def test_on_a_wide_screen_they_stand_open(visit):
    page = visit("about", screen={"width": 1280, "height": 900})
    links = [page.get_by_role("link", name=name).is_visible() for name in ("繁體", "简体", "English", "大字版")]
    assert (links, page.locator(".masthead__fold").is_visible()) == ([True] * 4, False)


@pytest.mark.parametrize("size", SIZES)
def test_larger_type_keeps_every_way_in(visit, size):
    for screen, language in product([PHONE, NARROW], LANGUAGES):
        page = visit("home", size=size, screen=screen, language=language)
        ways = places(page, ".masthead__nav a")
        assert len(ways) == len([*MENU])
        assert edges(ways, screen) == []
        assert sideways(page) == []


def test_every_way_in_is_on_one_line_of_a_phone(visit):
    page = visit("home")
    ways = places(page, ".masthead__nav a")
    assert (len({way["y"] for way in ways}), edges(ways, PHONE)) == (1, [])


def test_a_way_in_beyond_the_edge_comes_into_sight_by_keyboard(visit):
    for language in LANGUAGES:
        page = visit("home", screen=NARROW, language=language)
        last = page.locator(".masthead__nav a").last
        page.locator(".masthead__nav a").nth(-2).focus()
        page.keyboard.press("Tab")
        assert last.evaluate("way => way === document.activeElement")
        assert (edges([last.bounding_box()], NARROW), sideways(page)) == ([], [])


@pytest.mark.parametrize("name", ["suggestion_list", "report_list"])
def test_a_search_box_is_one_to_type_into(visit, name):
    make_report(published_by=factories.make_user(username="publisher"))  # there is no search in no reports
    for size in SIZES:
        page = visit(name, size=size, screen=NARROW)
        letters = page.locator("input[name=q]").first.evaluate(
            """field => {
              const { paddingLeft, paddingRight, fontSize } = getComputedStyle(field);
              return (field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) / parseFloat(fontSize);
            }"""
        )
        assert letters >= LEAST_LETTERS
        assert sideways(page) == []


@pytest.mark.parametrize("size", ["", *SIZES])
def test_the_steps_of_the_form_stay_on_one_line(visit, size):
    for screen, language in product([PHONE, NARROW], LANGUAGES):
        page = visit("suggest_start", size=size, screen=screen, language=language)
        steps = places(page, ".steps__step")
        assert len(steps) > 1
        assert (len({step["y"] for step in steps}), edges(steps, screen)) == (1, [])
        assert page.locator(".steps__step[aria-current] .steps__label").is_visible()


def test_the_sample_says_so_in_one_line(visit):
    factories.make_campaign(is_sample=True)
    page = visit("about", screen=NARROW)
    assert box(page, ".sample-banner p")["height"] < 30


@pytest.mark.parametrize(("width", "is_offered"), [(390, False), (768, False), (1280, True)])
def test_the_code_for_a_phone_is_on_wide_screens_alone(visit, width, is_offered):
    page = visit("about", screen={"width": width, "height": 900})
    assert page.get_by_text("掃一掃在手機打開當前頁").is_visible() == is_offered


def test_on_paper_the_head_is_the_name(visit):
    page = visit("about")
    page.emulate_media(media="print")
    assert page.locator(".masthead").inner_text() == "青島市公安局民意直通"


def test_a_phone_without_scripts_is_offered_no_tools_that_do_nothing(visit, open_page):
    page = visit("about", page=open_page(java_script=False))
    assert not page.locator(".tools").is_visible()


# Where the lines of an element end: the characters on both sides of each line's end.
LINE_ENDS = """element => {
  const letters = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL);
  let isMark = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeName === "WBR") isMark = true;
    if (node.nodeType !== Node.TEXT_NODE) continue;
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const [place] = range.getClientRects();
      if (place) letters.push({ letter: node.data[at], top: place.top, height: place.height, isMark });
      isMark = false;
    }
  }
  const ends = [];
  for (let at = 1; at < letters.length; at++) {
    const [before, behind] = [letters[at - 1], letters[at]];
    const isNewLine = behind.top > before.top + before.height / 2;
    const isParted = /[\\s，。；：！？、）」』》]/.test(before.letter) || /[（「『《\\s]/.test(behind.letter);
    if (isNewLine && !behind.isMark && !isParted) {
      ends.push(letters.map((one) => one.letter).join("").slice(Math.max(0, at - 6), at) + "|" + behind.letter);
    }
  }
  return ends;
}"""
HEADINGS = "main :is(h1, h2, h3, h4, legend, caption, figcaption, [class*=__title], .timeline__heading)"


TITLES = [entry["title"] for entry in entries("current.toml") if entry["public"]][:20]


@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["390", "320"])
def test_no_heading_breaks_inside_a_word(visit, screen):
    numbers = []
    for title in TITLES:
        suggestion = factories.make_suggestion(has_consent=True)
        factories.release(suggestion, title=title)
        numbers.append([suggestion.number])
    pages = [(name, []) for name in ("home", "suggestion_list", "statistics", "suggest_start", "about", "privacy")]
    pages += [("suggestion_detail", number) for number in numbers[:5]]
    broken, seen = [], 0
    for size in ["", *SIZES]:
        for name, args in pages:
            page = visit(name, size=size, screen=screen, args=args)
            seen += page.locator(f"{HEADINGS} wbr").count()
            broken += page.evaluate(f"() => [...document.querySelectorAll({HEADINGS!r})].flatMap({LINE_ENDS})")
    assert (broken, seen > 100) == ([], True)
