"""A talk is moved: its days, its questions and those who asked them follow; the calendar moves them as before."""

from datetime import date, timedelta

import pytest

from feedback.models import CalendarDay, Campaign, Suggestion
from feedback.notices.models import Notice
from feedback.office.calendar import working_days
from feedback.parts.timeline import sentence
from feedback.rounds import verbs as rounds
from feedback.rounds.history import sentence as told
from feedback.rules.deadlines import Card
from feedback.rules.notices import Kind
from feedback.rules.phases import PhaseKind
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.talks import verbs
from feedback.talks.models import Talk
from feedback.tasks import run_recount
from tests.factories import at, make_suggestion, make_talk, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

NOW = at("2026-11-28 10:00")
STARTS, ENDS = at("2026-11-29 09:00"), at("2026-11-29 11:00")
WEEK, REASON = timedelta(days=7), "場地檢修，推遲一周。"


@pytest.fixture
def supervisor(office):
    return make_user(username="second", roles=[Role.SUPERVISOR])


@pytest.fixture
def talk(office):
    return make_talk(starts_at=STARTS, unit=office.unit)


def ask(talk, *, stage=Stage.RECEIVED, received_at=NOW, **fields):
    question = make_suggestion(campaign=talk.campaign, received_at=received_at, stage=stage, **fields)
    if stage == Stage.RECEIVED:
        question.recount_days(working_days(), now=received_at)
    return question


def postpone(talk, by, **given):
    verbs.reschedule(
        talk, STARTS + WEEK, ENDS + WEEK, **({"reason": REASON, "by": by, "now": NOW} | given),
    )  # fmt: skip


def fresh(question):
    return Suggestion.objects.get(pk=question.pk)


def days(talk):
    return list(talk.campaign.phases.values_list("kind", "starts_on", "ends_on"))


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value.reason)


def test_its_days_and_its_history_say_so(talk, supervisor):
    postpone(talk, supervisor)

    campaign, event = Campaign.objects.get(pk=talk.pk), talk.campaign.events.get()
    assert (campaign.talk_on, Talk.objects.get().revision) == (date(2026, 12, 6), 1)
    assert days(talk) == [
        (PhaseKind.COLLECT, date(2026, 11, 28), date(2026, 12, 6)),
        (PhaseKind.HANDLE, date(2026, 12, 6), date(2026, 12, 15)),
    ]
    assert (event.verb, event.is_public, event.reason, event.by) == ("reschedule", True, REASON, supervisor)
    assert told(event) == "懇談由2026年11月29日 09:00改到2026年12月6日 09:00，2026年12月6日 11:00結束。"


def test_what_waits_for_its_first_answer_is_due_after_the_new_day(talk, supervisor):
    question = ask(talk)

    postpone(talk, supervisor)

    moved = fresh(question)
    event = moved.events.in_order().last()
    assert (question.due_on, moved.due_on, moved.first_due_on, moved.talk_on) == (
        date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 15), date(2026, 12, 6),
    )  # fmt: skip
    assert (moved.accept_due_on, moved.periods.get().due_on) == (question.accept_due_on, date(2026, 12, 15))
    assert (event.verb, event.note) == (Verb.RECOUNT_DAYS, REASON)
    assert sentence(event) == "懇談由2026年11月29日改到2026年12月6日，答覆期限改為 2026年12月15日"


def test_everybody_reads_that_it_was_moved_and_no_other_counting(talk, supervisor):
    question = ask(talk)
    postpone(talk, supervisor)
    told_days = [event.details.get("talk_on") for event in question.events.public() if event.verb == Verb.RECOUNT_DAYS]
    assert told_days == ["2026-12-06"]


def test_a_day_that_stays_moves_no_question(talk, supervisor):
    question = ask(talk)
    verbs.reschedule(talk, STARTS + timedelta(hours=1), ENDS, reason="晚一小時。", by=supervisor, now=NOW)
    assert fresh(question).revision == question.revision


def test_what_is_answered_or_began_anew_keeps_its_days(talk, supervisor, office):
    answered = ask(talk, stage=Stage.REPLIED)
    again = ask(talk, stage=Stage.DECLINED)
    again.object("請再看看。", now=NOW)
    kept = [(one.talk_on, one.due_on) for one in map(fresh, (answered, again))]

    postpone(talk, supervisor)

    assert [(one.talk_on, one.due_on) for one in map(fresh, (answered, again))] == kept


