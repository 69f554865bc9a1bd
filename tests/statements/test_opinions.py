"""Statements on 開放評議."""

from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.opinions import verbs
from feedback.opinions.models import OpinionCount
from tests.factories import NOW
from tests.feedback.opinions.factories import TODAY, bureau, make_round
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]

FROM = "2020年12月6日起可以評議。"
UNTIL = "評議到2020年12月6日為止。"
OVER = "開放評議已於2020年11月30日結束，下面是全部結果。"
CLOSED = "開放評議已經結束，下面是全部結果。"


def listed(client, campaign):
    return client.get(reverse("rate_list", args=[campaign.slug]))


@pytest.mark.parametrize(("first", "last", "told"), [(5, 9, FROM), (-5, 5, UNTIL), (-9, -1, OVER), (-9, None, None)])
def test_when_everybody_may_rate(client, first, last, told):
    campaign = make_round()
    verbs.say(campaign, None, "work", "yes", "browser", now=NOW)
    ends_on = None if last is None else TODAY + timedelta(days=last)
    campaign.phases.update(starts_on=TODAY + timedelta(days=first), ends_on=ends_on)
    pages = [listed(client, campaign), client.get(bureau(campaign).get_absolute_url())]
    only_list = told == UNTIL  # the form says that it is open by being there
    assert [said(page, FROM, UNTIL, OVER, CLOSED) for page in pages] == [
        [told] if told else [], [told] if told and not only_list else [],
    ]  # fmt: skip


def test_a_round_closed_before_its_last_day_is_over(client):
    campaign = make_round()
    verbs.say(campaign, None, "work", "yes", "browser", now=NOW)
    campaign.closed_at = NOW
    campaign.save()
    assert said(listed(client, campaign), FROM, UNTIL, OVER, CLOSED) == [CLOSED]


def test_how_it_counts_is_how_it_is_told(client):
    subject = bureau(make_round())
    told = "不用註冊，每個瀏覽器每題算一次，可以改，也可以取消；不記錄您是誰。答了一題，就能看到這一題的結果。"
    before = client.get(subject.get_absolute_url())
    seen = []
    for say in ("work-yes", "work-no", "work-none"):
        page = client.post(subject.get_absolute_url(), {"say": say}, follow=True)
        seen.append(("人" in "".join(said(page, "滿意 0 人", "不滿意 1 人", "滿意 1 人")), sum(numbers())))
    assert (said(before, told), seen) == ([told], [(True, 1), (True, 1), (False, 0)])


def numbers():
    return OpinionCount.objects.values_list("number", flat=True)


@pytest.mark.parametrize(("browsers", "told"), [(4, "滿意 4 人"), (5, "滿意 5 人（100%）")])
def test_of_fewer_than_five_there_is_no_share(client, browsers, told):
    campaign = make_round()
    for browser in range(browsers):
        verbs.say(campaign, None, "work", "yes", f"browser {browser}", now=NOW)
    campaign.phases.update(ends_on=TODAY - timedelta(days=1))
    few, taking_part = "回答一題不足五人的，只列人數，不算比例。", f"{browsers} 人參加，每個瀏覽器算一次。"
    page = listed(client, campaign)
    assert said(page, told, few, taking_part) == [told, few, taking_part]
    assert ("%" in page.text.partition("<h2")[2].partition("<footer")[0].partition("qr/page")[0]) == (browsers == 5)
