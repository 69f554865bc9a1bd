"""The working days of a year on one page, and a day corrected from it."""

from datetime import date

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from feedback.models import CalendarDay
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
YEAR = "admin:feedback_calendarday_changelist"


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def test_a_year_is_shown_with_its_corrections(keeper):
    factories.make_calendar_day(day=date(2020, 12, 2), is_working=False, note="演練停辦")
    page = keeper.get(reverse(YEAR), {"year": 2020})
    year = page.context["year"]
    assert (year.number, year.working, [row.note for row in page.context["by_hand"]]) == (2020, 248, ["演練停辦"])
    assert "系統已經自帶" in page.text


def test_a_year_whose_arrangement_is_not_out_says_so_and_one_that_was_entered_by_whom(keeper):
    provisional = keeper.get(reverse(YEAR), {"year": 2031}).text
    factories.confirm_holidays("2031年放假安排：1月1日、5月1日、5月2日、10月1日、10月2日、10月3日放假。")
    entered = keeper.get(reverse(YEAR), {"year": 2031}).text
    assert ("還沒有公布" in provisional, "還沒有公布" in entered, "核對錄入" in entered) == (True, False, True)


@pytest.mark.parametrize("asked", [{}, {"year": "abc"}, {"year": 1066}])
def test_what_is_no_year_is_this_one(keeper, asked):
    assert keeper.get(reverse(YEAR), asked).context["year"].number == keeper.get(reverse(YEAR)).context["today"].year


def test_a_day_that_is_clicked_begins_as_the_opposite_of_what_it_is(keeper):
    add = reverse("admin:feedback_calendarday_add")
    begun = [
        keeper.get(add, {"day": day}).context["adminform"].form.initial for day in ("2020-12-02", "2020-12-05", "x")
    ]
    assert begun == [
        {"day": date(2020, 12, 2), "is_working": False}, {"day": date(2020, 12, 5), "is_working": True}, {},
    ]  # fmt: skip


def test_a_corrected_day_leads_back_to_its_year_and_counts_the_days_anew(keeper):
    add = reverse("admin:feedback_calendarday_add")
    added = keeper.post(add, {"day": "2020-12-05", "is_working": "on", "note": "補班"})
    row = CalendarDay.objects.get()
    address = reverse("admin:feedback_calendarday_delete", args=[row.pk])
    deleted = keeper.post(address, {"post": "yes"})
    back = reverse(YEAR) + "?year=2020"
    assert (added.url, deleted.url, CalendarDay.objects.exists()) == (back, back, False)
    assert DBTaskResult.objects.filter(task_path="feedback.tasks.recount").count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_however_many_corrections_there_are(keeper, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_calendar_day(day=date(2020, 12, 7 + number), is_working=False)
    keeper.get(reverse(YEAR), {"year": 2020})
    with django_assert_num_queries(7):
        keeper.get(reverse(YEAR), {"year": 2020})


def test_only_who_keeps_the_calendar_sees_it(client, triage_officer):
    client.force_login(triage_officer)
    assert client.get(reverse(YEAR)).status_code == 403
