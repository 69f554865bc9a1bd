"""A campaign from its draft to its close, by the verbs."""

from datetime import date, timedelta

import pytest

from feedback.models import Campaign, Phase, Scale
from feedback.rounds import closing, verbs
from feedback.rounds.closing import Finding
from feedback.rounds.models import CampaignEvent
from feedback.rounds.rules import CampaignVerb
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused
from portal.frame import Places
from tests.factories import NOW, make_campaign, make_phase, make_suggestion, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

TODAY = date(2020, 12, 1)


@pytest.fixture
def first():
    return make_user(username="first", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def second():
    return make_user(username="second", roles=[Role.SUPERVISOR])


def draft(by, **fields):
    campaign = make_campaign(is_published=False, **{"summary": "請市民評議。"} | fields)
    make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 31))
    verbs.drafted(campaign, by=by, now=NOW)
    return campaign


def over(**fields):
    """A campaign whose phases are over, published."""
    campaign = make_campaign(**fields)
    make_phase(campaign=campaign, starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 30))
    return campaign


def told(campaign):
    return [(event.verb, event.by.username, event.is_public) for event in campaign.events.in_order()]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value.reason)


def test_a_second_person_publishes_a_draft(first, second):
    campaign = draft(first)

    refused = refusal(lambda: verbs.publish(campaign, by=first, now=NOW))
    verbs.publish(campaign, by=second, now=NOW)

    assert refused == "公布要由另一個人來做：您起草了這個活動，或者最後修改了它。"
    assert Campaign.objects.get(pk=campaign.pk).is_published
    assert told(campaign) == [("draft", "first", False), ("publish", "second", True)]


def test_whoever_changed_the_draft_last_does_not_publish_it(first, second):
    campaign, third = draft(first), make_user(username="third", roles=[Role.SUPERVISOR])
    verbs.changed(campaign, by=second, now=NOW, fields=["名稱"])

    assert "另一個人" in refusal(lambda: verbs.publish(campaign, by=second, now=NOW))
    verbs.publish(campaign, by=third, now=NOW)
    assert "已經公布" in refusal(lambda: verbs.publish(campaign, by=third, now=NOW))


def test_a_round_without_phases_is_not_published(first, second):
    campaign = make_campaign(is_published=False)

    assert refusal(lambda: verbs.publish(campaign, by=second, now=NOW)).startswith("這個活動還沒有環節")


def test_a_campaign_without_a_summary_is_not_published(first, second):
    campaign = draft(first, summary=" ")

    assert refusal(lambda: verbs.publish(campaign, by=second, now=NOW)) == "這個活動還沒有簡介，請先填寫。"


def test_a_change_of_a_published_campaign_is_public(first):
    campaign = over()
    verbs.changed(campaign, by=first, now=NOW, fields=["簡介"])

    event = campaign.events.get()
    assert (event.verb, event.is_public, event.details) == (CampaignVerb.CHANGE, True, {"fields": ["簡介"]})


