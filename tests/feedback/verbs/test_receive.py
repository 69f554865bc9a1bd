"""Filing: a gap-free number per year, one suggestion per flow, a receipt that opens it, nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from feedback.models import NumberSeries, Suggestion
from feedback.office.calendar import working_days
from feedback.rules import receipts
from feedback.rules.deadlines import Calendar
from feedback.rules.workflow import USUAL_WAY, Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, steps


def numbers():
    return sorted(suggestion.number for suggestion in Suggestion.objects.all())


@pytest.mark.django_db
def test_what_a_citizen_sent_is_filed_with_all_that_was_given():
    field = factories.make_category(reply_days=10)
    suggestion = fresh(factories.receive(category=field, name="王曉梅", contact="13864210975", now=NOW))
    assert (suggestion.number, suggestion.stage, suggestion.received_at, suggestion.reply_days) == (
        "2020-0001", Stage.RECEIVED, NOW, 10,
    )  # fmt: skip
    assert (suggestion.name, suggestion.contact, suggestion.unit) == ("王曉梅", "13864210975", None)
    event = last(suggestion)
    assert (steps(suggestion), event.actor, event.by, event.at) == ([("receive", "", "received")], "citizen", None, NOW)


@pytest.mark.django_db
def test_numbers_follow_each_other_without_a_gap():
    for _ in range(3):
        factories.receive()
    assert numbers() == ["2020-0001", "2020-0002", "2020-0003"]


@pytest.mark.django_db
def test_several_numbers_are_taken_at_once_and_none_only_holds_the_series():
    assert [[*NumberSeries.take(2020, count)] for count in (1, 0, 3)] == [[1], [], [2, 3, 4]]


@pytest.mark.django_db
def test_each_year_counts_from_one_and_the_year_is_the_citys():
    factories.receive(now=datetime(2020, 12, 31, 15, 59, tzinfo=UTC))  # 23:59 in Shanghai
    factories.receive(now=datetime(2020, 12, 31, 16, 0, tzinfo=UTC))  # midnight
    assert numbers() == ["2020-0001", "2021-0001"]


@pytest.mark.django_db
def test_a_number_grows_past_four_digits_by_itself():
    NumberSeries.objects.create(year=2020, last=9999)
    assert factories.receive().number == "2020-10000"


@pytest.mark.django_db
def test_a_filing_that_failed_leaves_no_gap():
    factories.receive()
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.receive(is_under_14=True)  # without a guardian the database refuses it
    factories.receive()
    assert numbers() == ["2020-0001", "2020-0002"]


@pytest.mark.django_db
def test_a_double_click_or_a_reload_gives_the_same_suggestion():
    first = factories.receive(flow="one flow")
    again = factories.receive(flow="one flow", title="另一個標題", now=at("2021-01-01 00:05"))
    assert (again, again.title, numbers(), first.events.count()) == (first, first.title, ["2020-0001"], 1)


@pytest.mark.django_db
def test_taking_a_suggestion_never_asks_the_calendar(monkeypatch):
    def ask(*args):
        raise AssertionError("it asked the calendar")

    monkeypatch.setattr(Calendar, "is_working", ask)
    suggestion = factories.receive(now=at("2031-10-01 10:00"))
    assert (suggestion.number, suggestion.due_on) == ("2031-0001", None)


@pytest.mark.django_db
def test_the_due_days_follow_provisional_until_the_calendar_arrives():
    suggestion = factories.receive(now=at("2031-09-25 10:00"))
    suggestion.recount_days(working_days(), now=at("2031-09-26 06:10"))
    assert (f"{suggestion.accept_due_on}", f"{suggestion.due_on}", suggestion.is_due_provisional) == (
        "2031-09-29", "2031-10-21", True,
    )  # fmt: skip
    factories.confirm_holidays("2031年放假安排：1月1日放假。5月1日、2日放假。10月1日至7日放假調休，共7天。")
    suggestion.recount_days(working_days(), now=at("2031-09-27 06:10"))
    moved = fresh(suggestion)
    assert (f"{moved.due_on}", moved.is_due_provisional) == ("2031-10-23", False)
    assert [event.details for event in moved.events.filter(verb="recount_days").order_by("pk")] == [
        {"due_on": "2031-10-21", "is_provisional": True},
        {"due_on": "2031-10-23", "is_provisional": False},
    ]


@pytest.mark.django_db
def test_days_that_stay_are_not_recorded_again():
    suggestion = factories.receive()
    for _ in range(2):
        suggestion.recount_days(working_days(), now=NOW)
    assert steps(suggestion) == [("receive", "", "received"), ("recount_days", "received", "received")]


@pytest.mark.django_db
@pytest.mark.parametrize("now", ["2020-12-01 10:00", "2027-01-05 10:00", "2031-10-01 10:00", "2024-02-29 23:59"])
def test_the_whole_way_can_be_gone_on_any_date(now, time_machine):
    time_machine.move_to(at(now))
    suggestion = factories.make_suggestion(stage=Stage.CLOSED, now=at(now))
    suggestion.reopen("又壞了。", by=factories.office().supervisor, now=at(now))
    factories.extend(suggestion, now=at(now))
    other = factories.make_suggestion(stage=Stage.ASSIGNED, now=at(now))
    other.send_back("錯轉。", by=factories.office().handler, now=at(now))
    assert (fresh(suggestion).stage, fresh(other).stage) == (Stage.IN_PROGRESS, Stage.ACCEPTED)


@pytest.mark.django_db
def test_the_whole_way_can_be_gone_with_statuses_and_calendar_kept_in_the_process(settings):
    settings.TOTALS_CACHE = 60
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    been = suggestion.events.values_list("to_stage", "status__stage")
    assert (fresh(suggestion).status.stage, {stage for stage, _ in been}) == (Stage.CLOSED, set(USUAL_WAY))
    assert [stage for stage, _ in been] == [stage for _, stage in been]


# The receipt.


@pytest.mark.django_db
def test_number_and_secret_open_the_suggestion(citizen):
    typed = receipts.grouped(citizen.secret)
    assert Suggestion.objects.by_receipt(f" {citizen.number} ", typed) == citizen.suggestion


@pytest.mark.django_db
def test_a_wrong_secret_and_a_wrong_number_open_nothing(citizen):
    other = factories.receive()
    tries = [
        (citizen.number, "000000000000"),
        (citizen.number, ""),
        (other.number, citizen.secret),
        ("2020-9999", citizen.secret),
        ("一號", citizen.secret),
        ("", ""),
    ]
    assert [Suggestion.objects.by_receipt(*typed) for typed in tries] == [None] * len(tries)


@pytest.mark.django_db
def test_the_secret_and_the_flow_stand_nowhere_in_the_database(citizen):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_suggestion")
        row = " ".join(str(value) for value in cursor.fetchone())
        cursor.execute("SELECT * FROM feedback_event")
        row += " ".join(str(value) for value in cursor.fetchone())
    assert (citizen.secret in row, "a citizen's flow" in row) == (False, False)
    assert receipts.secret_digest(settings.RECEIPT_KEY, citizen.number, citizen.secret) in row


# For ever.


@pytest.mark.django_db
def test_what_was_acknowledged_cannot_be_deleted(citizen):
    with pytest.raises(ProtectedError):
        citizen.suggestion.delete()
    with pytest.raises(ProtectedError):
        Suggestion.objects.all().delete()
    assert numbers() == [citizen.number]


# Many at once.


@pytest.mark.django_db(transaction=True)
def test_ten_citizens_at_the_same_moment_get_ten_numbers_in_a_row():
    def send(flow):
        try:
            return factories.receive(flow=f"flow {flow}").number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        given = [*pool.map(send, range(10))]
    assert sorted(given) == numbers() == [f"2020-{n:04d}" for n in range(1, 11)]


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_the_same_moment_make_one_suggestion():
    def send(_):
        try:
            return factories.receive(flow="one flow").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        made = {*pool.map(send, range(10))}
    assert (made, numbers()) == ({Suggestion.objects.get().pk}, ["2020-0001"])
    assert Suggestion.objects.get().events.count() == 1
