"""More days: asked by one, granted by another by the due day, or refused, or lapsed, or not needed any more."""

import pytest

from feedback.models import ExtensionRequest, Suggestion
from feedback.office.calendar import working_days
from feedback.rules.answering.extensions import Decision
from feedback.rules.deadlines import Card
from feedback.rules.reach import PUBLIC_VERBS, RECEIPT_VERBS
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal

pytestmark = pytest.mark.django_db

WHY = "要與住建部門聯合踏勘。"
LAST_MINUTE, TOO_LATE = at("2020-12-22 23:55"), at("2020-12-23 00:05")


@pytest.fixture
def working(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


@pytest.fixture
def asked(working):
    factories.ask_extension(working, 10, WHY)
    return working


def decisions(suggestion):
    rows = suggestion.extension_requests.in_order()
    return [(row.decision, row.decided_by and row.decided_by.username) for row in rows]


def test_one_asks_and_another_grants_and_everybody_reads_why(working, office):
    working.recount_days(working_days(), now=NOW)
    working.ask_extension(10, WHY, by=office.handler, now=at("2020-12-21 09:00"))
    asked, event = fresh(working), last(working)
    assert (asked.extended_by, f"{asked.due_on}", event.note, event.remark) == (0, "2020-12-22", "", WHY)
    working.extend(by=office.reviewer, now=at("2020-12-22 09:00"))
    extended, event = fresh(working), last(working)
    assert (extended.extended_by, f"{extended.due_on}", f"{extended.first_due_on}") == (10, "2021-01-06", "2021-01-06")
    assert (event.note, event.details) == (WHY, {"days": 10, "due_on": "2021-01-06"})
    assert decisions(working) == [(Decision.GRANTED, office.reviewer.username)]


def test_asking_changes_nothing_that_the_clock_looks_at(working, office):
    working.recount_days(working_days(), now=NOW)
    before = {name: getattr(fresh(working), name) for name in ("due_on", "card", "last_event_at", "stage", "status_id")}
    working.ask_extension(10, WHY, by=office.handler, now=at("2020-12-10 09:00"))
    assert {name: getattr(fresh(working), name) for name in before} == before


def test_what_is_asked_and_refused_is_internal():
    asked = {Verb.ASK_EXTENSION, Verb.REFUSE_EXTENSION, Verb.LAPSE_EXTENSION}
    assert (asked & RECEIPT_VERBS, Verb.EXTEND in PUBLIC_VERBS) == (set(), True)


def test_whoever_asks_does_not_grant_it(working, office):
    both = factories.make_user(username="both", roles=[Role.HANDLER, Role.REVIEWER], units=[office.unit])
    working.ask_extension(5, WHY, by=both, now=NOW)
    why = "延長期限須由另一位同事批准，申請的人不能自己批。"
    assert refusal(working.extend, by=both, now=NOW) == why
    working = fresh(working)
    assert refusal(working.refuse_extension, "不必。", by=both, now=NOW) == why
    fresh(working).extend(by=office.supervisor, now=NOW)
    assert fresh(working).extended_by == 5


def test_a_supervisor_asks_and_another_one_grants(office):
    accepted = factories.make_suggestion(stage=Stage.ACCEPTED)
    factories.extend(accepted, 3)
    assert (fresh(accepted).extended_by, decisions(accepted)) == (3, [(Decision.GRANTED, "supervisor-2")])


def test_a_handler_grants_nothing(asked, office):
    colleague = factories.make_user(username="colleague", roles=[Role.HANDLER], units=[office.unit])
    assert refusal(asked.extend, by=colleague, now=NOW) == "您的崗位沒有「延長期限」的權限。"


def test_without_a_request_there_is_nothing_to_grant_or_to_refuse(working, office):
    why = "現在沒有待批的延長申請。"
    assert refusal(working.extend, by=office.reviewer, now=NOW) == why
    working = fresh(working)
    assert refusal(working.refuse_extension, "", by=office.reviewer, now=NOW) == why


def test_once_at_a_time_and_once_at_all(asked, office):
    told = "已經申請延長，正在等待批准，請勿重複申請。"
    assert refusal(asked.ask_extension, 1, WHY, by=office.handler, now=NOW) == told
    asked = fresh(asked)
    asked.extend(by=office.reviewer, now=NOW)
    told = "期限只能延長一次，這次辦理已經延長過。"
    assert refusal(asked.ask_extension, 1, WHY, by=office.handler, now=NOW) == told


def test_a_refusal_leaves_the_days_and_somebody_may_ask_again(asked, office):
    asked.refuse_extension("可以按期答覆。", by=office.reviewer, now=NOW)
    assert (fresh(asked).extended_by, last(asked).remark) == (0, "可以按期答覆。")
    asked.ask_extension(2, WHY, by=office.handler, now=NOW)
    assert decisions(asked) == [(Decision.REFUSED, office.reviewer.username), ("", None)]


def test_it_is_granted_on_the_due_day_and_not_after_it(asked, office):
    why = "答覆期限已過，延長申請已經失效，請儘快答覆。"
    assert refusal(asked.extend, by=office.reviewer, now=TOO_LATE) == why
    fresh(asked).extend(by=office.reviewer, now=LAST_MINUTE)
    assert fresh(asked).extended_by == 10


def test_after_the_due_day_nobody_asks(working, office):
    why = "答覆期限已過，不能再延長，請儘快答覆。"
    assert refusal(working.ask_extension, 10, WHY, by=office.handler, now=TOO_LATE) == why


@pytest.mark.parametrize("days", [-1, 0, 11])
def test_for_at_most_10_working_days(days, working, office):
    told = "延長天數為 1 至 10 個工作日。"
    assert refusal(working.ask_extension, days, WHY, by=office.handler, now=NOW) == told


def test_not_without_a_reason(working, office):
    assert refusal(working.ask_extension, 5, "", by=office.handler, now=NOW) == "延長期限要寫明公開的原因。"


def test_the_extension_takes_the_card_away(working):
    working.deal_card(Card.YELLOW, now=at("2020-12-21 06:00"))
    factories.extend(working, 5, now=at("2020-12-21 09:00"))
    assert fresh(working).card == Card.NONE


def test_what_nobody_granted_lapses_in_the_morning_after(asked):
    run_daily(at("2020-12-22 06:10"))
    waits = decisions(asked)
    run_daily(at("2020-12-23 06:10"))
    run_daily(at("2020-12-24 06:10"))
    verbs = list(asked.events.filter(verb=Verb.LAPSE_EXTENSION).values_list("actor", "by"))
    assert (waits, decisions(asked), verbs) == ([("", None)], [(Decision.LAPSED, None)], [("system", None)])
    assert fresh(asked).extended_by == 0


def test_what_may_still_be_granted_does_not_lapse(asked):
    assert refusal(asked.lapse_extension, now=LAST_MINUTE) == "沒有過了期限還沒有批的延長申請。"


@pytest.mark.parametrize("how", ["answered", "merged", "withdrawn"])
def test_it_falls_away_with_the_period(asked, office, how):
    match how:
        case "answered":
            factories.reply(asked)
        case "merged":
            asked.merge(factories.receive(), by=office.triage_officer, now=NOW)
        case "withdrawn":
            asked.withdraw(now=NOW)
    run_daily(at("2021-01-20 06:10"))
    assert (decisions(asked), asked.events.filter(verb=Verb.LAPSE_EXTENSION).count()) == ([(Decision.FELL, None)], 0)


def test_it_falls_away_with_what_is_declined(office):
    accepted = factories.make_suggestion(stage=Stage.ACCEPTED)
    factories.ask_extension(accepted)
    factories.decline(accepted)
    assert decisions(accepted) == [(Decision.FELL, None)]


def test_it_stays_with_what_goes_to_another_unit(asked, other_unit, office):
    asked.assign(other_unit, by=office.triage_officer, now=NOW)
    reviewer = factories.office(unit=other_unit).reviewer
    fresh(asked).extend(by=reviewer, now=NOW)
    assert decisions(asked) == [(Decision.GRANTED, reviewer.username)]


def test_whom_the_daily_work_looks_at(asked, office, django_assert_num_queries):
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    asked.recount_days(working_days(), now=NOW)
    with django_assert_num_queries(1):
        found = list(Suggestion.objects.with_lapsed_extension(TOO_LATE.date()))
    assert (found, ExtensionRequest.objects.by_suggestion([asked.pk])[asked.pk].days) == ([asked], 10)