def test_a_phase_is_extended_with_a_public_reason(first):
    campaign = make_campaign()
    phase = make_phase(campaign=campaign, starts_on=date(2020, 11, 1), ends_on=TODAY)

    verbs.extend(phase, date(2020, 12, 15), reason="大雪，代表未能到場。", by=first, now=NOW)

    event = campaign.events.get()
    assert (phase.ends_on, Phase.objects.get().ends_on) == (date(2020, 12, 15),) * 2
    assert (event.reason, event.is_public, event.details) == (
        "大雪，代表未能到場。", True, {"phase": "collect", "from": "2020-12-01", "to": "2020-12-15"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ends_on", "new", "reason", "why"),
    [
        (TODAY - timedelta(days=1), TODAY, "補", "這個環節已於2020年11月30日結束，不能再延長。"),
        (TODAY, TODAY, "補", "新的截止日期應當晚於原來的2020年12月1日。"),
        (None, TODAY - timedelta(days=1), "補", "新的截止日期不能早於今天，也不能早於這個環節的開始。"),
        (TODAY, TODAY + timedelta(days=1), " ", "請寫明原因，原因會公開。"),
    ],
)
def test_what_does_not_extend_a_phase(first, ends_on, new, reason, why):
    phase = make_phase(campaign=make_campaign(), starts_on=date(2020, 11, 1), ends_on=ends_on)

    assert refusal(lambda: verbs.extend(phase, new, reason=reason, by=first, now=NOW)) == why
    assert (Phase.objects.get().ends_on, CampaignEvent.objects.count()) == (ends_on, 0)


def test_two_people_close_a_round_and_what_is_open_stays_in_the_record(first, second, monkeypatch):
    monkeypatch.setattr(closing, "AT_CLOSE", Places())
    campaign, done = over(), []
    make_suggestion(campaign=campaign, received_at=NOW - timedelta(days=5))
    closing.AT_CLOSE.add(10, lambda *given: done.append(given))
    monkeypatch.setattr(verbs, "AT_CLOSE", closing.AT_CLOSE)

    early = refusal(lambda: verbs.close(campaign, by=second, now=NOW))
    verbs.propose_close(campaign, by=first, now=NOW)
    alone = refusal(lambda: verbs.close(campaign, by=first, now=NOW))
    verbs.close(campaign, by=second, now=NOW)

    event = campaign.events.in_order().last()
    assert (early, alone) == ("還沒有人提請結束。", "結束要由另一個人來確認：提請結束的是您。")
    assert Campaign.objects.get(pk=campaign.pk).closed_at == NOW
    assert event.details["findings"] == [
        {
            "text": "還有 1 件在辦：1 件沒有答覆，0 件已經答覆、等待市民評議。",
            "blocks": False,
            "url": "/suggestions/?campaign=sanmin-2020&tally=open",
        }
    ]
    assert done == [(campaign, event, NOW)]
    assert refusal(lambda: verbs.propose_close(campaign, by=first, now=NOW)).endswith("不能再改動。")


def test_a_phase_that_runs_blocks_the_close(first):
    campaign = over()
    make_phase(campaign=campaign, kind=Phase.Kind.RATE, starts_on=TODAY, ends_on=TODAY)

    why = "現在還不能結束：環節「請市民評議」到2020年12月1日才結束。"
    assert refusal(lambda: verbs.propose_close(campaign, by=first, now=NOW)) == why


def test_what_came_to_block_after_the_proposal_blocks_the_second_person(first, second, monkeypatch):
    monkeypatch.setattr(closing, "CLOSING_CHECKS", Places())
    campaign, found = over(), []
    closing.CLOSING_CHECKS.add(50, lambda campaign, now: found)
    verbs.propose_close(campaign, by=first, now=NOW)
    found.append(Finding("還有選票沒有計票。", blocks=True))

    assert refusal(lambda: verbs.close(campaign, by=second, now=NOW)) == "現在還不能結束：還有選票沒有計票。"
    assert Campaign.objects.get(pk=campaign.pk).closed_at is None


def test_a_proposal_is_taken_back(first, second):
    campaign = over()
    verbs.propose_close(campaign, by=first, now=NOW)
    verbs.drop_close(campaign, by=second, now=NOW)

    assert (verbs.proposal_of(campaign), refusal(lambda: verbs.close(campaign, by=second, now=NOW))) == (
        None, "還沒有人提請結束。",
    )  # fmt: skip


def test_what_runs_all_year_is_never_closed(first):
    opened = Campaign.objects.get(slug="open")

    assert refusal(lambda: verbs.propose_close(opened, by=first, now=NOW)) == "「開門納諫」全年不停，不能結束。"


def test_next_year_as_this_one(first, monkeypatch):
    monkeypatch.setattr(verbs, "COPIED", copying_of := Places())
    taken = []
    copying_of.add(10, lambda *given: taken.append(given))
    scale = Scale.objects.create(name="三級")
    old = over(summary="這一年收到 170 件。", title_en="2020 Sanmin campaign", rating_days=10, scale=scale)

    new = verbs.copy(old, by=first, now=NOW)

    assert (new.slug, new.title, new.title_en, new.year) == (
        "sanmin-2021", "2021 年「三民」活動", "2021 Sanmin campaign", 2021,
    )  # fmt: skip
    assert (new.rating_days, new.scale, new.summary, new.is_published) == (
        10, scale, "", False,
    )  # fmt: skip
    assert [(phase.kind, phase.starts_on, phase.ends_on) for phase in new.phases.all()] == [
        ("collect", date(2021, 11, 1), date(2021, 11, 30))
    ]
    assert (taken, told(new)) == ([(old, new)], [("draft", "first", False)])
    assert refusal(lambda: verbs.copy(old, by=first, now=NOW)).startswith("只能照最近一次")


def test_the_history_is_only_added_to(first):
    campaign = draft(first)
    event = campaign.events.get()

    for act in (event.save, event.delete, campaign.events.all().delete, lambda: campaign.events.update(reason="")):
        assert refusal(act).startswith("活動記錄只增不")
