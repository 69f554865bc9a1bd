"""The pages of the board: each begins where its neighbour ended, in every order, and costs what the first one costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.workflow import Stage
from feedback.suggestions import paging
from feedback.suggestions.paging import Edge, Part, page_of
from portal.search import Query
from tests.factories import NOW, at, make_suggestion, release

BOARD = "/suggestions/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    """Five suggestions; the last two came at the same moment."""
    return [make_suggestion(now=at(f"2020-12-{day:02d} 10:00")) for day in (1, 2, 3, 4, 4)]


def slice_of(*, order="newest", parts=None, size=2, part=None, is_last=False, **ends):
    anchors = {name: Suggestion.objects.by_number(number) for name, number in ends.items()}
    return page_of(parts or [Part(Suggestion.objects.all())], order, size=size, part=part, is_last=is_last, **anchors)


def numbers(slice):
    return [int(line.number[-4:]) for line in slice.lines]


def places(slice):
    return numbers(slice), *(edge and edge.number for edge in (slice.before, slice.after))


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

    assert [numbers(slice_of(order="due")), numbers(slice_of(order="due", after="2020-0003"))] == [[4, 3], [2, 1]]


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
        suggestion.recount_days(working_days(), now=NOW)
    client.get(BOARD)
    client.get(BOARD, {"q": "車"})

    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(BOARD, address)
        return page.context["slice"], len(captured)

    first, asked_first = asked(address)
    later, asked_later = asked({**address, "after": first.after.number})

    assert ((asked_first, asked_later), len(first.lines), len(later.lines)) == (queries, 20, 1)


# What one request reads of a word whose hits are too many to be named is bounded, and nothing is lost by it.


@pytest.fixture
def many(monkeypatch):
    """Thirty, of which some have the word: in titles, in texts, with long ways between them; ten are gone through."""
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 1)
    monkeypatch.setattr(paging, "MOST_READ", 10)
    titled, mentioned = {2, 3, 25}, {1, 4, 5, 28, 29}
    for number in range(1, 31):
        title = "路燈" if number in titled else "樹枝"
        body = "路燈壞了" if number in mentioned else "太長"
        released = make_suggestion(now=at(f"2020-12-{(number + 1) // 2:02d} 10:00"), has_consent=True)
        release(released, title=title, body=body)
    return [25, 3, 2, 29, 28, 5, 4, 1]


def walk(parts, order="newest", *, back=False, **begin):
    """Every page from there on, by the links that each of them offers."""
    pages = [slice_of(parts=parts(), order=order, size=2, **begin)]
    while edge := (pages[-1].before if back else pages[-1].after):
        end = {"before" if back else "after": edge.number}
        pages.append(slice_of(parts=parts(), order=order, size=2, part=edge.part, **end))
        assert len(pages) < 40
    return pages


def found_parts():
    return Suggestion.objects.found(Query("路灯"))


def test_all_hits_are_met_once_and_in_order_however_far_apart_they_lie(many):
    pages = walk(found_parts)

    assert [number for page in pages for number in numbers(page)] == many
    assert [(numbers(page), page.is_cut) for page in pages[:3]] == [([25], True), ([], True), ([3, 2], False)]


def test_backwards_too(many):
    last = walk(found_parts)[-1]
    pages = walk(found_parts, back=True, before=last.before.number, part=last.before.part)

    met = [number for page in pages[::-1] for number in numbers(page)]
    assert met == many[: -len(last.lines) or None]


@pytest.mark.parametrize("order", ["support", "due"])
def test_in_every_order(many, order):
    for number, suggestion in enumerate(Suggestion.objects.order_by("pk"), start=1):
        day = at(f"2021-01-{31 - number:02d} 10:00").date()
        Suggestion.objects.filter(pk=suggestion.pk).update(due_on=day, support_count=number)

    assert [number for page in walk(found_parts, order) for number in numbers(page)] == many


def test_within_a_filter(many):
    some = Suggestion.objects.filter(sequence__in=[1, 3, 25, 28])
    pages = walk(lambda: some.found(Query("路灯")))
    assert [number for page in pages for number in numbers(page)] == [25, 3, 28, 1]


def test_an_edge_says_in_which_part_a_page_ended(many):
    first = slice_of(parts=found_parts(), size=2)
    assert (first.after, first.before) == (Edge("2020-0021", 0), None)
    beyond = slice_of(parts=found_parts(), size=2, after="2020-0025", part=1)
    assert (numbers(beyond), beyond.is_cut) == ([], True)


def test_an_address_of_before_says_it_by_its_suggestion(many):
    assert [numbers(slice_of(parts=found_parts(), after=number)) for number in ("2020-0025", "2020-0005")] == [
        [], [4, 1],
    ]  # fmt: skip


def test_few_hits_are_read_by_name_and_never_cut(many, monkeypatch):
    monkeypatch.setattr("portal.search.index.MOST_NAMED", 2000)
    pages = walk(found_parts)
    assert ([numbers(page) for page in pages], any(page.is_cut for page in pages)) == (
        [[25, 3], [2, 29], [28, 5], [4, 1]], False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "begin",
    [
        {},
        {"after": "2020-0001", "part": "1"},
        {"after": "2020-0025", "part": "0"},
        {"before": "2020-0002", "part": "1"},
    ],
)
@pytest.mark.parametrize("more", [{}, {"sort": "support"}, {"tally": "open"}])
def test_whatever_is_asked_goes_through_no_more_rows_than_it_may(client, many, begin, more, monkeypatch):
    """What is looked for row by row ends where as many rows are gone through, if the list does not end before."""
    looks, within_reach = [], paging._within_reach

    def spied(one, order, place, backwards):
        hits, reach = within_reach(one, order, place, backwards)
        rows = paging._ordered(one.walked, order, place, backwards)
        if reach:
            end = Suggestion.objects.by_number(reach).values_list(*paging._names(order)).get()
            rows = rows.up_to(order, end, backwards=backwards)
        looks.append((rows.count(), "EXISTS" in str(hits.query), reach is not None))
        return hits, reach

    monkeypatch.setattr(paging, "_within_reach", spied)
    page = client.get(BOARD, {"q": "路燈", **more, **begin})

    assert (page.status_code, len(looks) in (1, 2)) == (200, True)
    assert [look for look in looks if look not in ((10, True, True), (look[0], True, False)) or look[0] > 10] == []


def test_the_page_says_that_it_looked_no_further(client, many):
    cut = client.get(BOARD, {"q": "路燈"})
    empty = client.get(BOARD, {"q": "路燈", "after": "2020-0021", "part": "0"})
    ended = client.get(BOARD, {"q": "路燈", "after": "2020-0001", "part": "1"})

    assert ["接著查" in page.text for page in (cut, empty, ended)] == [True, True, False]
    assert 'rel="next" href="?q=%E8%B7%AF%E7%87%88&amp;after=2020-0021&amp;part=0"' in cut.text
    assert ("這一段裡沒有符合條件的" in empty.text, "已經查到頭了" in ended.text) == (True, True)


def test_a_part_that_is_none_is_no_part(client, many):
    pages = [client.get(BOARD, {"q": "路燈", "after": "2020-0025", "part": part}) for part in ("9", "x", "", "-1")]
    assert [(page.status_code, page.context["form"].errors) for page in pages] == [(200, {})] * 4


def test_what_a_filter_leaves_of_more_hits_than_are_counted_is_not_counted(client, many, monkeypatch):
    few = client.get(BOARD, {"q": "路燈", "tally": "open"}).context["count"]
    none = client.get(BOARD, {"q": "路燈", "tally": "withdrawn"}).context["count"]
    monkeypatch.setattr("feedback.suggestions.searching.MOST_READ", 5)
    more = client.get(BOARD, {"q": "路燈", "tally": "open"})

    assert (few, none, more.context["count"], "沒有逐件統計" in more.text) == (8, 0, None, True)


def test_the_count_of_hits_that_wait_is_of_those_that_wait(client, many):
    Suggestion.objects.filter(sequence=25).update(due_on=NOW.date())
    page = client.get(BOARD, {"q": "路燈", "sort": "due"})
    assert (page.context["count"], numbers(page.context["slice"])) == (1, [25])


# First and last.


def test_the_last_page_is_read_from_the_end(five):
    last = slice_of(is_last=True)
    assert [places(last), places(slice_of(before=last.before.number))] == [
        ([2, 1], "2020-0002", None),
        ([4, 3], "2020-0004", "2020-0003"),
    ]
    assert [places(slice_of(is_last=True, size=size)) for size in (5, 6)] == [([5, 4, 3, 2, 1], None, None)] * 2


@pytest.mark.parametrize("order", ["newest", "support", "due"])
def test_the_last_page_of_hits_is_the_end_of_the_walk(many, order):
    days = {row.pk: at(f"2021-01-{31 - row.sequence:02d} 10:00").date() for row in Suggestion.objects.all()}
    for pk, day in days.items():
        Suggestion.objects.filter(pk=pk).update(due_on=day, support_count=31 - day.day)
    pages = [slice_of(parts=found_parts(), order=order, size=2, is_last=True)]
    while edge := pages[-1].before:
        pages.append(slice_of(parts=found_parts(), order=order, size=2, part=edge.part, before=edge.number))
        assert len(pages) < 40
    assert [number for page in pages[::-1] for number in numbers(page)] == many


def test_pages_lead_to_the_first_and_to_the_last(client, monkeypatch, five):
    monkeypatch.setattr("feedback.board.views.PER_PAGE", 2)
    addresses = {"first": {}, "middle": {"after": "2020-0004"}, "last": {"before": "end"}}
    pages = {name: client.get(BOARD, {"stubs": "1", **asked}) for name, asked in addresses.items()}
    words = {
        name: [word for word in ("第一頁", "上一頁", "下一頁", "最後一頁") if f">{word}<" in page.text]
        for name, page in pages.items()
    }
    assert words == {
        "first": ["下一頁", "最後一頁"],
        "middle": ["第一頁", "上一頁", "下一頁", "最後一頁"],
        "last": ["第一頁", "上一頁"],
    }
    assert numbers(pages["last"].context["slice"]) == [2, 1]
    assert 'href="?stubs=1&amp;before=end"' in pages["middle"].text
