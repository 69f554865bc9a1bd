"""逾期 is one truth: what is late is late on every page, in every list, count and download, on every day."""

from datetime import date, timedelta

from django.urls import reverse

from feedback.models import Count, Suggestion
from feedback.rules.counted.statistics import Promptness
from feedback.rules.lateness import Lateness, lateness
from tests.factories import at
from tests.feedback.pages.late.reading import (
    DAYS,
    EXPORT,
    FILED,
    TABLE,
    at_desk,
    days,
    figures,
    in_table,
    late_on,
    offered,
    on_board,
    on_pages,
    on_wall,
)


def test_all_pages_lists_and_downloads_agree_on_every_day(client, filed, office, time_machine):
    for day, late in days(time_machine, client, office.supervisor):
        badges = {number: str(each) for number, each in late.items()}
        labels = {number: each.label for number, each in late.items()}
        cells = {number: (each.label, each.days) for number, each in late.items()}

        assert (day, on_pages(client), on_board(client), at_desk(client)) == (day, badges, badges, badges)
        assert (day, on_wall(client), in_table(client.get(TABLE))) == (day, labels, cells)
        assert (day, in_table(client.post(reverse(EXPORT), {"kind": "csv"}))) == (day, cells)


def test_filters_and_counts_are_of_what_is_late_itself(client, filed, office, time_machine):
    for day, late in days(time_machine, client, office.supervisor):
        own = {
            what: {number: str(each) for number, each in late.items() if each.what == what and not each.is_of_main}
            for what in Lateness
        }

        assert (day, {what: on_board(client, late=what) for what in Lateness}) == (day, own)
        assert (day, {what: at_desk(client, late=what) for what in Lateness}) == (day, own)
        assert (day, offered(client)) == (day, {what: len(rows) for what, rows in own.items() if rows})
        assert (day, figures(client, "逾期未答覆")) == (day, [len(own[Lateness.UNANSWERED])])


def test_statistics_call_the_same_ones_unanswered_with_their_first_answer(filed):
    waiting = {row.number for row in Suggestion.objects.filter(first_replied_at=None)}
    for day in map(date.fromisoformat, DAYS):
        first = [number for number, late in late_on(day).items() if late.is_counted and number in waiting]

        assert (day, Count.objects.group(day).promptness.get(Promptness.OVERDUE, 0)) == (day, len(first))


def test_conditions_of_queries_are_the_function(filed):
    """On each of a hundred days."""
    rows = list(Suggestion.objects.order_by("pk"))
    first = FILED.date()
    for today in (first + timedelta(days=day) for day in range(100)):
        seen = {row: lateness(row.stage, row.accept_due_on, row.due_on, today) for row in rows}
        found = {what: list(Suggestion.objects.late(what, today).order_by("pk")) for what in Lateness}

        assert (today, found) == (today, {what: [row for row in rows if seen[row] == what] for what in Lateness})


def test_what_is_late_in_words(client, filed, time_machine):
    """So that the agreement is not one of nothing: on the day after the longer days."""
    time_machine.move_to(at("2020-11-24 10:00"), tick=False)
    said = on_board(client)
    words = sorted(said.values())

    assert {each: words.count(each) for each in words} == {
        "已逾期 11 個工作日": 4, "主件已逾期 11 個工作日": 2, "已逾期 1 個工作日": 5 - is_back_in_time(),
    }  # fmt: skip


def is_back_in_time():
    """Whether what came back has days of its own, that end later."""
    came_back = Suggestion.objects.get(redo_count=1)
    return came_back.due_on > date(2020, 11, 23)
