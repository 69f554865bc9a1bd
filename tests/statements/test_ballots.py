"""Statements on 代表評議."""

from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.ballots import closing
from feedback.ballots.sealed import sealing
from tests.factories import make_user
from tests.feedback.ballots.conftest import AFTER, VOTING, make_round
from tests.statements.reading import TODAY, said

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("_today")]

PAGES = ("ballot_vote", "ballot_results", "campaign_detail")
FROM = "2020年12月6日開始投票。"
NOT_YET = "2020 年「三民」活動從2020年12月6日起可以在代表評議中投票，現在還沒有開始。"
UNTIL = "投票到2020年12月6日為止。已有 0 位代表投票，應投票 3 位。"
NO_END = "正在投票。已有 0 位代表投票，應投票 3 位。"
OVER = "投票已經結束，等待計票。0 位代表投了票，應投票 3 位。"
NO_DAYS = "投票的日期還沒有公布。"


def page(client, name="ballot_vote"):
    return client.get(reverse(name, args=["sanmin-2020"]))


@pytest.mark.parametrize(
    ("days", "told"), [((5, 9), FROM), ((-5, 5), UNTIL), ((-9, None), NO_END), ((-9, -1), OVER), (None, NO_DAYS)]
)
def test_when_representatives_vote(client, days, told):
    phases = make_round().ballot.campaign.phases
    if days:
        starts_on, ends_on = (day and TODAY + timedelta(days=day) for day in days)
        phases.update(starts_on=starts_on, ends_on=ends_on)
    else:
        phases.all().delete()
    all_of_them = (FROM, NOT_YET, UNTIL, NO_END, OVER, NO_DAYS)
    vote = NOT_YET if told == FROM else told  # as whoever comes too early is told everywhere
    assert [said(page(client, name), *all_of_them) for name in PAGES] == [[vote], [told], [told]]


def counted(round_):
    one, two = make_user(username="one"), make_user(username="two")
    return closing.close(round_.fresh(), round_.parts[:2], by=one, confirmed_by=two, now=AFTER)


@pytest.mark.parametrize("unreadable", [0, 1])
def test_how_many_voted_and_whether_all_could_be_read(client, time_machine, monkeypatch, unreadable):
    round_ = make_round()
    round_.cast(1, 1, 1, 1)
    with monkeypatch.context() as patched:
        if unreadable:  # what is in a slot once stays in it: it is sealed so that no key opens it
            patched.setattr(sealing, "seal", lambda places, *_key: sealing.blank(len(places)))
        round_.cast(2, 1, 1, 1)
    time_machine.move_to(AFTER, tick=False)
    counted(round_)

    whole = "2 位代表投了票，應投票 3 位，2021年1月16日計票。"
    parted = "收到 2 張票，其中 1 張打不開，沒有計入。"
    assert said(page(client, "ballot_results"), whole, parted) == [whole, parted][: 1 + unreadable]


def test_what_is_promised_to_a_representative_stands_beside_what_is_not(client, time_machine):
    make_round()
    time_machine.move_to(VOTING, tick=False)
    told = [
        "誰投了票有記錄，怎麼投的沒有記錄，也不給回執。保密靠的是這套辦法，不是數學上的保證：",
        "有人在計票前私自複製數據庫，又拿到兩份私鑰，或者在投票時改動程序，仍可能查出誰怎麼投的。",
    ]
    assert said(page(client), *told) == told
