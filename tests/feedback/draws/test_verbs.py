from datetime import date, timedelta

import pytest

from feedback.draws import announcing, check, drawing, proposing
from feedback.draws.models import Draw
from feedback.draws.published import published
from feedback.draws.rules import State, Why
from feedback.representatives.models import Application, Quota, Representative, Terms
from feedback.representatives.rules import State as Applied
from feedback.representatives.verbs import resign
from feedback.rules.workflow import Refused
from tests.factories import at
from tests.feedback.draws import rounds
from tests.feedback.draws.rounds import ANNOUNCED, DRAWN, LATER, NUMBERS, PREPARED

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return rounds.staff()


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return str(refused.value.reason)


def test_a_draw_is_prepared_announced_by_a_second_person_and_drawn_with_the_second_entry(by):
    campaign = rounds.make_round()
    draw = rounds.prepared(campaign, by[0])
    states = [draw.state]
    announcing.announce(draw, by=by[1], now=ANNOUNCED)
    states.append(draw.state)
    told = draw.told
    is_drawn = [drawing.enter_numbers(draw, NUMBERS, by=person, now=DRAWN) for person in by]
    chosen = draw.selections.get().chosen
    serving = Representative.objects.of(campaign).active().order_by("number")

    assert ([*states, draw.state], is_drawn) == (["prepared", "announced", "drawn"], [False, True])
    assert (told["seats"], told["quotas"], told["chain_length"], len(told["pool"])) == (
        3, {"district": {"shinan": 2, "the-rest": 1}}, 5, 12,
    )  # fmt: skip
    assert [one.application.label for one in serving] == chosen
    assert [one.number for one in serving] == [1, 2, 3]
    assert sorted(told["pool"][label]["district"] for label in chosen) == ["shinan", "shinan", "the-rest"]
    assert {*Application.objects.filter(state=Applied.DRAWN).values_list("label", flat=True)} == {*chosen}
    assert check.faults(published(draw), draw.digest) == []


def test_what_is_published_names_nobody(by):
    text = repr(published(rounds.drawn(rounds.make_round(), by)))
    assert [word for word in ("示例市民", "1380000", by[0].username) if word in text] == []


def test_whoever_prepared_a_draw_does_not_announce_it(by):
    draw = rounds.prepared(rounds.make_round(), by[0])
    assert refusal(announcing.announce, draw, by=by[0], now=ANNOUNCED) == "公告要由另一個人來做：準備這次抽取的是您。"


def test_a_draw_is_prepared_anew_until_it_is_announced(by):
    campaign = rounds.make_round()
    first = rounds.prepared(campaign, by[0])
    again = announcing.prepare(campaign, rounds.lots(date(2020, 11, 28)), by=by[1], now=PREPARED)
    days = [each.drawn_on for each in again.sources.all()]
    assert (first.pk, again.prepared_by, days) == (again.pk, by[1], [date(2020, 11, day) for day in (26, 27, 28)])


@pytest.mark.parametrize(
    ("lots", "why"),
    [
        (lambda: rounds.lots()[:2], "至少要寫明 3 次彩票開獎。"),
        (lambda: [rounds.lots()[0]] * 3, "同一次開獎只能寫一次。"),
        (lambda: rounds.lots(date(2020, 11, 22)), "開獎日期都要晚於2020年11月20日：公告時誰也不能已經知道號碼。"),
    ],
)
def test_lotteries_that_a_draw_cannot_wait_for(by, lots, why):
    assert refusal(announcing.prepare, rounds.make_round(), lots(), by=by[0], now=PREPARED) == why


def test_a_lottery_that_was_drawn_meanwhile_is_not_announced(by):
    draw = rounds.prepared(rounds.make_round(), by[0])
    assert refusal(announcing.announce, draw, by=by[1], now=at("2020-11-24 09:00")) == (
        "開獎日期都要晚於2020年11月24日：公告時誰也不能已經知道號碼。"
    )


def test_only_a_round_that_runs_draws(by):
    campaign = rounds.make_round(is_published=False)
    told = "只有已經公布、還沒有結束的活動可以抽取代表。"
    assert refusal(announcing.prepare, campaign, rounds.lots(), by=by[0], now=PREPARED) == told


def unchecked():
    Application.objects.filter(label="100-482-915").update(state=Applied.APPLIED)


def few():
    Application.objects.exclude(label="100-482-915").update(state=Applied.WITHDRAWN)


def many_quotas():
    Quota.objects.create(terms=Terms.objects.get(), dimension="district", value="laoshan", seats=2)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (unchecked, "還有 1 份報名沒有核對，請核對完再公告。"),
        (few, "符合條件的只有 1 人，不夠 3 個名額。"),
        (many_quotas, "按區市分配的名額合計 4 個，超過了代表名額 3 個。"),
    ],
)
def test_a_pool_that_cannot_be_announced(by, change, why):
    draw = rounds.prepared(rounds.make_round(), by[0])
    change()
    assert refusal(announcing.announce, draw, by=by[1], now=ANNOUNCED) == why
    assert Draw.objects.get().state == State.PREPARED


