"""More than are done at once: handed to the worker, taken up where it stopped, or done without one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from zeal import zeal_ignore

from feedback.desk.many import bulk, bulk_work, tasks
from feedback.models import BulkRun, Event, Label, Route, Suggestion
from feedback.records import bulk_runs
from feedback.records.bulk_runs import Many
from feedback.rules.reasons import Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from portal.tables.workers import TaskWorker
from tests import factories
from tests.factories import NOW
from tests.feedback.desk.many.test_bulk import TOKEN, do, send, stages

RUN = "admin:feedback_suggestion_bulk_run"


@pytest.fixture
def triage(client, office):
    client.force_login(office.triage_officer)
    return client


@pytest.fixture
def at_once(monkeypatch):
    """Two are done while somebody waits; more are for the worker."""
    for module in (bulk, bulk_work):
        monkeypatch.setattr(module, "AT_ONCE", 2)


def run_of(client, verb, suggestions, **fields):
    send(client, verb, suggestions, token=TOKEN, **fields)
    return BulkRun.objects.get()


def worked(run):
    """The worker takes it up."""
    with zeal_ignore():
        tasks.work.func(run.pk)
    return BulkRun.objects.get(pk=run.pk)


def page(client, run):
    return client.get(reverse(RUN, args=[run.pk]))


def test_more_than_at_once_are_for_the_worker_whose_progress_is_shown(triage, at_once):
    rows = [factories.make_suggestion() for _ in range(3)]
    run = run_of(triage, Verb.ACCEPT, rows)
    told = page(triage, run)
    assert stages(*rows) == [Stage.RECEIVED] * 3
    assert (DBTaskResult.objects.filter(task_path=tasks.work.module_path).count(), told["Refresh"]) == (1, "2")
    assert ("3 件裡已經辦過 0 件。" in told.text, "還沒有全部辦完" in told.text) == (True, True)
    run = worked(run)
    told = page(triage, run)
    assert (stages(*rows), len(run.done), run.is_finished) == ([Stage.ACCEPTED] * 3, 3, True)
    assert ("Refresh" in told, "辦成 3 件" in told.text) == (False, True)


def test_as_many_as_at_once_wait_for_nobody(triage, at_once):
    rows = [factories.make_suggestion() for _ in range(2)]
    run_of(triage, Verb.ACCEPT, rows)
    assert (stages(*rows), DBTaskResult.objects.count()) == ([Stage.ACCEPTED] * 2, 0)


def test_a_worker_goes_on_where_another_one_was_lost(triage, at_once, monkeypatch):
    rows = [factories.make_suggestion() for _ in range(4)]
    run = run_of(triage, Verb.ACCEPT, rows)
    accept, calls = Suggestion.accept, []

    def killed(suggestion, **arguments):
        calls.append(suggestion.pk)
        accept(suggestion, **arguments)
        if len(calls) == 2:  # after the change, before anything could be written down of it
            raise KeyboardInterrupt

    monkeypatch.setattr(Suggestion, "accept", killed)
    with pytest.raises(KeyboardInterrupt):
        worked(run)
    run.refresh_from_db()
    assert (len(run.results), stages(*rows)) == (1, [Stage.ACCEPTED] + [Stage.RECEIVED] * 3)
    monkeypatch.setattr(Suggestion, "accept", accept)
    run = worked(run)
    assert (len(run.done), run.refused, stages(*rows)) == (4, [], [Stage.ACCEPTED] * 4)
    assert Event.objects.filter(verb=Verb.ACCEPT).count() == 4


def test_a_task_that_is_taken_up_again_does_nothing_twice(triage, at_once):
    rows = [factories.make_suggestion() for _ in range(3)]
    run = worked(run_of(triage, Verb.ACCEPT, rows))
    again = worked(run)
    tasks.work.func(run.pk + 1)  # one that is gone
    assert (again.results, Event.objects.filter(verb=Verb.ACCEPT).count()) == (run.results, 3)


def test_two_workers_at_one_run_share_it(triage, at_once, monkeypatch):
    rows = [factories.make_suggestion() for _ in range(3)]
    run = run_of(triage, Verb.ACCEPT, rows)
    accept, other = Suggestion.accept, BulkRun.objects.get()

    def beside(suggestion, **arguments):
        accept(suggestion, **arguments)
        monkeypatch.setattr(Suggestion, "accept", accept)

    monkeypatch.setattr(Suggestion, "accept", beside)
    with zeal_ignore():
        bulk_work.go_on(run, clock=timezone.now, most=1)
        bulk_work.go_on(other, clock=timezone.now, most=1)
        bulk_work.go_on(run, clock=timezone.now)
    assert ([key for key, _number, _reason in run.results], run.refused) == ([row.pk for row in rows], [])


def test_what_was_typed_is_kept_encrypted_and_only_until_it_is_done(triage, office, at_once):
    rows = [factories.make_suggestion(stage=Stage.ACCEPTED) for _ in range(3)]
    run = run_of(triage, Verb.ASSIGN, rows, unit=office.unit.pk, remark="請一併研究。")
    stored = BulkRun.objects.extra(select={"raw": "sent"}).values_list("raw", flat=True).get()
    run = worked(run)
    assert ("請一併研究" in stored, "unit" in stored, run.sent) == (False, False, "")
    assert {event.remark for event in Event.objects.filter(verb=Verb.ASSIGN)} == {"請一併研究。"}


def test_a_unit_that_was_switched_off_meanwhile_is_told_of_each(triage, office, at_once):
    rows = [factories.make_suggestion(stage=Stage.ACCEPTED) for _ in range(3)]
    run = run_of(triage, Verb.ASSIGN, rows, unit=office.unit.pk)
    office.unit.is_active = False
    office.unit.save()
    run = worked(run)
    assert ({reason for _key, _number, reason in run.results}, stages(*rows)) == (
        {"承辦單位：請重新選擇，所選的不在可選的範圍內。"},
        [Stage.ACCEPTED] * 3,
    )


def test_somebody_whose_role_went_meanwhile_does_no_more(triage, office, at_once):
    rows = [factories.make_suggestion() for _ in range(3)]
    run = run_of(triage, Verb.ACCEPT, rows)
    office.triage_officer.groups.clear()
    assert (worked(run).done, stages(*rows)) == ([], [Stage.RECEIVED] * 3)


def test_refusals_are_told_in_the_language_of_whoever_asked(triage, office, at_once):
    rows = [factories.make_suggestion(stage=Stage.ACCEPTED) for _ in range(3)]
    run = run_of(triage, Verb.ACCEPT, rows)
    run.language = "en"
    run.save()
    assert "這件建議" not in worked(run).refused[0][2]


def test_without_a_worker_the_page_itself_goes_on(triage, at_once):
    rows = [factories.make_suggestion() for _ in range(5)]
    run = run_of(triage, Verb.ACCEPT, rows)
    BulkRun.objects.update(moved_at=timezone.now() - bulk_runs.PATIENCE)
    told = page(triage, run)
    assert ("接著辦" in told.text, "Refresh" in told) == (True, False)
    counts = []
    for _ in range(3):
        with zeal_ignore():
            way = triage.post(reverse(RUN, args=[run.pk]), {"back": "?stage=received"}).url
        counts.append(stages(*rows).count(Stage.ACCEPTED))
    assert (counts, way) == ([2, 4, 5], reverse(RUN, args=[run.pk]) + "?back=%3Fstage%3Dreceived")
    assert BulkRun.objects.get().is_finished


@pytest.mark.parametrize(
    ("quiet", "has_worker", "has_stopped"),
    [(timedelta(0), False, False), (bulk_runs.PATIENCE, False, True), (bulk_runs.PATIENCE, True, False),
     (bulk_runs.LATELY, True, True)],
)  # fmt: skip
def test_a_run_has_stopped_when_nobody_is_at_it(office, quiet, has_worker, has_stopped):
    run = BulkRun(verb=Verb.ACCEPT, by=office.triage_officer, at=NOW, moved_at=NOW, picked=[[1, 0]])
    now = NOW + quiet + timedelta(seconds=1)
    if has_worker:
        TaskWorker.objects.create(name="worker", seen_at=now)
    assert (run.has_stopped(now), run.refresh_after(now)) == (has_stopped, None if has_stopped else 2)


def test_nobody_goes_on_with_the_work_of_somebody_else(triage, client, office, at_once):
    run = run_of(triage, Verb.ACCEPT, [factories.make_suggestion() for _ in range(3)])
    client.force_login(office.second_triage_officer)
    assert client.post(reverse(RUN, args=[run.pk])).status_code == 404


def test_a_run_that_nobody_went_on_with_is_given_up_and_what_was_sent_forgotten(triage, at_once):
    run = run_of(triage, Verb.ACCEPT, [factories.make_suggestion() for _ in range(3)])
    assert ("csrfmiddlewaretoken" in run.sent, BulkRun.objects.give_up(run.at)) == (False, 0)
    BulkRun.objects.give_up(run.at + bulk_runs.KEPT_FOR + timedelta(seconds=1))
    run.refresh_from_db()
    assert (run.is_finished, run.sent, run.has_stopped(timezone.now())) == (True, "", False)


# By route, each to its own unit.


def test_each_goes_to_the_unit_and_the_handler_of_its_route(triage, office, other_unit, other_handler):
    plain = factories.make_category(name="戶政管理", unit=office.unit)
    routed = factories.make_category(name="治安管理", unit=office.unit)
    Route.objects.create(category=routed, unit=other_unit, handler=other_handler)
    first, second, third = (
        factories.make_suggestion(stage=Stage.ACCEPTED, category=category) for category in (plain, routed, None)
    )
    told = {
        row.number: row.told
        for row in send(triage, Many.ASSIGN_BY_ROUTE, [first, second, third]).context["suggestions"]
    }
    assert told == {
        first.number: "交通警察支隊",
        second.number: f"治安警察支隊（{other_handler.username}）",
        third.number: "沒有可以建議的單位，不會轉辦",
    }
    done = do(triage, Many.ASSIGN_BY_ROUTE, [first, second, third], remark="請研究。")
    assert done == {first.number: "", second.number: "", third.number: "按領域和區市沒有可以建議的單位，請單獨轉辦。"}
    events = Event.objects.filter(verb=Verb.ASSIGN).order_by("pk").values_list("unit__name", "remark")
    assert list(events) == [("交通警察支隊", "請研究。"), ("治安警察支隊", "請研究。")]
    assert Suggestion.objects.get(pk=second.pk).handler == other_handler


def test_what_has_a_unit_or_may_be_declined_goes_nowhere_by_route(triage, office, other_unit):
    category = factories.make_category(unit=other_unit)
    held = factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=office.unit, category=category)
    doubtful = factories.make_suggestion(stage=Stage.ACCEPTED, category=category)
    doubtful.propose_decline(Declining.NOT_OURS, "請撥 12345。", by=office.second_triage_officer, now=NOW)
    assert do(triage, Many.ASSIGN_BY_ROUTE, [held, doubtful]) == {
        held.number: "這件建議已在「交通警察支隊」，按規則轉辦只用於還沒有轉辦的。",
        doubtful.number: "有人提請不予受理，請單獨辦理。",
    }


# Handed over to a colleague, whose load is told.


def test_a_colleague_is_offered_with_what_is_in_hand(client, office, other_handler):
    colleague = factories.make_user(username="colleague", roles=[Role.HANDLER], units=[office.unit])
    rows = [factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2)]
    factories.make_suggestion(stage=Stage.CLOSED)
    client.force_login(office.handler)
    nobody, (_unit, offered) = send(client, Verb.HAND_OVER, rows).context["form"].fields["handler"].choices
    assert [nobody[1], *(label for _key, label in offered)] == [
        "請選擇",
        "colleague（在辦 0 件，逾期 0 件）",
        f"{office.handler.username}（在辦 2 件，逾期 0 件）",
    ]
    rows[1].hand_over(colleague, by=office.handler, now=NOW)
    assert do(client, Verb.HAND_OVER, rows, handler=colleague.pk) == {
        rows[0].number: "", rows[1].number: "已由這個人承辦。",
    }  # fmt: skip
    assert {Suggestion.objects.get(pk=row.pk).handler for row in rows} == {colleague}


def test_the_bar_offers_what_the_role_may_do(client, office):
    Label.objects.all().delete()
    offered = {}
    for name in ("triage_officer", "handler", "reviewer", "supervisor"):
        client.force_login(getattr(office, name))
        factories.make_suggestion()
        acts = client.get(reverse("admin:feedback_suggestion_changelist")).context["bulk_verbs"]
        offered[name] = {act for act in acts if act in (Verb.ACCEPT, Many.ASSIGN_BY_ROUTE, Verb.HAND_OVER)}
    assert offered == {
        "triage_officer": {Verb.ACCEPT, Many.ASSIGN_BY_ROUTE},
        "handler": {Verb.HAND_OVER},
        "reviewer": {Verb.HAND_OVER},
        "supervisor": {Many.ASSIGN_BY_ROUTE},
    }
