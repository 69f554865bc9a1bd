"""What the phases hold up by the clock in Shanghai, and what they never hold up."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.models import Campaign, Phase, Suggestion
from feedback.office.campaigns import for_new_suggestion
from feedback.office.names import names
from feedback.rules.phases import Act, Opening
from feedback.rules.workflow import Refused, Stage
from portal.serving import generation
from tests import factories
from tests.factories import NOW, at, make_campaign, make_phase

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def collecting(**fields):
    campaign = make_campaign(**fields)
    make_phase(campaign=campaign, starts_on=date(2020, 11, 23), ends_on=date(2020, 12, 31))
    return campaign


def file(campaign, now, flow="a"):
    words = {"kind": Suggestion.Kind.SUGGESTION, "title": "加一塊提示牌", "body": "左轉的車排到了直行道。"}
    return Suggestion.objects.receive(flow=flow, now=now, campaign=campaign, **words)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value.reason)


def test_a_phase_ends_with_its_last_day_in_shanghai():
    campaign = collecting()

    assert file(campaign, at("2020-12-31 23:59")).campaign == campaign
    assert refusal(lambda: file(campaign, at("2021-01-01 00:00"), flow="b")) == (
        "在2020 年「三民」活動中提出意見建議，已於2020年12月31日截止。現在提的意見建議，歸入開門納諫。"
    )
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"is_published": False}, "這個活動還沒有公布，不能提出意見建議。現在提的意見建議，歸入開門納諫。"),
        (
            {"closed_at": at("2020-11-30 09:00")},
            "2020 年「三民」活動已於2020年11月30日結束，不能再提出意見建議。現在提的意見建議，歸入開門納諫。",
        ),
    ],
)
def test_a_draft_and_a_closed_campaign_take_nothing(fields, told):
    campaign = collecting(**fields)

    assert (refusal(lambda: file(campaign, NOW)), for_new_suggestion(NOW.date()).slug) == (told, "open")
    assert campaign.open_acts(NOW.date()) == []


def test_what_staff_register_goes_by_the_day_on_which_it_arrived(triage_officer):
    campaign = collecting()
    words = {
        "kind": Suggestion.Kind.SUGGESTION, "title": "加一塊提示牌", "body": "左轉的車排到了直行道。",
        "channel": factories.Channel.objects.for_staff()[0], "campaign": campaign,
    }  # fmt: skip

    def register(flow, day):
        return Suggestion.objects.register([(flow, words | {"arrived_on": day})], by=triage_officer, now=late)

    late = at("2021-01-04 10:00")
    [filed] = register("a", date(2020, 12, 31))
    assert (filed.campaign, filed.arrived_on) == (campaign, date(2020, 12, 31))
    assert refusal(lambda: register("b", date(2021, 1, 2))).startswith("在2020 年「三民」活動中提出意見建議")


def test_what_runs_all_year_takes_what_comes_on_any_day():
    opened = Campaign.objects.get(slug="open")

    assert (opened.require(Act.FILE, NOW), file(opened, NOW).campaign) == (Opening(is_open=True), opened)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (Act.BALLOT, "2020 年「三民」活動從2021年1月4日起可以在代表評議中投票，現在還沒有開始。現在可以提出意見建議。"),
        (Act.APPLY, "2020 年「三民」活動沒有可以報名擔任市民代表的環節。現在可以提出意見建議。"),
    ],
)
def test_what_is_not_open_says_when_it_is_and_what_is_open_instead(act, told):
    campaign = collecting()
    make_phase(campaign=campaign, kind=Phase.Kind.RATE, starts_on=date(2021, 1, 4), ends_on=date(2021, 1, 10))

    assert refusal(lambda: campaign.require(act, NOW)) == told


def test_what_is_open_says_until_when():
    assert collecting().require(Act.FILE, NOW) == Opening(True, closes_on=date(2020, 12, 31))


def test_no_phase_holds_up_a_suggestion_that_is_filed():
    campaign = collecting()
    suggestion = file(campaign, NOW)
    Campaign.objects.filter(pk=campaign.pk).update(closed_at=at("2021-03-01 09:00"))

    factories.bring(suggestion, to=Stage.REPLIED, now=at("2021-03-02 10:00"))
    suggestion.refresh_from_db()
    factories.rate(suggestion, now=at("2021-03-03 10:00"))

    assert suggestion.stage == Stage.CLOSED


def test_a_draft_is_nowhere_public(client):
    draft = make_campaign(slug="sanmin-2021", title="2021 年「三民」活動", year=2021, is_published=False)
    make_phase(campaign=draft, starts_on=date(2000, 1, 1))
    generation.forget()

    gone = [reverse(name, args=[draft.slug]) for name in ("campaign_detail", "campaign_wall", "campaign_csv")]
    assert [client.get(address).status_code for address in gone] == [404, 404, 404]
    lists = ["/", "/campaigns/", "/sitemap/", "/sitemap-campaigns.xml", "/data/", "/suggestions/", "/suggest/"]
    assert [draft.slug in client.get(address).text or draft.title in client.get(address).text for address in lists] == (
        [False] * len(lists)
    )
    narrowed = [f"{address}?campaign={draft.slug}" for address in ("/suggestions/", "/data/")]
    assert [draft.title in client.get(address).text for address in narrowed] == [False] * len(narrowed)
    assert draft.pk not in names().campaign


def test_a_closed_campaign_stays_public(client):
    make_campaign(closed_at=at("2021-03-01 09:00"))

    assert client.get("/campaigns/sanmin-2020/").status_code == 200


def test_the_office_files_under_no_campaign_that_is_a_draft_or_closed(client, triage_officer):
    make_campaign(slug="sanmin-2019", title="2019 年「三民」活動", year=2019, closed_at=at("2020-03-01 09:00"))
    make_campaign(slug="sanmin-2021", title="2021 年「三民」活動", year=2021, is_published=False)
    collecting()
    client.force_login(triage_officer)

    for name in ("admin:feedback_suggestion_add", "admin:feedback_suggestion_import"):
        campaigns = client.get(reverse(name)).context["form"].fields["campaign"].queryset
        assert [campaign.slug for campaign in campaigns] == ["sanmin-2020", "open"]
