"""The working-day table that administrators keep, and the campaigns that run on a day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from feedback.deadlines import Calendar, Due
from feedback.models import CalendarDay, Campaign, Status
from feedback.workflow import Stage
from portal import generation
from tests import factories

pytestmark = pytest.mark.django_db


def test_without_entries_it_is_the_package():
    assert CalendarDay.objects.calendar() == Calendar({})


def test_the_entries_stand_over_the_package():
    factories.make_calendar_day(day=date(2020, 12, 2), is_working=False, note="演練停辦")
    factories.make_calendar_day(day=date(2020, 12, 5), is_working=True)
    calendar = CalendarDay.objects.calendar()
    assert calendar == Calendar({date(2020, 12, 2): False, date(2020, 12, 5): True})
    assert calendar.after(date(2020, 12, 1), 3) == Due(date(2020, 12, 5), is_provisional=False)


def test_a_day_is_entered_once():
    factories.make_calendar_day(day=date(2027, 1, 1), is_working=False)
    with pytest.raises(ValidationError):
        factories.make_calendar_day(day=date(2027, 1, 1), is_working=True)


def test_it_is_read_with_one_query(django_assert_num_queries):
    for day in (1, 2, 3):
        factories.make_calendar_day(day=date(2027, 1, day), is_working=False)
    with django_assert_num_queries(1):
        calendar = CalendarDay.objects.calendar()
        calendar.after(date(2026, 12, 28), 15)


def _publish_elsewhere():
    """What a change at the desk does to this process, half a second later."""
    generation.Publishing.objects.create()
    generation._known.forget()


def test_it_is_known_until_the_desk_changes_it(settings, django_assert_num_queries, admin_client):
    settings.TOTALS_CACHE = 60
    generation.forget()
    first = CalendarDay.objects.calendar()
    with django_assert_num_queries(0):
        assert CalendarDay.objects.calendar() is first
    given = {"day": "2020-12-02", "is_working": "", "note": "演練停辦"}
    assert admin_client.post(reverse("admin:feedback_calendarday_add"), given).status_code == 302
    generation._known.forget()  # the desk's request was part of the test's transaction

    assert CalendarDay.objects.calendar() == Calendar({date(2020, 12, 2): False})


# Where a suggestion of a day is filed, and under which status.


def test_the_status_of_a_stage_is_known_until_something_is_published(settings, django_assert_num_queries):
    settings.TOTALS_CACHE = 60
    generation.forget()
    first = Status.objects.entry(Stage.RECEIVED)
    with django_assert_num_queries(0):
        assert Status.objects.entry(Stage.RECEIVED) == first
    newer = Status.objects.create(stage=Stage.RECEIVED, name="示例：剛剛收到", order=0)
    _publish_elsewhere()

    assert Status.objects.entry(Stage.RECEIVED) == newer


def test_a_suggestion_goes_to_the_open_sanmin_round_and_else_to_the_always_open_one():
    sanmin, always_open = factories.make_campaign(), Campaign.objects.get(slug="open")
    factories.make_phase(campaign=sanmin, starts_on=date(2020, 11, 20), ends_on=date(2020, 12, 20))
    days = [date(2020, 11, 19), date(2020, 11, 20), date(2020, 12, 20), date(2020, 12, 21)]
    assert [Campaign.objects.for_new_suggestion(day) for day in days] == [always_open, sanmin, sanmin, always_open]


def test_a_phase_that_does_not_collect_takes_nothing():
    sanmin, always_open = factories.make_campaign(), Campaign.objects.get(slug="open")
    factories.make_phase(campaign=sanmin, kind="handle", starts_on=date(2020, 11, 20))
    assert Campaign.objects.for_new_suggestion(date(2020, 12, 1)) == always_open


def test_where_it_is_filed_is_known_until_something_is_published(settings, django_assert_num_queries):
    settings.TOTALS_CACHE = 60
    always_open, day = Campaign.objects.get(slug="open"), date(2020, 12, 1)
    generation.forget()
    first = Campaign.objects.for_new_suggestion(day)
    with django_assert_num_queries(0):
        second = Campaign.objects.for_new_suggestion(day)
    sanmin = factories.make_campaign()
    factories.make_phase(campaign=sanmin, starts_on=date(2020, 11, 20), ends_on=date(2020, 12, 20))
    _publish_elsewhere()

    assert (first, second, Campaign.objects.for_new_suggestion(day)) == (always_open, always_open, sanmin)
    assert Campaign.objects.for_new_suggestion(date(2020, 12, 21)) == always_open


def test_a_phase_does_not_end_before_it_starts():
    sanmin = factories.make_campaign()
    with pytest.raises(ValidationError) as error:
        factories.make_phase(campaign=sanmin, starts_on=date(2020, 12, 2), ends_on=date(2020, 12, 1))
    assert error.value.message_dict["ends_on"] == ["結束日期早於開始日期，請核對。"]


STATES = [("2020-11-19", "next"), ("2020-11-20", "current"), ("2020-12-20", "current"), ("2020-12-21", "done")]


@pytest.mark.parametrize(("day", "state"), STATES)
def test_where_a_phase_stands_on_a_day(day, state):
    phase = factories.make_phase(
        campaign=factories.make_campaign(), starts_on=date(2020, 11, 20), ends_on=date(2020, 12, 20)
    )
    assert phase.state_on(date.fromisoformat(day)) == state