def test_nothing_is_announced_while_applications_are_open(by):
    campaign = rounds.make_round()
    draw = rounds.prepared(campaign, by[0])
    campaign.phases.filter(kind="apply").update(ends_on=date(2020, 11, 20))
    draw = Draw.objects.get()
    assert refusal(announcing.announce, draw, by=by[1], now=ANNOUNCED) == "代表報名還沒有截止，名單還會變動，不能公告。"


@pytest.mark.parametrize(
    ("now", "numbers", "why"),
    [
        (at("2020-11-26 23:59"), NUMBERS, "開獎號碼從2020年11月26日的第二天起錄入。"),
        (DRAWN, NUMBERS[:2], "請錄入每一次開獎的號碼。"),
        (DRAWN, [[3, 8, 11, 20, 27, 34, 9], *NUMBERS[1:]], "「雙色球」開不出這樣的號碼，請核對。"),
        (DRAWN, [[8, 3, 11, 20, 27, 33, 9], *NUMBERS[1:]], "「雙色球」開不出這樣的號碼，請核對。"),
    ],
)
def test_numbers_that_are_not_taken(by, now, numbers, why):
    draw = rounds.announced(rounds.make_round(), by)
    assert refusal(drawing.enter_numbers, draw, numbers, by=by[0], now=now) == why
    assert draw.entries.count() == 0


def test_numbers_of_a_draw_that_is_only_prepared_are_not_taken(by):
    draw = rounds.prepared(rounds.make_round(), by[0])
    assert refusal(drawing.enter_numbers, draw, NUMBERS, by=by[0], now=DRAWN) == "這次抽取還沒有公告。"


def test_entries_that_differ_draw_nothing_and_all_are_kept(by):
    draw = rounds.announced(rounds.make_round(), by)
    wrong = [[1, 8, 11, 20, 27, 33, 9], *NUMBERS[1:]]
    typed = [(by[0], wrong), (by[0], wrong), (by[1], NUMBERS), (by[0], NUMBERS)]
    is_drawn = [drawing.enter_numbers(draw, numbers, by=person, now=DRAWN) for person, numbers in typed]

    assert is_drawn == [False, False, False, True]
    assert [each["numbers"] for each in published(draw)["entries"]] == [wrong, wrong, NUMBERS, NUMBERS]


def test_whoever_withdrew_after_the_announcement_is_drawn_and_followed_with_the_next_code(by):
    draw = rounds.announced(rounds.make_round(), by)
    code = drawing.vrs.code(bytes.fromhex(draw.secret), 5, 1)
    order, chosen = check.selection(draw.told, drawing.lotteries.encoded(NUMBERS), code)
    Application.objects.filter(label=chosen[0]).update(state=Applied.WITHDRAWN)
    for person in by:
        drawing.enter_numbers(draw, NUMBERS, by=person, now=DRAWN)
    first, second = draw.selections.all()
    serving = Representative.objects.active().values_list("application__label", flat=True)

    assert (first.order, first.chosen) == (order, chosen)
    assert (second.leaves, second.why, second.out) == (chosen[0], Why.GONE, [])
    assert {*serving} == {*chosen[1:], *second.chosen}
    assert check.faults(published(draw)) == []


def test_seats_stay_empty_when_nobody_is_left_who_could_follow(by):
    draw = rounds.announced(rounds.make_round(applicants=3), by)
    Application.objects.filter(label="101-482-915").update(state=Applied.WITHDRAWN)
    for person in by:
        drawing.enter_numbers(draw, NUMBERS, by=person, now=DRAWN)
    assert (draw.selections.count(), Representative.objects.active().count()) == (1, 2)


def leaves(draw, by, label, now=LATER, why=Why.RESIGNED):
    proposal = proposing.propose_substitute(draw, label, why=why, by=by[0], now=now)
    proposing.confirm(proposal, by=by[1], now=now)


def test_who_resigns_is_followed_by_somebody_of_the_same_groups_with_the_next_code(by):
    draw = rounds.drawn(rounds.make_round(), by)
    label = draw.selections.get().chosen[0]
    leaves(draw, by, label)
    second = draw.selections.get(number=2)
    left, follower = (Representative.objects.get(application__label=each) for each in (label, second.chosen[0]))
    pool = draw.told["pool"]

    assert (left.is_active, left.replaced_by, follower.is_active, follower.number) == (False, follower, True, 4)
    assert pool[second.chosen[0]] == pool[label]
    assert second.order[-1][0] == second.chosen[0]
    assert check.faults(published(draw)) == []


