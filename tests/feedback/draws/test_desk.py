"""A draw conducted at the desk, by two people of the roles that may."""

import pytest
from django.urls import reverse

from feedback.draws.models import Draw, Lottery
from feedback.rules.roles import Role
from tests import factories
from tests.feedback.draws import rounds

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
TYPED = {"numbers_0": "33 8 11 20 27 3 + 9", "numbers_1": "2 14 15 22 35 04 11", "numbers_2": "7 0 0 3 9"}


@pytest.fixture
def by():
    return [
        factories.make_user(username=f"conducts-{role.name}", roles=[role])
        for role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
    ]


@pytest.fixture
def clock(time_machine):
    def moved(moment):
        time_machine.move_to(moment, tick=False)

    moved(rounds.PREPARED)
    return moved


def prepare(client, campaign, **changed):
    lots = {
        f"{name}_{place}": value
        for place, (lottery, issue, day) in enumerate(rounds.lots(), 1)
        for name, value in (("lottery", lottery.pk), ("issue", issue), ("drawn_on", day.isoformat()))
    }
    return client.post(reverse("admin:draws_draw_add"), {"campaign": campaign.pk, **lots, **changed})


def do(client, verb, **sent):
    draw = Draw.objects.order_by("-pk").first()
    proposal = draw.proposals.filter(settled_at=None).first()
    if verb in ("confirm", "drop"):
        sent["proposal"] = proposal.pk
    return client.post(reverse("admin:draws_draw_do", args=[draw.pk, verb]), sent)


def test_a_draw_is_conducted_by_two_people_from_its_preparation_to_a_substitute(client, by, clock):
    campaign = rounds.make_round()
    answers = []
    client.force_login(by[0])
    answers.append(prepare(client, campaign))
    clock(rounds.ANNOUNCED)
    client.force_login(by[1])
    answers.append(do(client, "announce"))
    clock(rounds.DRAWN)
    client.force_login(by[1])  # nobody stays signed in for a week
    answers.append(do(client, "numbers", **TYPED))
    client.force_login(by[0])
    answers.append(do(client, "numbers", **TYPED))
    draw = Draw.objects.get()
    label = draw.selections.get().chosen[0]
    answers.append(do(client, "substitute", label=label, why="resigned"))
    client.force_login(by[1])
    answers.append(do(client, "confirm"))

    assert [answer.status_code for answer in answers] == [302] * 6
    assert (draw.state, draw.numbers, draw.selections.get(number=2).leaves) == ("drawn", rounds.NUMBERS, label)


def test_what_two_people_propose_and_confirm_aborts_it(client, by, clock):
    rounds.announced(rounds.make_round(), by)
    clock(rounds.ANNOUNCED)
    client.force_login(by[0])
    own = [do(client, "abort", reason="開獎推遲了。").status_code, do(client, "confirm").status_code]
    client.force_login(by[1])
    dropped = do(client, "drop").status_code
    do(client, "abort", reason="開獎推遲了。")
    client.force_login(by[0])
    confirmed = do(client, "confirm").status_code
    draw = Draw.objects.get()

    assert (own, dropped, confirmed) == ([302, 200], 302, 302)
    assert (draw.state, draw.abort_reason) == ("aborted", "開獎推遲了。")


def test_who_prepared_it_is_told_that_another_person_announces(client, by, clock):
    draw = rounds.prepared(rounds.make_round(), by[0])
    client.force_login(by[0])
    page = client.get(reverse("admin:draws_draw_change", args=[draw.pk])).text
    sent = do(client, "announce")
    assert ("要由另一個人公告。要改的，重新準備一次。" in page, 'do/announce/"' in page) == (True, False)
    assert "公告要由另一個人來做：準備這次抽取的是您。" in sent.text


def test_numbers_that_no_lottery_draws_are_told_and_kept_in_the_form(client, by, clock):
    rounds.announced(rounds.make_round(), by)
    clock(rounds.DRAWN)
    client.force_login(by[0])
    answer = do(client, "numbers", **TYPED | {"numbers_2": "7 0 0 3 99"})
    assert "這種彩票開不出這樣的號碼，請用空格分開，重新核對。" in answer.text
    assert ('value="7 0 0 3 99"' in answer.text, 'value="33 8 11 20 27 3 + 9"' in answer.text) == (True, True)


def test_what_cannot_be_prepared_is_told_in_the_form(client, by, clock):
    campaign = rounds.make_round()
    client.force_login(by[0])
    late = prepare(client, campaign, drawn_on_1="2020-11-20")
    half = prepare(client, campaign, issue_4="2020116")
    assert "開獎日期都要晚於2020年11月20日" in late.text
    assert "第 4 次開獎要麼填全，要麼不填。" in half.text
    assert Draw.objects.count() == 0


def test_the_second_person_does_not_see_what_the_first_typed(client, by, clock):
    draw = rounds.announced(rounds.make_round(), by)
    clock(rounds.DRAWN)
    client.force_login(by[0])
    do(client, "numbers", **TYPED)
    client.force_login(by[1])
    page = client.get(reverse("admin:draws_draw_change", args=[draw.pk])).text
    assert ("已錄入" in page, "33" in page.partition("<h2>")[0]) == (True, False)


def test_a_reason_with_somebodys_number_is_not_published(client, by, clock):
    draw = rounds.announced(rounds.make_round(), by)
    client.force_login(by[0])
    answer = do(client, "abort", reason="請致電 13812345678 詢問。")
    assert ("原因裡似乎有個人信息：13812345678。請改寫。" in answer.text, draw.proposals.count()) == (True, 0)


def test_an_act_out_of_turn_leads_back(client, by, clock):
    draw = rounds.announced(rounds.make_round(), by)
    client.force_login(by[0])
    answer = do(client, "substitute", label="100-482-915", why="resigned")
    assert (answer.status_code, answer.url) == (302, reverse("admin:draws_draw_change", args=[draw.pk]))
    assert do(client, "nothing").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SUPERVISOR, Role.ADMINISTRATOR)])
def test_nobody_else_conducts_a_draw(client, role, by, clock):
    draw = rounds.prepared(rounds.make_round(), by[0])
    client.force_login(factories.make_user(username="other", roles=[role]))
    answers = [prepare(client, draw.campaign).status_code, do(client, "announce").status_code]
    draw.refresh_from_db()
    assert (answers, draw.state) == ([403, 403], "prepared")


def test_a_lottery_is_corrected_for_later_draws_alone(client, by, clock):
    draw = rounds.announced(rounds.make_round(), by)
    before = draw.announcement
    Lottery.objects.update(highest=98)
    draw.refresh_from_db()
    assert (draw.announcement, draw.kinds[0].highest) == (before, 33)
