"""「我也遇到」 on the page of a suggestion: one press, one press back; and what happens where that does not work."""

import pytest

from feedback.models import Suggestion
from feedback.rules.workflow import Stage
from tests import factories


@pytest.fixture
def suggestion(transactional_db):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.release(suggestion, title="路燈不亮")
    suggestion.support("somebody else", now=factories.NOW)
    return suggestion


def count():
    return Suggestion.objects.get().support_count


def told(page, text):
    """Wait until the line beside the button says it."""
    page.locator(".support [role=status]").get_by_text(text, exact=True).wait_for()


def press(page, name="我也遇到"):
    page.get_by_role("button", name=name, exact=True).click()


def test_one_press_counts_and_shows_it_at_once_and_one_more_undoes_it(open_page, suggestion):
    page = open_page(width=390)
    page.goto(suggestion.get_absolute_url())
    told(page, "1 人也遇到")
    press(page)
    told(page, "2 人也遇到，已經算上您")
    assert (count(), page.url.endswith(suggestion.get_absolute_url())) == (2, True)
    press(page, "取消「我也遇到」")
    told(page, "1 人也遇到")
    assert count() == 1


def test_it_is_remembered_when_the_page_is_read_again_and_when_one_comes_back(open_page, suggestion):
    page = open_page()
    page.goto(suggestion.get_absolute_url())
    press(page)
    told(page, "2 人也遇到，已經算上您")
    page.reload()
    told(page, "2 人也遇到，已經算上您")
    page.goto("/suggestions/")
    page.go_back()
    told(page, "2 人也遇到，已經算上您")


def test_who_was_counted_on_an_earlier_visit_is_not_taken_away_by_pressing_again(open_page, suggestion):
    page = open_page()
    page.goto(suggestion.get_absolute_url())
    press(page)
    told(page, "2 人也遇到，已經算上您")
    later = page.context.new_page()
    later.goto(suggestion.get_absolute_url())
    press(later)
    told(later, "2 人也遇到，已經算上您")
    assert count() == 2


def test_a_double_press_is_one(open_page, suggestion):
    page = open_page()
    page.goto(suggestion.get_absolute_url())
    page.get_by_role("button", name="我也遇到").dblclick()
    told(page, "2 人也遇到，已經算上您")
    assert count() == 2


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_by_keyboard(open_page, suggestion, key):
    page = open_page()
    page.goto(suggestion.get_absolute_url())
    page.get_by_role("button", name="我也遇到").focus()
    page.keyboard.press(key)
    told(page, "2 人也遇到，已經算上您")


def test_without_scripts_it_is_a_page_with_a_form(open_page, suggestion):
    page = open_page(java_script=False, width=390)
    page.goto(suggestion.get_absolute_url())
    page.get_by_role("link", name="我也遇到").click()
    press(page)
    assert ("2 人也遇到，已經算上您" in page.locator("main").inner_text(), count()) == (True, 2)


def test_what_was_closed_meanwhile_opens_the_page_that_says_so(open_page, suggestion):
    page = open_page()
    page.goto(suggestion.get_absolute_url())
    factories.reply(Suggestion.objects.get())
    factories.rate(Suggestion.objects.get(), "five_satisfied", now=factories.NOW)
    press(page)
    page.get_by_text("這件不在辦理中，不再計人數。").wait_for()
    assert count() == 1


def test_who_is_refused_comes_to_the_page_of_the_form(open_page, suggestion):
    page = open_page()
    page.goto(suggestion.get_absolute_url())

    def refuse(route):
        if route.request.method == "POST":  # as 429 does, whose body has no form; a console would complain of it
            route.fulfill(status=200, content_type="text/html", body="<p>429</p>")
        else:
            route.continue_()

    page.route("**/support/", refuse)
    press(page)
    page.get_by_text("不用註冊，每個瀏覽器算一次").wait_for()
    assert (page.url.endswith("/support/"), count()) == (True, 1)
