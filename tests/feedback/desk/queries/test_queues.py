"""What waits for whom, and the way from one suggestion of a queue to the next."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.desk.queries import queues as models_queues
from feedback.desk.queries.queues import next_in_queue, queue_counts
from feedback.desk.queries.suggestions import every
from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.erasing import ErasureReason
from feedback.rules.queues import FIGURES, Queue, may_open, queues_for
from feedback.rules.reasons import Declining
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW, at

PAGE = "admin:feedback_suggestion_change"
DO = "admin:feedback_suggestion_do"


def in_queue(queue, user, now=NOW):
    return list(every().in_queue(queue, user=user, now=now).order_by("pk"))


def waiting(user, now=NOW):
    """{queue: how many} of those in which anything waits for `user`."""
    counts = queue_counts(every(), user, now=now, calendar=working_days())
    return {queue: count for queue, count in counts.items() if count}


def set_fields(suggestion, **fields):
    Suggestion.objects.filter(pk=suggestion.pk).update(**fields)


def test_each_role_has_its_queues():
    own = {role: [queue.value for queue in queues_for({role})] for role in Role}
    clock = ["due_today", "yellow", "red"]
    assert own == {
        Role.TRIAGE: [
            "to_accept", "to_confirm", "to_assign", "answered", *clock, "instructed", "unreleased", "silent",
        ],
        Role.HANDLER: [
            "mine",
            "new",
            "in_progress",
            "returned",
            "to_contribute",
            "answered",
            *clock,
            "redo",
            "instructed",
            "supervised",
            "low_open",
            "silent",
        ],  # fmt: skip
        Role.REVIEWER: [
            "returned", "to_approve", "to_contribute", "to_grant", *clock, "redo", "instructed", "supervised",
            "unreleased", "low_open", "silent",
        ],
        Role.SUPERVISOR: [
            "to_confirm", "to_assign", "to_grant", "to_erase", *clock, "redo", "instructed", "supervised",
            "rating_over", "low_open", "silent",
        ],
        Role.LEADER: ["to_erase", *clock, "redo", "instructed", "supervised", "low_open", "silent"],
        Role.ADMINISTRATOR: [],
    }  # fmt: skip


def test_whoever_has_a_queue_may_open_it_and_casework_the_figures_too():
    may = {role: {queue for queue in Queue if may_open({role}, queue)} for role in Role}
    casework = set(Role) - {Role.ADMINISTRATOR}
    assert may == {role: {*queues_for({role})} | (FIGURES if role in casework else set()) for role in Role}


def test_a_new_one_waits_for_triage_alone(office):
    factories.make_suggestion()
    people = (office.triage_officer, office.handler, office.reviewer, office.supervisor)
    assert [waiting(person) for person in people] == [{Queue.TO_ACCEPT: 1}, {}, {}, {}]


def test_an_accepted_one_waits_to_be_assigned_and_released(office):
    factories.make_suggestion(stage=Stage.ACCEPTED, has_consent=True)
    assert waiting(office.triage_officer) == {Queue.TO_ASSIGN: 1, Queue.UNRELEASED: 1}


def test_what_somebody_else_proposed_to_erase_waits_for_whoever_may_confirm_it(office, leader):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    suggestion.propose_erasure(ErasureReason.ASKED, "本人要求。", by=office.supervisor, now=NOW)
    assert [waiting(person) for person in (office.supervisor, leader)] == [{}, {Queue.TO_ERASE: 1}]
    suggestion.erase(by=leader, now=NOW)
    assert waiting(leader) == {}


def test_what_was_sent_back_three_times_waits_for_the_supervisor(office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    set_fields(suggestion, bounce_count=3)
    people = (office.triage_officer, office.supervisor)
    assert [in_queue(Queue.TO_ASSIGN, person) for person in people] == [[], [suggestion]]


def test_a_proposed_refusal_waits_for_the_others(office):
    suggestion = factories.make_suggestion()
    suggestion.propose_decline(Declining.NOT_OURS, "", by=office.triage_officer, now=NOW)
    people = (office.triage_officer, office.second_triage_officer, office.supervisor)
    assert [waiting(person) for person in people] == [{}, {Queue.TO_CONFIRM: 1}, {Queue.TO_CONFIRM: 1}]


def test_a_unit_sees_its_own_work_alone(office, other_handler):
    factories.make_suggestion(stage=Stage.ASSIGNED)
    factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert [waiting(office.handler), waiting(other_handler)] == [
        {Queue.MINE: 2, Queue.NEW: 1, Queue.IN_PROGRESS: 1}, {},
    ]  # fmt: skip


def test_what_is_given_to_somebody_waits_there_and_with_whoever_stands_in(office):
    colleague = factories.make_user(username="colleague", roles=[Role.HANDLER], units=[office.unit])
    mine = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.make_suggestion(stage=Stage.ASSIGNED)
    before = [in_queue(Queue.MINE, person) for person in (office.handler, colleague)]
    factories.make_absence(person=office.handler, deputy=colleague, begins_on=NOW.date())
    after = [in_queue(Queue.MINE, person) for person in (office.handler, colleague)]
    assert (before, after) == ([[mine], []], [[mine], [mine]])


def test_a_draft_waits_for_the_reviewer_and_comes_back_to_its_author(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    before = waiting(office.reviewer)
    suggestion.return_reply("寫清楚。", by=office.reviewer, now=NOW)
    after = (waiting(office.reviewer), waiting(office.handler))
    assert (before, after) == ({Queue.TO_APPROVE: 1}, ({}, {Queue.MINE: 1, Queue.IN_PROGRESS: 1, Queue.RETURNED: 1}))


def test_a_draft_does_not_wait_for_whoever_wrote_a_part_of_it(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.draft_reply("初稿", "adopted", by=office.reviewer, now=NOW)
    factories.draft(suggestion)
    assert waiting(office.reviewer) == {}


def test_an_answer_of_the_citizen_waits_until_somebody_does_something(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.ask("在哪個路口？", by=office.handler, now=at("2020-12-01 11:00"))
    asked = waiting(office.handler)
    suggestion.answer("東海路。", now=at("2020-12-02 09:00"))
    answered = waiting(office.handler)
    factories.draft(suggestion, now=at("2020-12-02 15:00"))
    drafted = waiting(office.handler)
    own = {Queue.MINE: 1, Queue.IN_PROGRESS: 1}
    assert (asked, answered, drafted) == (own, own | {Queue.ANSWERED: 1}, own)


def test_the_clock_waits_for_whoever_has_the_turn(office):
    received, handled = factories.make_suggestion(), factories.make_suggestion(stage=Stage.IN_PROGRESS)
    set_fields(received, accept_due_on=NOW.date(), due_on=date(2020, 12, 22))
    set_fields(handled, accept_due_on=date(2020, 11, 3), due_on=NOW.date())
    people = {person: waiting(person) for person in (office.triage_officer, office.reviewer, office.supervisor)}
    assert people == {
        office.triage_officer: {Queue.TO_ACCEPT: 1, Queue.DUE_TODAY: 1, Queue.YELLOW: 1},
        office.reviewer: {Queue.DUE_TODAY: 1, Queue.YELLOW: 1},
        office.supervisor: {Queue.DUE_TODAY: 2, Queue.YELLOW: 2},
    }


def test_what_did_not_satisfy_waits_as_redone_and_then_as_supervised(office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=NOW)
    redone = waiting(office.supervisor)
    factories.reply(suggestion, now=at("2020-12-02 10:00"))
    suggestion.refresh_from_db()
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-03 10:00"))
    assert (redone, waiting(office.supervisor)) == (
        {Queue.REDO: 1, Queue.LOW_OPEN: 1}, {Queue.SUPERVISED: 1, Queue.LOW_OPEN: 1},
    )  # fmt: skip


def test_a_low_rating_waits_for_its_outcome_with_the_unit_of_the_answer_and_the_supervisor(office, other_unit):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, "five_dissatisfied", reason="不認同現行的規定")
    people = (office.handler, office.reviewer, office.supervisor, factories.office(unit=other_unit).handler)
    before = [in_queue(Queue.LOW_OPEN, person) for person in people]
    merged.refresh_from_db()
    merged.note_unreachable("三次沒人接。", by=office.supervisor, now=NOW)

    assert before == [[merged], [merged], [merged], []]
    assert [in_queue(Queue.LOW_OPEN, person) for person in people] == [[]] * 4


def test_what_the_clock_did_not_close_waits_for_the_supervisor(office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    last, after = suggestion.rating_ends_on, suggestion.rating_ends_on + timedelta(days=1)
    days = [at(f"{day:%Y-%m-%d} 09:00") for day in (last, after)]
    assert [in_queue(Queue.RATING_OVER, office.supervisor, day) for day in days] == [[], [suggestion]]


def test_nothing_waits_silently(office, settings):
    settings.SILENT_DAYS = 10
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    # Ten working days from Tuesday 1 December on.
    quiet = [in_queue(Queue.SILENT, office.handler, at(f"2020-12-{day} 09:00")) for day in (14, 15)]
    suggestion.refresh_from_db()
    suggestion.ask("還要嗎？", by=office.handler, now=at("2020-12-15 09:30"))
    quiet.append(in_queue(Queue.SILENT, office.handler, at("2020-12-15 10:00")))
    assert quiet == [[], [suggestion], []]


def test_the_figures_of_the_month_are_those_of_first_answers(office):
    calendar = working_days()
    on_time = factories.make_suggestion(stage=Stage.REPLIED, received_at=at("2020-11-30 09:00"))
    late = factories.make_suggestion(stage=Stage.REPLIED, received_at=at("2020-10-30 09:00"))
    earlier = factories.make_suggestion(stage=Stage.REPLIED, now=at("2020-11-20 10:00"))
    for suggestion in (on_time, late, earlier):
        set_fields(suggestion, first_due_on=calendar.after(timezone.localdate(suggestion.received_at), 15).day)
    factories.rate(on_time, "five_dissatisfied", now=NOW)
    found = {queue.value: in_queue(queue, office.supervisor) for queue in Queue if queue in FIGURES}
    assert found == {
        "month_answered": [on_time, late],
        "month_on_time": [on_time],
        "month_late": [late],
        "month_redone": [on_time],
        "month_return_on_time": [],
        "month_return_late": [],
    }


def test_counting_stops_where_nobody_needs_the_number(office, monkeypatch):
    monkeypatch.setattr(models_queues, "MOST_COUNTED", 1)
    for _ in range(3):
        factories.make_suggestion()
    assert waiting(office.triage_officer) == {Queue.TO_ACCEPT: 2}


def test_all_queues_are_counted_in_one_query(office, django_assert_num_queries):
    factories.make_suggestion()
    calendar = working_days()
    office.supervisor.groups.add(*office.handler.groups.all(), *office.triage_officer.groups.all())
    queues_of = queue_counts(every(), office.supervisor, now=NOW, calendar=calendar)
    with django_assert_num_queries(1):
        assert queue_counts(every(), office.supervisor, now=NOW, calendar=calendar) == queues_of


def test_the_next_one_is_the_oldest_after_it_and_then_the_first_again(office):
    first, second, third = (factories.make_suggestion(now=at(f"2020-12-0{day} 10:00")) for day in (1, 2, 3))

    def following(suggestion):
        return next_in_queue(every(), Queue.TO_ACCEPT, suggestion, user=office.triage_officer, now=NOW)

    assert [following(each) for each in (first, second, third)] == [second, third, first]


def test_the_last_one_has_no_next(office):
    only = factories.make_suggestion()
    assert next_in_queue(every(), Queue.TO_ACCEPT, only, user=office.triage_officer, now=NOW) is None


def test_what_left_the_queue_leads_on_to_the_next_of_it(client, office):
    first, second = factories.make_suggestion(title="第一件"), factories.make_suggestion(title="第二件")
    client.force_login(office.triage_officer)
    queue = {"queue": "to_accept"}
    page = client.get(reverse(PAGE, args=[first.pk]), queue).text
    way = reverse(DO, args=[first.pk, Verb.ACCEPT]) + "?queue=to_accept"
    done = client.post(way, {"revision": first.revision}, follow=True)
    following = reverse(PAGE, args=[second.pk]) + "?queue=to_accept"
    assert (way in page, f'href="{following}"' in page, done.redirect_chain) == (True, True, [(following, 302)])


def test_what_still_waits_in_the_queue_keeps_its_page(client, office):
    first, second = factories.make_suggestion(title="第一件"), factories.make_suggestion(title="第二件")
    client.force_login(office.triage_officer)
    way = reverse(DO, args=[first.pk, Verb.CHASE]) + "?queue=to_accept"
    done = client.post(way, {"revision": first.revision, "remark": "快。"}, follow=True)
    own = reverse(PAGE, args=[first.pk]) + "?queue=to_accept"
    assert (done.redirect_chain, done.context["next_suggestion"]) == ([(own, 302)], second)


def test_the_last_one_of_the_queue_keeps_its_page(client, office):
    only = factories.make_suggestion()
    client.force_login(office.triage_officer)
    way = reverse(DO, args=[only.pk, Verb.ACCEPT]) + "?queue=to_accept"
    done = client.post(way, {"revision": only.revision}, follow=True)
    assert (done.redirect_chain[0][0], "這裡沒有下一件了。" in done.text) == (
        reverse(PAGE, args=[only.pk]) + "?queue=to_accept", True,
    )  # fmt: skip


FIRST = "admin:feedback_suggestion_queue"


def test_one_by_one_begins_with_the_eldest_and_carries_the_queue_along(client, office):
    factories.make_suggestion(received_at=at("2020-11-30 09:00"))
    eldest = factories.make_suggestion(received_at=at("2020-11-27 09:00"))
    client.force_login(office.triage_officer)
    assert client.get(reverse(FIRST, args=["to_accept"])).url == reverse(PAGE, args=[eldest.pk]) + "?queue=to_accept"


def test_where_nothing_waits_one_by_one_leads_to_the_list_and_says_so(client, office):
    client.force_login(office.triage_officer)
    response = client.get(reverse(FIRST, args=["to_accept"]), follow=True)
    assert response.redirect_chain == [(reverse("admin:feedback_suggestion_changelist") + "?queue=to_accept", 302)]
    assert [str(message) for message in response.context["messages"]] == ["「待受理」裡現在沒有要辦的。"]


@pytest.mark.parametrize("queue", ["to_approve", "nothing"])
def test_nobody_is_led_into_a_queue_of_somebody_else(client, office, queue):
    client.force_login(office.triage_officer)
    assert client.get(reverse(FIRST, args=[queue])).status_code == 404


@pytest.mark.parametrize("queue", ["to_approve", "nothing", ""])
def test_a_queue_of_somebody_else_leads_nowhere(client, office, queue):
    suggestion = factories.make_suggestion()
    client.force_login(office.triage_officer)
    response = client.get(reverse(PAGE, args=[suggestion.pk]), {"queue": queue})
    assert (response.status_code, "next_suggestion" in response.context) == (200, False)
