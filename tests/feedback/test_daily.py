"""The daily work: days counted, cards dealt, what was not rated closed; a second run finds nothing to do."""

from datetime import date, timedelta

import pytest

from feedback.models import Campaign, Draft, Event, Sheet, Suggestion
from feedback.office.calendar import working_days
from feedback.rules.deadlines import Card
from feedback.rules.workflow import Stage, Verb
from feedback.tasks import run_daily
from portal.files.sheets import Unread
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.django_db


def card_of(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk).card


def test_the_days_follow_a_suggestion_that_was_taken_without_them():
    suggestion = factories.make_suggestion(now=at("2020-12-01 10:00"))
    run_daily(at("2020-12-02 06:10"))
    suggestion.refresh_from_db()
    # 15 working days after a Tuesday: the Tuesday three weeks later.
    assert (suggestion.accept_due_on, suggestion.due_on) == (date(2020, 12, 3), date(2020, 12, 22))


@pytest.mark.parametrize(
    ("today", "card"),
    [
        ("2020-12-18", Card.NONE),  # Friday, two working days before
        ("2020-12-21", Card.YELLOW),  # Monday, one before
        ("2020-12-22", Card.YELLOW),  # the day itself
        ("2020-12-23", Card.RED),  # one after
        ("2021-02-01", Card.RED),
    ],
)
def test_cards_are_dealt_around_the_due_day(today, card):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, now=at("2020-12-01 10:00"))
    run_daily(at(f"{today} 06:10"))
    assert card_of(suggestion) == card


def test_what_was_not_rated_in_time_closes_by_itself():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    stages = []
    for days in (15, 16):
        run_daily(NOW + timedelta(days=days))
        stages.append(Suggestion.objects.get(pk=suggestion.pk).stage)
    assert stages == [Stage.REPLIED, Stage.CLOSED]


def test_a_second_run_changes_nothing():
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.make_suggestion(stage=Stage.REPLIED)
    factories.make_suggestion()
    later = NOW + timedelta(days=40)
    run_daily(later)
    events = list(Event.objects.values_list("pk", "verb"))
    run_daily(later)
    assert list(Event.objects.values_list("pk", "verb")) == events


def test_provisional_days_are_counted_again_when_the_calendar_arrives():
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, now=at("2031-09-25 10:00"))
    run_daily(at("2031-09-26 06:10"))
    suggestion.refresh_from_db()
    provisional = (suggestion.due_on, suggestion.is_due_provisional)
    factories.confirm_holidays("2031年放假安排：1月1日放假。5月1日、2日放假。10月1日至7日放假調休，共7天。")
    run_daily(at("2031-09-27 06:10"))
    suggestion.refresh_from_db()
    assert provisional == (date(2031, 10, 21), True)
    assert (suggestion.due_on, suggestion.is_due_provisional) == (date(2031, 10, 23), False)


def test_one_failure_is_logged_and_stops_nothing_else(monkeypatch, caplog):
    broken, whole = factories.make_suggestion(), factories.make_suggestion()
    count = Suggestion.recount_days

    def fail(suggestion, *args, **kwargs):
        if suggestion.pk == broken.pk:
            raise RuntimeError("the calendar is torn")
        count(suggestion, *args, **kwargs)

    monkeypatch.setattr(Suggestion, "recount_days", fail)
    run_daily(NOW)
    whole.refresh_from_db()
    assert (whole.due_on, [record.message for record in caplog.records]) == (
        date(2020, 12, 22),
        [f"The daily work on {broken.number} failed"],
    )


def test_what_was_typed_and_never_sent_is_forgotten():
    for name, age in (("old", 3), ("young", 1)):
        Draft(flow_digest=name).remember({"title": "沒有提交的"}, now=NOW - timedelta(days=age))
    run_daily(NOW)
    assert list(Draft.objects.values_list("flow_digest", flat=True)) == ["young"]


def test_a_year_that_is_known_is_not_provisional():
    suggestion = factories.make_suggestion(now=at("2020-12-25 10:00"))
    suggestion.recount_days(working_days(), now=NOW)
    # New Year's Day is a holiday; 15 working days end on Monday 18 January.
    assert (suggestion.due_on, suggestion.is_due_provisional) == (date(2021, 1, 18), False)


def test_a_day_is_told_once():
    suggestion = factories.make_suggestion()
    for _ in range(2):
        suggestion.recount_days(working_days(), now=NOW)
    assert suggestion.events.filter(verb=Verb.RECOUNT_DAYS).count() == 1


def test_a_sheet_that_nobody_filed_is_forgotten(triage_officer):
    campaign = Campaign.objects.get(slug="open")
    for name, hours in {"old": 13, "young": 11}.items():
        uploaded = {"by": triage_officer, "now": NOW - timedelta(hours=hours)}
        Sheet.objects.keep([], unread=Unread(), name=name, campaign=campaign, **uploaded)
    run_daily(NOW)
    assert list(Sheet.objects.values_list("name", flat=True)) == ["young"]
