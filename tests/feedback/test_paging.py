"""The pages of the board: each begins where its neighbour ended, in every order, and costs what the first one costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.models import CalendarDay, Suggestion
from feedback.models.paging import page_of
from feedback.workflow import Stage
from portal.search import Query
from tests.factories import NOW, at, make_suggestion, release

BOARD = "/suggestions/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    """Five suggestions; the last two came at the same moment."""
    return [make_suggestion(now=at(f"2020-12-{day:02d} 10:00")) for day in (1, 2, 3, 4, 4)]


def slice_of(*, order="newest", parts=None, size=2, **ends):
    anchors = {name: Suggestion.objects.by_number(number) for name, number in ends.items()}
    return page_of(parts or [Suggestion.objects.all()], order, size=size, **anchors)


def places(slice):
    return [int(line.number[-4:]) for line in slice.lines], slice.before, slice.after


def test_forwards_through_all(five):
    pages = [slice_of(), slice_of(after="2020-0004"), slice_of(after="2020-0002")]

    assert list(map(places, pages)) == [
        ([5, 4], None, "2020-0004"),
        ([3, 2], "2020-0003", "2020-0002"),
        ([1], "2020-0001", None),
    ]


def test_backwards_through_all(five):
    pages = [slice_of(before="2020-0001"), slice_of(before="2020-0003"), slice_of(before="2020-0005")]

    assert list(map(places, pages)) == [
        ([3, 2], "2020-0003", "2020-0002"),
        ([5, 4], None, "2020-0004"),
        ([], None, None),
    ]


def test_by_due_day_stand_those_that_wait_first_the_one_due_first(five):
    for suggestion, day in zip(five, (9, 8, 7, 6, 5), strict=True):
        Suggestion.objects.filter(pk=suggestion.pk).update(due_on=at(f"2020-12-{day:02d} 10:00").date())
    Suggestion.objects.filter(pk=five[4].pk).update(stage=Stage.WITHDRAWN)

    assert [places(slice_of(order="due"))[0], places(slice_of(order="due", after="2020-0003"))[0]] == [[4, 3], [2, 1]]


def test_hits_in_titles_then_hits_in_texts_page_after_page():
    texts = [("路燈", "壞了"), ("門前", "路燈壞了"), ("路燈", "又壞"), ("屋後", "沒有路燈")]
    for day, (title, body) in enumerate(texts, start=1):
        release(make_suggestion(now=at(f"2020-12-{day:02d} 10:00"), has_consent=True), title=title, body=body)
    parts = Suggestion.objects.found(Query("路灯"))

    forwards = [slice_of(parts=parts, size=3), slice_of(parts=parts, size=3, after="2020-0004")]
    back = slice_of(parts=parts, size=3, before="2020-0002")

    assert [places(page) for page in [*forwards, back]] == [
        ([3, 1, 4], None, "2020-0004"),
        ([2], "2020-0002", None),
        ([3, 1, 4], None, "2020-0004"),
    ]


@pytest.mark.parametrize(
    ("address", "queries"),
    [({}, (1, 2)), ({"tally": "open"}, (1, 2)), ({"sort": "due"}, (2, 3)), ({"q": "路燈"}, (7, 10))],
)
def test_a_later_page_asks_hardly_more_than_the_first(client, address, queries, settings, office):
    """What it asks more is where it begins, and in which part; what is counted and called is in memory."""
    settings.TOTALS_CACHE = 60
    for number in range(21):
        suggestion = make_suggestion(has_consent=True)
        release(suggestion, title=f"路燈 {number}", body="夜裡看不清。")
        suggestion.recount_days(CalendarDay.objects.calendar(), now=NOW)
    client.get(BOARD)

    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(BOARD, address)
        return page.context["slice"], len(captured)

    first, asked_first = asked(address)
    later, asked_later = asked({**address, "after": first.after})

    assert ((asked_first, asked_later), len(first.lines), len(later.lines)) == (queries, 20, 1)
