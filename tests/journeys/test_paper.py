"""Pages on paper: what is there to choose by is left out, and nothing is printed over something else."""

import pytest
from django.urls import reverse

from feedback.rules.workflow import Stage
from tests import factories

A4 = {"width": 794, "height": 1123}


@pytest.fixture
def paper(open_page, transactional_db):
    """A page as it is printed, of a portal with an answered suggestion in a district."""
    district = factories.make_district()
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True, district=district)
    factories.release(suggestion)
    page = open_page()
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("view", ["suggestion_list", "statistics"])
def test_there_is_nothing_to_choose_or_to_fill_in(paper, view):
    paper.goto(reverse(view))
    assert [
        field.get_attribute("name") for field in paper.locator("input, select, button").all() if field.is_visible()
    ] == []


def test_no_table_of_the_statistics_reaches_into_another(paper):
    paper.goto(reverse("statistics"))
    over = paper.evaluate(
        """() => [...document.querySelectorAll(".chart-card .table")]
          .map((table) => [table.closest(".chart-card"), table.getBoundingClientRect().right])
          .filter(([card, right]) => right > card.getBoundingClientRect().right + 1)
          .map(([card]) => card.querySelector("h2").textContent)"""
    )
    assert (paper.locator(".chart-card .table:visible").count() > 0, over) == (True, [])
