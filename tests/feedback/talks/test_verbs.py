"""The life of a talk by its verbs: drafted, published by a second person, counted, closed once all is answered."""

from datetime import date, timedelta

import pytest

from feedback.models import Campaign
from feedback.rounds import verbs as rounds
from feedback.rounds.closing import findings
from feedback.rounds.history import sentence
from feedback.rules.phases import PhaseKind
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused, Stage
from feedback.talks import verbs
from feedback.talks.models import Guest, Talk
from tests.factories import at, make_campaign, make_phase, make_suggestion, make_talk, make_user

pytestmark = pytest.mark.django_db

NOW = at("2026-11-20 10:00")
STARTS, ENDS, OVER = at("2026-11-29 09:00"), at("2026-11-29 11:00"), at("2026-12-20 10:00")


@pytest.fixture
def first():
    return make_user(username="first", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def second():
    return make_user(username="second", roles=[Role.SUPERVISOR])


def draft(unit, by, *, guests=1, moderators=None, **fields):
    campaign = Campaign(slug="talk-2026-11", title="交警支隊在線懇談", summary="在線回答市民提問。")
    talk = Talk(
        campaign=campaign, unit=unit,
        **({"starts_at": STARTS, "ends_at": ENDS, "questions_open_at": verbs.default_opening(STARTS)} | fields),
    )  # fmt: skip
    people = [Guest(name="示例嘉賓", post="支隊長") for _place in range(guests)]
    moderators = [by] if moderators is None else moderators
    return verbs.draft(talk, guests=people, moderators=moderators, by=by, now=NOW)


def told(talk):
    return [(event.verb, event.by.username, event.is_public) for event in talk.campaign.events.in_order()]


def days(talk):
    return list(talk.campaign.phases.values_list("kind", "starts_on", "ends_on"))


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value.reason)


def test_a_draft_is_a_campaign_of_its_kind_with_its_days(unit, first):
    talk = Talk.objects.get(pk=draft(unit, first).pk)

    assert (talk.campaign.kind, talk.campaign.year, talk.campaign.talk_on, talk.campaign.reply_days) == (
        Campaign.Kind.LIVE, 2026, date(2026, 11, 29), 7,
    )  # fmt: skip
    assert days(talk) == [
        (PhaseKind.COLLECT, date(2026, 11, 28), date(2026, 11, 29)),
        (PhaseKind.HANDLE, date(2026, 11, 29), date(2026, 12, 8)),
    ]
    assert (told(talk), list(talk.campaign.moderators.all())) == ([("draft", "first", False)], [first])


def test_the_days_of_a_draft_follow_its_times(unit, first):
    talk = draft(unit, first)
    talk = Talk.objects.get(pk=talk.pk)
    talk.starts_at, talk.ends_at = STARTS + timedelta(days=7), ENDS + timedelta(days=7)

    verbs.change(talk, fields=["開始"], by=first, now=NOW)

    assert (days(talk), talk.campaign.talk_on) == (
        [
            (PhaseKind.COLLECT, date(2026, 11, 28), date(2026, 12, 6)),
            (PhaseKind.HANDLE, date(2026, 12, 6), date(2026, 12, 15)),
        ],
        date(2026, 12, 6),
    )


def test_questions_open_at_midnight_of_the_day_before(settings):
    opened = []
    for settings.TALK_QUESTION_DAYS in (1, 3, 0):
        opened.append(verbs.default_opening(STARTS))
    assert opened == [at("2026-11-28 00:00"), at("2026-11-26 00:00"), at("2026-11-29 00:00")]


def test_a_second_person_publishes_it(unit, first, second):
    talk = draft(unit, first)

    assert "另一個人" in refusal(lambda: rounds.publish(talk.campaign, by=first, now=NOW))
    rounds.publish(talk.campaign, by=second, now=NOW)

    assert told(talk) == [("draft", "first", False), ("publish", "second", True)]
    assert Talk.objects.published().get() == talk


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"guests": 0}, "還沒有嘉賓，請先填寫。"),
        ({"moderators": []}, "還沒有主持人，請先選定。"),
        ({"takes_web": False}, "還沒有提問的途徑：網上、熱線、現場至少要有一種。"),
        ({"ends_at": ENDS + timedelta(days=1)}, "懇談應當在同一天開始和結束。"),
    ],
)
def test_what_is_missing_keeps_it_a_draft(unit, first, second, fields, why):
    talk = draft(unit, first, **fields)
    assert refusal(lambda: rounds.publish(talk.campaign, by=second, now=NOW)) == why