def test_a_merged_question_goes_on_from_the_new_day_when_it_is_parted(talk, supervisor, office):
    main, merged = ask(talk), ask(talk)
    merged.merge(main, by=office.triage_officer, now=NOW)

    postpone(talk, supervisor)
    parted = fresh(merged)
    parted.unmerge(by=office.triage_officer, now=NOW)

    assert (fresh(merged).talk_on, fresh(merged).due_on) == (date(2026, 12, 6), date(2026, 12, 15))


def test_who_asked_for_notices_is_told(talk, supervisor, settings):
    settings.NOTICE_CHANNELS = ("mail",)
    question = ask(talk, contact="qiu@example.org", notices_by="mail", notices_in="zh-hant")
    Notice.objects.all().delete()

    postpone(talk, supervisor)

    assert list(Notice.objects.values_list("kind", "citizen", "event__note")) == [
        (Kind.RESCHEDULED, question.pk, REASON)
    ]


def test_a_card_follows_the_new_day_at_once(talk, supervisor, office):
    question = ask(talk)
    question.deal_card(Card.YELLOW, now=NOW)
    question.accept(by=office.triage_officer, now=NOW)
    was = fresh(question).card
    Suggestion.objects.filter(pk=question.pk).update(card=Card.YELLOW)
    postpone(talk, supervisor)
    assert (was, fresh(question).card) == (Card.NONE, Card.NONE)


def test_a_question_that_comes_with_the_old_day_in_hand_takes_the_new_one(talk, supervisor):
    before = Campaign.objects.get(pk=talk.pk)
    postpone(talk, supervisor)
    question = make_suggestion(campaign=before, received_at=NOW)
    question.recount_days(working_days(), now=NOW)
    assert (question.talk_on, question.due_on) == (date(2026, 12, 6), date(2026, 12, 15))


def test_while_it_runs_it_is_only_made_longer(talk, supervisor):
    running = STARTS + timedelta(minutes=30)
    refused = refusal(lambda: postpone(talk, supervisor, now=running))
    verbs.reschedule(
        Talk.objects.get(), STARTS, ENDS + timedelta(minutes=30), reason="問題很多。", by=supervisor, now=running
    )
    assert refused == "懇談正在進行，只能推遲結束時間。"
    assert told(talk.campaign.events.get()) == "懇談的結束時間由2026年11月29日 11:00改到2026年11月29日 11:30。"


def test_questions_are_taken_from_an_earlier_day_on(talk, supervisor):
    now = at("2026-11-20 10:00")
    verbs.reschedule(
        talk, STARTS, ENDS, at("2026-11-25 08:00"), reason="多給幾天提問。", by=supervisor, now=now
    )  # fmt: skip
    assert told(talk.campaign.events.get()) == "開始徵集的時間由2026年11月28日 00:00改到2026年11月25日 08:00。"
    assert days(talk)[0] == (PhaseKind.COLLECT, date(2026, 11, 25), date(2026, 11, 29))


def test_it_is_not_moved_without_a_reason_nor_unseen_nor_as_a_draft(office, talk, supervisor):
    no_draft = make_talk(slug="draft", starts_at=STARTS, is_published=False)
    seen = rounds.last_event(talk.campaign)
    no_reason = refusal(lambda: postpone(talk, supervisor, reason=" "))
    verbs.change(Talk.objects.get(pk=talk.pk), fields=["嘉賓"], by=supervisor, now=NOW)
    assert [
        no_reason,
        refusal(lambda: postpone(talk, supervisor, seen=seen)),
        refusal(lambda: postpone(no_draft, supervisor)),
        Talk.objects.get(pk=talk.pk).starts_at,
    ] == [
        "請寫明原因，原因會公開。",
        "這個活動剛剛有變動。請看過最新情況，再決定是否提交。",
        "這個活動還沒有公布。",
        STARTS,
    ]


def test_the_calendar_still_moves_the_days_of_its_questions(talk, office):
    question = ask(talk)
    CalendarDay.objects.create(day=date(2026, 12, 1), is_working=False)
    run_recount(NOW)
    before = Talk.objects.get().revision
    verbs.follow_calendar()
    event = question.events.in_order().last()
    assert (fresh(question).due_on, sentence(event)) == (date(2026, 12, 9), "答覆期限定為 2026年12月9日")
    assert (days(talk)[1][2], Talk.objects.get().revision) == (date(2026, 12, 9), before + 1)


def test_a_calendar_that_stays_touches_no_talk(talk):
    make_talk(slug="another", starts_at=STARTS + WEEK)
    verbs.follow_calendar()
    assert list(Talk.objects.values_list("revision", flat=True)) == [0, 0]
