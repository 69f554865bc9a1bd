"""Statements on 代表抽取."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import at
from tests.feedback.draws import rounds
from tests.statements.reading import said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

NOTE_IT = "請在開獎以前記下它。"
WAITS = "要從 12 位報名者中抽取 3 名代表，等2020年11月26日開獎的彩票號碼。"
DRAWN = "2020年11月27日從 12 位報名者中抽取了 3 名代表。"
ABORTED = "這次抽取已於2020年11月28日中止，不作數；公告和經過永久保留。"
LATER = "報名核對完以後，在這裡公告誰參加抽取、名額怎樣分、用哪幾次彩票開獎的號碼。"
ALL = (LATER, WAITS, NOTE_IT, DRAWN, ABORTED)


@pytest.fixture
def by(time_machine):
    time_machine.move_to(at("2020-11-28 10:00"), tick=False)
    return rounds.staff()


def page(client):
    return client.get(reverse("draw_detail", args=["sanmin-2020"]))


def aborted(campaign, by):
    return rounds.aborted(rounds.announced(campaign, by), by)


@pytest.mark.parametrize(
    ("brought_to", "told"),
    [
        (lambda campaign, by: None, [LATER]),
        (lambda campaign, by: rounds.prepared(campaign, by[0]), [LATER]),
        (rounds.announced, [WAITS, NOTE_IT]),
        (rounds.drawn, [DRAWN]),
        (aborted, [ABORTED]),
    ],
)
def test_how_far_a_draw_is(client, by, brought_to, told):
    brought_to(rounds.make_round(), by)
    assert said(page(client), *ALL) == told


def test_the_secret_is_told_once_the_page_says_it_would_be(client, by):
    told = ["還可以抽 3 輪。", "活動結束或者抽取中止以後，公布保密的數。"]
    draw = rounds.drawn(rounds.make_round(), by)
    before = page(client)
    draw.campaign.closed_at = timezone.now()
    draw.campaign.save()
    after = page(client)
    assert [(said(each, *told), draw.secret in each.text) for each in (before, after)] == [(told, False), ([], True)]


@pytest.mark.parametrize(("quota", "told"), [(4, "哪一組的人不夠"), (8, "有的組人不夠")])
def test_whether_a_group_had_fewer_people_than_seats(client, by, quota, told):
    rounds.drawn(rounds.make_round(seats=9, quota=quota), by)
    rest = "，餘下的名額按順序由別的組補足。"
    assert said(page(client), f"哪一組的人不夠{rest}", f"有的組人不夠{rest}") == [f"{told}{rest}"]
