"""Statements on which campaign takes a suggestion."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from feedback.models import Campaign, Phase, Suggestion
from feedback.office.campaigns import for_new_suggestion
from tests import factories
from tests.feedback.passage import fill, send
from tests.statements.reading import TODAY, said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]


TAKES = "現在提的意見建議，都歸入這個活動，逐件編號、逐件辦理。"
TAKES_NOT = "這個活動目前不徵集意見建議。"
GOES = "隨時可以提建議。眼下提的，歸入"
DAYS = {"now": (-5, 5), "before": (-20, -10), "later": (10, 20)}


@pytest.mark.parametrize(
    ("kind", "when", "of_round", "of_open"),
    [
        (None, None, None, [TAKES]),
        (Campaign.Kind.SANMIN, "now", [TAKES], [GOES]),
        (Campaign.Kind.SANMIN, "before", [TAKES_NOT, GOES], [TAKES]),
        (Campaign.Kind.SANMIN, "later", [TAKES_NOT, GOES], [TAKES]),
        (Campaign.Kind.LIVE, "now", [GOES], [TAKES]),
        (Campaign.Kind.LIVE, "before", [TAKES_NOT, GOES], [TAKES]),
    ],
)
def test_a_campaign_says_whether_it_takes_suggestions_now(client, kind, when, of_round, of_open):
    if kind:
        campaign = factories.make_campaign(slug="round", kind=kind, title="活動甲")
        first, last = (TODAY + timedelta(days=days) for days in DAYS[when])
        factories.make_phase(campaign=campaign, starts_on=first, ends_on=last)
    pages = [
        client.get(reverse("campaign_detail", args=[slug])) for slug in ("round", "open") if kind or slug == "open"
    ]
    assert [said(page, TAKES, TAKES_NOT, GOES) for page in pages] == [*([of_round] if kind else []), of_open]
    year_round = "一年四季都可以向公安機關提意見、出主意。"
    assert said(pages[-1], year_round, TAKES_NOT) == [year_round]  # never both


@pytest.mark.parametrize("is_round", [True, False])
def test_the_form_says_where_it_will_be_filed_and_there_it_is(client, is_round):
    if is_round:
        factories.make_phase(campaign=factories.make_campaign(), starts_on=TODAY)
    title = "2020 年「三民」活動" if is_round else "開門納諫"
    told = f"現在提的意見建議，歸入{title}。"
    start, check = client.get(reverse("suggest_start")), fill(client)
    send(client, check)
    assert (said(start, told), said(check, f"提交後歸入{title}，當場給您編號和查詢碼。") != []) == ([told], True)
    assert Suggestion.objects.get().campaign.title == title


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2020, 7, 1), date(2020, 12, 31)])
def test_there_is_a_campaign_for_every_day_of_the_year(client, day):
    past = factories.make_phase(
        campaign=factories.make_campaign(), starts_on=date(2020, 11, 1), ends_on=date(2020, 11, 2)
    )
    taken = for_new_suggestion(day)
    assert (taken.slug, taken == past.campaign) == ("open", False)
    assert said(client.get(reverse("campaign_list")), "「三民」活動每年一次，「開門納諫」全年不停。") != []


@pytest.mark.parametrize("requires_contact", [True, False])
def test_a_campaign_that_wants_a_contact_says_so(client, requires_contact):
    factories.make_phase(campaign=factories.make_campaign(requires_contact=requires_contact), starts_on=TODAY)
    told = "這次活動要求留下姓名和聯繫方式。"
    assert said(client.get(reverse("suggest_start")), told) == ([told] if requires_contact else [])
    sent = fill(client, person={"name": "", "contact": ""})
    assert bool(said(sent, "這次活動要求留下姓名。")) == requires_contact


@pytest.mark.parametrize(
    ("ends_in", "told"),
    [(0, "聽市民意見：今天截止"), (9, "聽市民意見：至2020年12月10日，還有9天"), (-1, ""), (None, "聽市民意見")],
)
def test_how_long_a_phase_still_runs(client, ends_in, told):
    ends_on = None if ends_in is None else TODAY + timedelta(days=ends_in)
    campaign = factories.make_campaign()
    factories.make_phase(campaign=campaign, starts_on=TODAY - timedelta(days=9), ends_on=ends_on)
    running = re.findall(r'<ul class="running">(.*?)</section>', client.get("/").text, re.DOTALL)
    page = SimpleNamespace(text=running[0])
    every = ("聽市民意見", "今天截止", "至2020年12月10日，還有9天")
    assert said(page, *every) == [words for words in every if words in told]


@pytest.mark.parametrize(
    ("ends_in", "told"),
    [
        (9, ["這個活動徵集意見建議到2020年12月10日為止。"]),
        (None, []),
        (-1, ["眼下沒有「三民」活動在徵集意見建議。"]),
    ],
)
def test_the_form_says_why_it_files_there(client, ends_in, told):
    ends_on = None if ends_in is None else TODAY + timedelta(days=ends_in)
    factories.make_phase(campaign=factories.make_campaign(), starts_on=TODAY - timedelta(days=9), ends_on=ends_on)
    every = ("這個活動徵集意見建議到2020年12月10日為止。", "眼下沒有「三民」活動在徵集意見建議。")
    assert said(client.get(reverse("suggest_start")), *every) == told


def _acts(client, campaign):
    return re.findall(r"<d[dt]>(.*?)</d[dt]>", client.get(campaign.get_absolute_url()).text)


def test_a_campaign_says_what_is_open_and_what_comes(client):
    campaign = factories.make_campaign()
    kinds = {Phase.Kind.APPLY: (-9, -1), Phase.Kind.COLLECT: (-5, 5), Phase.Kind.REPORT: (0, None)}
    kinds |= {Phase.Kind.RATE: (7, 9), Phase.Kind.AWARD: (0, 9)}
    for kind, (first, last) in kinds.items():
        ends_on = None if last is None else TODAY + timedelta(days=last)
        factories.make_phase(campaign=campaign, kind=kind, starts_on=TODAY + timedelta(days=first), ends_on=ends_on)
    told = [_acts(client, campaign)]
    factories.make_ballot(campaign=campaign)
    told.append(_acts(client, campaign))
    opened = ["現在可以", "提出意見建議，到2020年12月6日", "評議報告章節"]
    vote = ["接下來", "在代表評議中投票，2020年12月8日開始"]
    assert ("在代表評議中投票" in "".join(told[0]), told[0][:3], told[1][:5]) == (False, opened, opened + vote)
    assert said(client.get(Campaign.objects.get(slug="open").get_absolute_url()), "現在可以", "接下來") == []


def test_a_closed_campaign_says_so_and_what_is_filed_goes_on(client):
    campaign = factories.make_campaign()
    suggestion = factories.make_suggestion(campaign=campaign)
    told = "這個活動已於2020年12月1日結束，已經提交的意見建議照常辦理。"
    before = said(client.get(campaign.get_absolute_url()), told)
    campaign.closed_at = factories.NOW
    campaign.save()
    factories.bring(suggestion, to="replied")
    suggestion.refresh_from_db()
    assert (before, said(client.get(campaign.get_absolute_url()), told, "現在可以")) == ([], [told])
    assert suggestion.stage == "replied"
