"""Who did what: verbs, work at the desk and logins of a day, for supervisors and administrators."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.rules.workflow import Stage
from feedback.verbs.filing import record_reading
from portal.accounts import lockout
from portal.accounts.records import record
from portal.desk import staff_log
from tests import factories
from tests.factories import NOW, at

pytestmark = pytest.mark.on_postgres

LIST = "admin:portal_staffrecord_changelist"
TODAY = date(2020, 12, 1)


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def told(day=TODAY, **options):
    found, _more = staff_log.of_day(day, **options)
    return [(doing.username, doing.what, doing.about) for doing in found]


def test_a_day_of_everybody(office, triage_officer):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    record(triage_officer, "導出 3 件建議（csv）")
    assert sorted(told()) == sorted(
        [
            ("triage", "受理", "2020-0001"),
            ("triage", "轉辦", "2020-0001"),
            (office.handler.username, "開始辦理", "2020-0001"),
            ("triage", "導出 3 件建議（csv）", ""),
        ]
    )


def test_one_person_and_another_day(office, triage_officer):
    factories.make_suggestion(stage=Stage.IN_PROGRESS, now=at("2020-12-02 00:00"), received_at=NOW)
    handler = office.handler.username
    assert (told(), told(TODAY + timedelta(days=1), person=handler)) == ([], [(handler, "開始辦理", "2020-0001")])


def test_what_was_done_to_many_at_once_is_one_line(triage_officer):
    suggestions = [factories.receive() for _ in range(3)]
    record_reading(suggestions, by=triage_officer, now=NOW)
    assert told() == [("triage", "查看聯繫方式", "2020-0001 等 3 件")]


def test_logins_good_and_bad(client, triage_officer):
    triage_officer.set_password("a long sample password")
    triage_officer.save()
    for password in ("wrong", "a long sample password"):
        client.post(reverse("admin:login"), {"username": "triage", "password": password}, REMOTE_ADDR="10.0.0.9")
    assert set(told(person="triage")) == {("triage", "登錄工作臺", "10.0.0.9"), ("triage", "登錄失敗", "10.0.0.9")}


def test_what_administrators_changed(client, administrator, unit):
    client.force_login(administrator)
    fields = {"name": "交警支隊", "order": 0, "members": [], "confirmed": 1}
    client.post(reverse("admin:feedback_unit_change", args=[unit.pk]), fields)
    assert ("administrator", "更改：承辦單位", "交警支隊") in told()


def test_a_long_day_is_read_in_parts(triage_officer, monkeypatch):
    monkeypatch.setattr(staff_log, "MOST", 2)
    for minute in range(5):
        suggestion = factories.receive(now=NOW)
        suggestion.read_contact(by=triage_officer, now=NOW + timedelta(minutes=minute))
    read, before = [], None
    for _ in range(3):
        part, before = staff_log.of_day(TODAY, before=before)
        read += [doing.about for doing in part]
    assert (read, before) == ([f"2020-000{n}" for n in (5, 4, 3, 2, 1)], None)


@pytest.mark.parametrize(("who", "status"), [("supervisor", 200), ("administrator", 200)])
def test_supervisors_and_administrators_read_it(request, client, office, who, status):
    factories.make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(request.getfixturevalue(who))
    response = client.get(reverse(LIST))
    assert (response.status_code, "2020-0001" in response.text) == (status, True)


def test_only_who_sees_the_suggestions_is_led_to_them(client, supervisor, administrator):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    address = reverse("admin:feedback_suggestion_change", args=[suggestion.pk])
    found = []
    for person in (supervisor, administrator):
        client.force_login(person)
        found.append(address in client.get(reverse(LIST)).text)
    assert found == [True, False]


@pytest.mark.parametrize("who", ["triage_officer", "handler", "reviewer"])
def test_others_do_not(request, client, office, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(LIST)).status_code == 403


def test_nobody_writes_it(client, administrator):
    record(administrator, "做了一件事")
    client.force_login(administrator)
    names = ("add", "change", "delete", "history")
    args = {"add": []}
    pages = [reverse(f"admin:portal_staffrecord_{name}", args=args.get(name, [1])) for name in names]
    assert [client.post(page, {"post": "yes"}).status_code for page in pages] == [403, 405, 403, 405]


def test_a_day_that_is_none_is_told_and_today_is_shown(client, supervisor):
    client.force_login(supervisor)
    response = client.get(reverse(LIST), {"day": "yesterday", "before": "x"})
    assert (response.context["day"], response.context["form"].errors["day"]) == (TODAY, ["請填寫正確的日期。"])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31"])
def test_a_day_at_the_end_of_all_days_is_told(client, supervisor, day):
    client.force_login(supervisor)
    response = client.get(reverse(LIST), {"day": day, "before": f"{day} 00:00"})
    told = ["日期有誤，請核對年份。"]
    assert (response.context["day"], response.context["form"].errors) == (TODAY, {"day": told, "before": told})


def test_a_user_name_of_300_characters_is_told(client, supervisor):
    client.force_login(supervisor)
    response = client.get(reverse(LIST), {"person": "x" * 300})
    assert (response.status_code, [*response.context["form"].errors]) == (200, ["person"])


def test_a_full_day_costs_as_much_as_a_quiet_one(client, supervisor, office):
    factories.make_suggestion(stage=Stage.ACCEPTED)
    client.force_login(supervisor)
    one = queries(client)
    for _ in range(3):
        factories.make_suggestion(stage=Stage.CLOSED)
        record(supervisor, "做了一件事", about=supervisor)
    assert (queries(client), one <= 12) == (one, True)


def queries(client):
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(LIST))
    return len(captured)


def test_logins_of_long_ago_are_forgotten(client, triage_officer):
    client.force_login(triage_officer)
    lockout.forget_logins(NOW)
    kept = len(told())
    lockout.forget_logins(NOW + timedelta(seconds=1))
    assert (kept, told()) == (1, [])