def test_who_proposed_does_not_confirm_and_one_proposal_waits_at_a_time(by):
    draw = rounds.drawn(rounds.make_round(), by)
    one, other, _third = draw.selections.get().chosen
    proposal = proposing.propose_substitute(draw, one, why=Why.RESIGNED, by=by[0], now=LATER)
    told = refusal(proposing.confirm, proposal, by=by[0], now=LATER)
    waiting = refusal(proposing.propose_substitute, draw, other, why=Why.RESIGNED, by=by[0], now=LATER)
    proposing.drop(proposal, by=by[0], now=LATER)
    dropped = refusal(proposing.confirm, proposal, by=by[1], now=LATER)

    assert [told, waiting, dropped] == [
        "要由另一個人來確認：提請的是您。", "已經有一項提請等待確認，請先確認或者撤回。", "這項提請已經處理過。",
    ]  # fmt: skip


@pytest.mark.parametrize("why", ["", Why.GONE])
def test_a_substitute_needs_a_reason_that_people_give(by, why):
    draw = rounds.drawn(rounds.make_round(), by)
    label = draw.selections.get().chosen[0]
    told = refusal(proposing.propose_substitute, draw, label, why=why, by=by[0], now=LATER)
    assert told == "請選擇不擔任的原因。"


def test_an_abort_needs_a_reason_and_makes_applicants_of_the_drawn_again(by):
    campaign = rounds.make_round()
    draw = rounds.drawn(campaign, by)
    told = refusal(proposing.propose_abort, draw, reason=" ", by=by[0], now=LATER)
    rounds.aborted(draw, by)
    shown = published(draw)

    assert told == "請寫明中止的原因，原因會永久公開。"
    assert (Representative.objects.active().count(), Application.objects.eligible(campaign).count()) == (0, 12)
    assert (shown["state"], shown["aborted"]["reason"], shown["secret"]) == ("aborted", "號碼錄錯了。", draw.secret)
    assert check.faults(shown) == []


def test_after_an_abort_the_round_draws_by_later_numbers_with_another_secret(by):
    campaign = rounds.make_round()
    first = rounds.aborted(rounds.drawn(campaign, by), by)
    again = announcing.prepare(campaign, rounds.lots(date(2020, 12, 3)), by=by[0], now=LATER)
    announcing.announce(again, by=by[1], now=LATER)
    for person in by:
        drawing.enter_numbers(again, NUMBERS, by=person, now=at("2020-12-04 09:00"))

    assert (again.attempt, again.secret != first.secret) == (2, True)
    assert [draw.attempt for draw in Draw.objects.of(campaign).public()] == [1, 2]
    assert Representative.objects.active().count() == 3
    assert check.faults(published(again)) == []


def test_numbers_known_at_the_abort_serve_no_other_draw(by):
    campaign = rounds.make_round()
    rounds.aborted(rounds.drawn(campaign, by), by)
    told = refusal(announcing.prepare, campaign, rounds.lots(), by=by[0], now=PREPARED)
    assert told == "開獎日期都要晚於2020年11月28日：公告時誰也不能已經知道號碼。"


def test_once_the_vote_begins_the_result_stands(by):
    draw = rounds.drawn(rounds.make_round(), by)
    told = refusal(proposing.propose_abort, draw, reason="不合適。", by=by[0], now=at("2020-12-14 09:00"))
    assert told == "代表評議已經開始，抽取的結果不能再中止。"


def test_the_secret_is_told_when_the_round_is_over(by):
    draw = rounds.drawn(rounds.make_round(), by)
    before = published(draw)["secret"]
    draw.campaign.closed_at = LATER + timedelta(days=90)
    assert (before, published(draw)["secret"], check.faults(published(draw))) == ("", draw.secret, [])


def test_what_one_person_typed_is_shown_to_nobody_before_the_draw(by):
    draw = rounds.announced(rounds.make_round(), by)
    drawing.enter_numbers(draw, NUMBERS, by=by[0], now=DRAWN)
    before = published(draw)["entries"]
    drawing.enter_numbers(draw, NUMBERS, by=by[1], now=DRAWN)
    assert (before, len(published(draw)["entries"])) == ([], 2)


def test_who_resigned_before_is_followed_too(by):
    draw = rounds.drawn(rounds.make_round(), by)
    label = draw.selections.get().chosen[0]
    resign(Representative.objects.get(application__label=label), by=by[0])
    leaves(draw, by, label)
    left = Representative.objects.get(application__label=label)
    assert left.replaced_by.application.label == draw.selections.get(number=2).chosen[0]
    assert Representative.objects.active().count() == 3


def test_nobody_is_followed_who_was_not_drawn(by):
    draw = rounds.drawn(rounds.make_round(), by)
    label = next(label for label, _position in draw.selections.get().order if label not in draw.selections.get().chosen)
    told = refusal(proposing.propose_substitute, draw, label, why=Why.RESIGNED, by=by[0], now=LATER)
    assert told == "這個報名編號沒有抽中，或者已經有人接替。"
