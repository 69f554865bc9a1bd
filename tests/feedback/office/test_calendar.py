"""The working-day table that administrators keep, and the campaigns that run on a day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from feedback.models import Campaign, HolidayList
from feedback.office.calendar import working_days
from feedback.office.campaigns import for_new_suggestion
from feedback.office.statuses import first_status
from feedback.rules.arrangements import read_arrangement
from feedback.rules.deadlines import Calendar, Due
from feedback.rules.workflow import Stage
from feedback.tasks import run_recount
from portal.serving import generation
from tests import factories

pytestmark = pytest.mark.django_db


def test_without_entries_it_is_the_package():
    assert working_days() == Calendar({})


def test_the_entries_stand_over_the_package():
    factories.make_calendar_day(day=date(2020, 12, 2), is_working=False, note="演練停辦")
    factories.make_calendar_day(day=date(2020, 12, 5), is_working=True)
    calendar = working_days()
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
        calendar = working_days()
        calendar.after(date(2026, 12, 28), 15)


LIST = "2031年放假安排：1月1日放假。5月1日、2日放假。10月1日至7日放假調休，共7天。9月28日上班。"


def test_two_days_entered_alone_make_no_year_known():
    for day in (date(2031, 5, 1), date(2031, 10, 1)):
        factories.make_calendar_day(day=day, is_working=False)
    assert working_days().after(date(2031, 9, 1), 2).is_provisional


def test_a_list_makes_its_year_known_and_leaves_what_was_corrected_besides():
    factories.make_calendar_day(day=date(2031, 9, 28), is_working=False, note="以前猜的")
    factories.make_calendar_day(day=date(2031, 9, 29), is_working=False, note="演練停辦")
    factories.confirm_holidays(LIST)
    calendar = working_days()
    days = (calendar.overrides[date(2031, 9, 28)], calendar.overrides[date(2031, 9, 29)])
    assert (calendar.confirmed, days) == (frozenset({2031}), (True, False))
    assert calendar.after(date(2031, 9, 30), 1) == Due(date(2031, 10, 8), is_provisional=False)


def test_a_list_confirmed_again_takes_the_place_of_the_first(administrator):
    factories.confirm_holidays(LIST)
    corrected = LIST.replace("9月28日上班。", "")
    HolidayList.objects.confirm(read_arrangement(corrected), corrected, by=administrator, now=factories.NOW)
    assert (HolidayList.objects.count(), date(2031, 9, 28) in working_days().overrides) == (1, False)


def test_a_day_that_the_law_makes_off_is_no_working_day():
    with pytest.raises(ValidationError, match="法定假日"):
        factories.make_calendar_day(day=date(2027, 1, 1), is_working=True)


# The list at the desk.

ADDRESS = "admin:feedback_holidaylist"


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def test_a_list_is_read_shown_and_then_confirmed(keeper):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED, now=factories.at("2031-09-25 10:00"))
    suggestion.recount_days(working_days(), now=factories.NOW)
    shown = keeper.post(reverse(ADDRESS), {"text": LIST, "is_whole": "False"})  # as the first page has it, hidden
    form = shown.context["form"]
    sent = {name: form[name].value() or "" for name in ("text", "year", "shown", "is_whole")}
    before = HolidayList.objects.count()

    confirmed = keeper.post(reverse(ADDRESS), sent | {"is_whole": "on"})

    assert (shown.status_code, "2031-10-01" in shown.text, sent["is_whole"], before) == (200, True, "", 0)
    assert confirmed.url == reverse("admin:feedback_calendarday_changelist") + "?year=2031"
    run_recount(factories.NOW)
    suggestion.refresh_from_db()
    assert (HolidayList.objects.get().text, suggestion.is_due_provisional) == (LIST, False)
    assert DBTaskResult.objects.filter(task_path="feedback.tasks.recount").count() == 1


def test_a_tick_counts_only_under_the_days_that_were_shown(keeper):
    shown = keeper.post(reverse(ADDRESS), {"text": LIST}).context["form"]["shown"].value()
    changed = keeper.post(
        reverse(ADDRESS), {"text": LIST.replace("9月28日上班。", ""), "is_whole": "on", "shown": shown}
    )
    unticked = keeper.post(reverse(ADDRESS), {"text": LIST, "shown": shown})
    assert (changed.status_code, unticked.status_code, HolidayList.objects.count()) == (200, 200, 0)


def test_what_cannot_be_read_is_told_and_stays(keeper):
    text = "2031年放假安排：1月1日放假。"
    page = keeper.post(reverse(ADDRESS), {"text": text})
    assert page.context["form"].errors == {"text": ["2031-05-01 是法定假日，安排裡卻沒有，請粘貼全年的安排。"]}
    assert text in page.text


def test_a_sheet_is_read_as_its_text(keeper):
    rows = "日期,安排\n" + "\n".join(
        f"2031-{day},放假" for day in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")
    )
    file = SimpleUploadedFile("days.csv", rows.encode())
    form = keeper.post(reverse(ADDRESS), {"file": file}).context["form"]
    assert (form.errors, form.arrangement.year, len(form.arrangement.off)) == ({}, 2031, 6)


def test_only_who_keeps_the_calendar_enters_a_list(client, triage_officer):
    client.force_login(triage_officer)
    assert client.post(reverse(ADDRESS), {"text": LIST}).status_code == 403


def _publish_elsewhere():
    """What a change at the desk does to this process, half a second later."""
    generation.Publishing.objects.create()
    generation._known.forget()


def test_it_is_known_until_the_desk_changes_it(settings, django_assert_num_queries, admin_client):
    settings.TOTALS_CACHE = 60
    generation.forget()
    first = working_days()
    with django_assert_num_queries(0):
        assert working_days() is first
    given = {"day": "2020-12-02", "is_working": "", "note": "演練停辦"}
    assert admin_client.post(reverse("admin:feedback_calendarday_add"), given).status_code == 302
    generation._known.forget()  # the desk's request was part of the test's transaction

    assert working_days() == Calendar({date(2020, 12, 2): False})


# Where a suggestion of a day is filed, and under which status.


def test_the_status_of_a_stage_is_known_until_something_is_published(settings, django_assert_num_queries):
    settings.TOTALS_CACHE = 60
    generation.forget()
    first = first_status(Stage.RECEIVED)
    with django_assert_num_queries(0):
        assert first_status(Stage.RECEIVED) == first
    newer = factories.make_status(stage=Stage.RECEIVED, name="示例：剛剛收到")
    newer.begin_stage()
    _publish_elsewhere()

    assert first_status(Stage.RECEIVED) == newer


def test_a_suggestion_goes_to_the_open_sanmin_round_and_else_to_the_always_open_one():
    sanmin, always_open = factories.make_campaign(), Campaign.objects.get(slug="open")
    factories.make_phase(campaign=sanmin, starts_on=date(2020, 11, 20), ends_on=date(2020, 12, 20))
    days = [date(2020, 11, 19), date(2020, 11, 20), date(2020, 12, 20), date(2020, 12, 21)]
    assert [for_new_suggestion(day) for day in days] == [always_open, sanmin, sanmin, always_open]


def test_a_phase_that_does_not_collect_takes_nothing():
    sanmin, always_open = factories.make_campaign(), Campaign.objects.get(slug="open")
    factories.make_phase(campaign=sanmin, kind="handle", starts_on=date(2020, 11, 20))
    assert for_new_suggestion(date(2020, 12, 1)) == always_open


def test_where_it_is_filed_is_known_until_something_is_published(settings, django_assert_num_queries):
    settings.TOTALS_CACHE = 60
    always_open, day = Campaign.objects.get(slug="open"), date(2020, 12, 1)
    generation.forget()
    first = for_new_suggestion(day)
    with django_assert_num_queries(0):
        second = for_new_suggestion(day)
    sanmin = factories.make_campaign()
    factories.make_phase(campaign=sanmin, starts_on=date(2020, 11, 20), ends_on=date(2020, 12, 20))
    _publish_elsewhere()

    assert (first, second, for_new_suggestion(day)) == (always_open, always_open, sanmin)
    assert for_new_suggestion(date(2020, 12, 21)) == always_open


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
