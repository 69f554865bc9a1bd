"""Beside a figure of the reports stand the public suggestions that speak of the same."""

import pytest
from django.urls import reverse

from tests import factories
from tests.reports.factories import make_report, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    make_report(text="2021年，安裝網約房信息采集系統870家。", published_by=make_staff(username="publisher"))
    return lambda: client.get(reverse("figure_history", args=["安裝網約房信息采集系統"])).text


def test_a_released_one_that_speaks_of_the_same_is_listed(page):
    about = factories.make_suggestion(title="網約房天天換人，請登記旅客信息", has_consent=True)
    other = factories.make_suggestion(title="路口左轉燈太短，老人過不去", has_consent=True)
    for suggestion in (about, other):
        factories.release(suggestion, title=suggestion.title)
    found = page()
    assert [one.get_absolute_url() in found for one in (about, other)] == [True, False]
    assert "相近的意見建議" in found


def test_one_that_is_not_public_is_not_listed(page):
    hidden = factories.make_suggestion(title="網約房天天換人，請登記旅客信息", has_consent=True)
    found = page()
    assert (hidden.get_absolute_url() in found, "相近的意見建議" in found) == (False, False)
