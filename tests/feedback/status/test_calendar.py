"""One's own days as a file for a calendar."""

from datetime import UTC, date

import pytest
from django.urls import reverse
from icalendar import Calendar

from feedback.office.calendar import working_days
from feedback.rules.workflow import Stage
from tests.factories import NOW
from tests.feedback.passage import opened

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

SECRET_WORDS = ("香港中路", "待轉", "xiaomei")


def in_work(client, **fields):
    """A receipt that was opened, of a suggestion that is being handled and whose days are counted."""
    suggestion = opened(client, stage=Stage.IN_PROGRESS, **fields)
    suggestion.suggestion.recount_days(working_days(), now=NOW)
    suggestion.suggestion.refresh_from_db()
    return suggestion


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def entries(response):
    """What a calendar program reads: (uid, title, first day, day after the last, address) of each."""
    return [
        (str(event["uid"]), str(event["summary"]), event["dtstart"].dt, event["dtend"].dt, str(event["url"]))
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    ]


def test_what_is_being_handled_has_the_day_by_which_it_is_answered(client, settings):
    receipt = in_work(client, contact="xiaomei@example.com")
    due, number = receipt.suggestion.due_on, receipt.number
    response = client.get(reverse("status_calendar"))
    assert entries(response) == [
        (
            f"due-{number}@127.0.0.1", f"{number} 答覆期限", due, date.fromordinal(due.toordinal() + 1),
            f"{settings.SITE_URL}/status/?number={number}",
        )
    ]  # fmt: skip
    assert [response[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")] == [
        "text/calendar; charset=utf-8", f'attachment; filename="{number}.ics"',
        "max-age=0, no-cache, no-store, must-revalidate, private",
    ]  # fmt: skip
    text = response.content.decode()
    assert [words for words in (*SECRET_WORDS, receipt.secret) if words in text] == []


def test_what_is_answered_has_the_last_day_for_rating(client):
    receipt = opened(client, stage=Stage.REPLIED)
    [(uid, title, first, _after, _url)] = entries(client.get(reverse("status_calendar")))
    assert (uid, title, first) == (
        f"rating-{receipt.number}@127.0.0.1", f"{receipt.number} 評議截止", receipt.suggestion.rating_ends_on,
    )  # fmt: skip


def test_the_entry_says_when_it_was_changed_last(client):
    in_work(client)
    [event] = Calendar.from_ical(client.get(reverse("status_calendar")).content).walk("VEVENT")
    assert event["dtstamp"].dt == NOW.astimezone(UTC) == event["last-modified"].dt


def test_a_day_that_may_move_says_so(client):
    receipt = in_work(client)
    type(receipt.suggestion).objects.update(is_due_provisional=True)
    [(_uid, title, *_rest)] = entries(client.get(reverse("status_calendar")))
    assert title == f"{receipt.number} 答覆期限（暫定）"


def test_what_is_over_has_no_day_and_no_link(client):
    opened(client, stage=Stage.CLOSED)
    page = client.get(reverse("status_detail"))
    answer = client.get(reverse("status_calendar"), follow=True)
    assert (reverse("status_calendar") in page.text, answer.redirect_chain) == (
        False,
        [(reverse("status_detail"), 302)],
    )
    assert [str(told) for told in answer.context["messages"]] == ["這件建議現在沒有可以存入日曆的期限。"]


def test_without_the_receipt_there_is_no_file(client):
    assert client.get(reverse("status_calendar")).url == reverse("status_lookup")
