"""The first screen of the first page on a phone: what this is, the two ways in, the claim and its picture."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from feedback.rules.drawn.wall_picture import Picture
from feedback.rules.workflow import Stage
from tests.factories import make_campaign, make_phase, make_suggestion

LANGUAGES = [code for code, name in settings.LANGUAGES]
PHONE = {"width": 390, "height": 844}
# What stands above the page: the masthead, and the line that a sample has.
MASTHEAD, SAMPLE_LINE = 101, 47
HIGHEST = 67  # cells: no picture of the wall is higher in relation to its width


@pytest.fixture
def round_of_today(transactional_db, monkeypatch):
    campaign = make_campaign(title_en="2020 Sanmin campaign")
    today = timezone.localdate()
    make_phase(campaign=campaign, starts_on=today - timedelta(days=40), ends_on=today + timedelta(days=40))
    make_suggestion(campaign=campaign)
    monkeypatch.setattr("feedback.data.additions.picture_of", lambda *of: Picture.of([Stage.CLOSED] * HIGHEST))
    return campaign


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_holds_what_somebody_needs_first(open_page, round_of_today, language):
    page = open_page(width=PHONE["width"])
    page.set_viewport_size(PHONE)
    page.goto("/" if language == settings.LANGUAGE_CODE else f"/{language}/")
    top = page.locator("main").bounding_box()["y"]
    ends = {
        name: box["y"] + box["height"] - top
        for name in ("h1", ".home__lead", ".button", ".button--quiet", ".home__numbers", ".picture__wall")
        for box in [page.locator(f"main {name}").first.bounding_box()]
    }
    assert {name: end for name, end in ends.items() if end > PHONE["height"] - MASTHEAD - SAMPLE_LINE} == {}
    in_order = [ends[name] for name in ("h1", ".home__lead", ".button", ".home__numbers", ".picture__wall")]
    assert in_order == sorted(in_order)


def test_the_picture_leads_to_the_wall_by_one_link(open_page, round_of_today):
    page = open_page(width=PHONE["width"])
    page.goto("/")
    link = page.get_by_role("link", name="收到 1 件：在辦 1 件")
    assert (page.locator("a[href$='/wall/']").count(), link.count()) == (1, 1)
    link.click()
    assert page.url.endswith(f"/campaigns/{round_of_today.slug}/wall/")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_words_of_the_calendar_stand_above_their_bars(open_page, round_of_today, width):
    page = open_page(width=width)
    page.goto(round_of_today.get_absolute_url())
    label, bar, line = (
        page.locator(f".calendar__{name}").first.bounding_box() for name in ("label", "bar", "days .calendar__line")
    )
    assert label["y"] + label["height"] <= bar["y"]
    assert bar["x"] < line["x"] < bar["x"] + bar["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