def test_a_talk_of_the_past_or_of_a_unit_that_is_gone_is_not_published(unit, first, second):
    talk = draft(unit, first)
    late = refusal(lambda: rounds.publish(talk.campaign, by=second, now=STARTS))
    unit.is_active = False
    unit.save()
    gone = refusal(lambda: rounds.publish(talk.campaign, by=second, now=NOW))
    assert (late, gone) == ("懇談的開始時間已經過去，請先改到以後。", "主辦單位已經停用，請另選一個。")


def test_a_campaign_of_the_kind_that_is_no_talk_is_not_published(first, second):
    campaign = make_campaign(slug="old", kind=Campaign.Kind.LIVE, is_published=False, summary="舊的。")
    make_phase(campaign=campaign, starts_on=date(2026, 11, 28), ends_on=date(2026, 11, 29))
    assert refusal(lambda: rounds.publish(campaign, by=second, now=NOW)) == "在線懇談請在「懇談」裡起草。"


def test_what_is_changed_after_publishing_stands_on_its_page(unit, first, second):
    talk = draft(unit, first)
    rounds.publish(talk.campaign, by=second, now=NOW)

    verbs.change(talk, fields=["直播地址"], by=first, now=NOW)

    event = talk.campaign.events.in_order().last()
    assert (event.is_public, sentence(event), Talk.objects.get().revision) == (True, "修改了直播地址。", 1)


def test_the_days_of_a_talk_are_not_extended_by_themselves(second, office):
    talk = make_talk(starts_at=STARTS)
    phase = talk.campaign.phases.get(kind=PhaseKind.HANDLE)
    act = lambda: rounds.extend(phase, date(2027, 1, 1), reason="等一等。", by=second, now=NOW)  # noqa: E731
    assert refusal(act) == "懇談的環節跟著懇談的時間走，不能單獨延長；請改期。"


def test_who_counted_the_calls_and_what_stands_in_its_history(office, second):
    talk = make_talk(starts_at=STARTS)
    counts = {"calls_in": 1500, "calls_answered": 900, "calls_back": 400, "calls_written": None}

    verbs.count_calls(talk, counts, counted_by="指揮中心", by=second, now=ENDS)

    talk, event = Talk.objects.get(), talk.campaign.events.get()
    assert {name: getattr(talk, name) for name in verbs.CALLS} == counts
    assert (talk.calls_counted_by, talk.revision) == ("指揮中心", 1)
    assert (event.is_public, sentence(event), event.details["calls"]) == (True, "修改了熱線統計數。", counts)


@pytest.mark.parametrize(
    ("counts", "counted_by", "now", "why"),
    [
        ({"calls_in": 9}, "指揮中心", NOW, "懇談還沒有開始，沒有可以統計的來電。"),
        ({}, "指揮中心", ENDS, "請至少填寫一個數。"),
        ({"calls_in": 9}, " ", ENDS, "請寫明由誰統計。"),
        ({"calls_in": 9, "calls_answered": 10}, "指揮中心", ENDS, "接聽答覆的不能多於打入的，請核對。"),
    ],
)
def test_numbers_that_cannot_be_are_refused(office, second, counts, counted_by, now, why):
    talk = make_talk(starts_at=STARTS)
    assert refusal(lambda: verbs.count_calls(talk, counts, counted_by=counted_by, by=second, now=now)) == why


def test_a_talk_is_closed_once_every_question_is_answered(office, first, second):
    talk = make_talk(starts_at=STARTS)
    question = make_suggestion(campaign=talk.campaign, stage=Stage.IN_PROGRESS, received_at=STARTS)

    blocked = [finding.text for finding in findings(talk.campaign, OVER) if finding.blocks]
    refused = refusal(lambda: rounds.propose_close(talk.campaign, by=first, now=OVER))
    question.draft_reply("可以辦。", "explained", by=office.handler, now=OVER)
    question.approve_reply(by=office.reviewer, now=OVER)
    rounds.propose_close(talk.campaign, by=first, now=OVER)
    rounds.close(talk.campaign, by=second, now=OVER)

    assert (blocked, refused) == (["還有 1 件提問沒有答覆。"], "現在還不能結束：還有 1 件提問沒有答覆。")
    assert Campaign.objects.get(pk=talk.pk).closed_at == OVER


def test_an_unanswered_suggestion_of_another_campaign_still_blocks_nothing(office, first):
    campaign = make_campaign(slug="sanmin-2025", year=2025)
    make_suggestion(campaign=campaign, received_at=STARTS)
    assert [finding.blocks for finding in findings(campaign, OVER)] == [False]
