"""會辦: further units are asked, write their part, and are excused; one main unit answers for the day."""

from datetime import date

import pytest

from feedback.models import Contribution
from feedback.rules.workflow import Actor, Stage, Verb
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters_are_right")]

DAY = date(2020, 12, 8)


@pytest.fixture
def suggestion(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


@pytest.fixture
def further(other_handler, other_unit):
    """A further unit, with its handler."""
    return other_unit


def part(suggestion, unit):
    return suggestion.contributions.filter(unit=unit).order_by("pk").last()


@pytest.mark.parametrize("who", ["handler", "reviewer", "triage_officer", "supervisor"])
def test_the_main_unit_triage_or_a_supervisor_asks_a_further_unit(request, suggestion, further, who):
    by = request.getfixturevalue(who)
    before = (suggestion.unit, suggestion.due_on, suggestion.stage)
    suggestion.involve(further, DAY, "請看護欄。", by=by, now=NOW)
    one, event = part(suggestion, further), last(suggestion)
    assert (one.asked_by, one.asked_at, one.asked_words, one.due_on, one.body) == (by, NOW, "請看護欄。", DAY, "")
    assert (event.verb, event.remark, event.note, event.details) == (
        Verb.INVOLVE, "請看護欄。", "", {"unit": "治安警察支隊", "due_on": "2020-12-08"},
    )  # fmt: skip
    assert (suggestion.unit, suggestion.due_on, suggestion.stage) == before


def test_its_handler_writes_the_part_and_writes_it_anew(suggestion, further, other_handler):
    factories.involve(suggestion, further)
    suggestion.contribute(further, "護欄歸我們。", by=other_handler, now=NOW)
    suggestion.contribute(further, "護欄已報修。", by=other_handler, now=at("2020-12-02 10:00"))
    one = part(suggestion, further)
    written = suggestion.events.filter(verb=Verb.CONTRIBUTE).in_order()
    assert (one.body, one.written_by, one.written_at) == ("護欄已報修。", other_handler, at("2020-12-02 10:00"))
    assert [(event.remark, event.note) for event in written] == [("護欄歸我們。", ""), ("護欄已報修。", "")]


def test_the_main_unit_excuses_one_that_has_not_written(suggestion, further, handler):
    factories.involve(suggestion, further)
    suggestion.excuse(further, "電話裡說清楚了。", by=handler, now=NOW)
    event = last(suggestion)
    assert (part(suggestion, further).excused_at, suggestion.co_units) == (NOW, set())
    assert (event.verb, event.actor, event.remark) == (Verb.EXCUSE, Actor.STAFF, "電話裡說清楚了。")


def test_who_was_excused_may_be_asked_again(suggestion, further, handler):
    for _ in range(2):
        factories.involve(suggestion, further)
        suggestion.excuse(further, by=handler, now=NOW)
    factories.involve(suggestion, further)
    assert [one.is_standing for one in suggestion.contributions.order_by("pk")] == [False, False, True]


# What is refused.


def test_who_may_not_be_asked(suggestion, further, handler, administrator):
    factories.involve(suggestion, further)
    dissolved = factories.make_unit(name="戶政支隊", is_active=False)

    def told(unit, day=DAY):
        return refusal(fresh(suggestion).involve, unit, day, by=handler, now=NOW)

    assert [told(unit) for unit in (suggestion.unit, further, dissolved)] == [
        "「交通警察支隊」就是承辦單位，不必請它會辦。",
        "已經請「治安警察支隊」會辦。",
        "「戶政支隊」已停用，不能請它會辦。",
    ]


def test_no_more_than_five_are_asked(suggestion, handler):
    for number in range(5):
        factories.involve(suggestion, factories.make_unit(name=f"單位 {number}"))
    sixth = factories.make_unit(name="單位 6")
    assert refusal(suggestion.involve, sixth, DAY, by=handler, now=NOW) == "一件建議最多請 5 個單位會辦。"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2020, 11, 30), "會辦期限不能早於今天。"),
        (date(2020, 12, 23), "會辦期限最晚是 2020年12月22日，承辦單位要按期答覆。"),
    ],
)
def test_the_day_is_neither_past_nor_after_that_of_the_answer(suggestion, further, handler, day, told):
    type(suggestion).objects.filter(pk=suggestion.pk).update(due_on=date(2020, 12, 22))
    assert refusal(suggestion.involve, further, day, by=handler, now=NOW) == told


def test_who_may_not_write(suggestion, further, other_handler, handler, office):
    third = factories.make_unit(name="戶政支隊")
    stranger = factories.office(unit=third).handler
    unasked = refusal(suggestion.contribute, further, "已報修。", by=other_handler, now=NOW)
    factories.involve(suggestion, further)
    factories.involve(suggestion, third)
    others = [refusal(fresh(suggestion).contribute, further, "已報修。", by=by, now=NOW) for by in (handler, stranger)]
    empty = refusal(fresh(suggestion).contribute, further, "", by=other_handler, now=NOW)
    suggestion.excuse(further, by=handler, now=NOW)
    both = factories.make_user(username="both", roles=["承辦人"], units=[further, third])
    excused = refusal(fresh(suggestion).contribute, further, "已報修。", by=both, now=NOW)
    assert [unasked, *others, empty, excused] == [
        "您的崗位沒有「提交會辦意見」的權限。",
        "您的崗位沒有「提交會辦意見」的權限。",
        "您不是「治安警察支隊」的工作人員，不能代它提交。",
        "請填寫會辦意見。",
        "這件建議沒有請「治安警察支隊」會辦。",
    ]


def test_who_wrote_is_not_excused_by_hand_nor_who_was_not_asked(suggestion, further, other_handler, handler):
    unasked = refusal(suggestion.excuse, further, by=handler, now=NOW)
    factories.involve(suggestion, further)
    suggestion.contribute(further, "護欄已報修。", by=other_handler, now=NOW)
    assert [unasked, refusal(suggestion.excuse, further, by=handler, now=NOW)] == [
        "這件建議沒有請「治安警察支隊」會辦。",
        "「治安警察支隊」已經提交會辦意見，不必撤銷。",
    ]


# What follows from a rule.


def test_a_further_unit_that_becomes_the_main_one_takes_part_no_longer(
    suggestion, further, other_handler, triage_officer
):
    factories.involve(suggestion, further)
    suggestion.contribute(further, "護欄歸我們。", by=other_handler, now=NOW)
    suggestion.assign(further, by=triage_officer, now=NOW)
    event = last(suggestion)
    assert (steps(suggestion)[-2][0], event.verb, event.actor, event.by) == (
        Verb.ASSIGN, Verb.EXCUSE, Actor.SYSTEM, None,
    )  # fmt: skip
    assert (suggestion.unit, suggestion.co_units) == (further, set())


def test_a_unit_that_is_dissolved_is_excused_where_it_had_not_written(
    suggestion, further, other_handler, administrator
):
    written, answered = (factories.make_suggestion(stage=Stage.IN_PROGRESS) for _ in range(2))
    for one in (suggestion, written, answered):
        factories.involve(one, further)
    written.contribute(further, "護欄已報修。", by=other_handler, now=NOW)
    factories.reply(answered)
    further.dissolve(by=administrator, now=NOW)
    assert [bool(part(one, further).excused_at) for one in (suggestion, written, answered)] == [True, False, False]
    assert (last(suggestion).verb, last(suggestion).actor) == (Verb.EXCUSE, Actor.SYSTEM)


def test_a_refusal_that_is_taken_back_waits_for_no_unit_that_was_dissolved_meanwhile(
    suggestion, further, unit, supervisor, administrator
):
    factories.involve(suggestion, further)
    unit.dissolve(by=administrator, now=NOW)
    factories.decline(fresh(suggestion))
    further.dissolve(by=administrator, now=NOW)
    fresh(suggestion).revoke_decline("應當受理。", by=supervisor, now=NOW)
    assert (fresh(suggestion).co_units, steps(suggestion)[-1][0]) == (set(), "excuse")


def test_what_returns_into_work_waits_for_no_unit_that_was_dissolved_meanwhile(
    suggestion, further, supervisor, administrator
):
    factories.involve(suggestion, further)
    factories.reply(suggestion)
    factories.rate(suggestion)
    further.dissolve(by=administrator, now=NOW)
    fresh(suggestion).reopen("又壞了。", by=supervisor, now=at("2021-01-04 09:00"))
    assert (fresh(suggestion).co_units, steps(suggestion)[-1][0]) == (set(), "excuse")


def test_parts_stay_with_what_is_merged(suggestion, further, triage_officer):
    factories.involve(suggestion, further)
    suggestion.merge(factories.make_suggestion(), by=triage_officer, now=NOW)
    assert suggestion.co_units == {further.pk}


def test_parts_go_on_with_the_heir_of_a_withdrawn_one(suggestion, further, other_handler):
    heir = factories.make_suggestion(stage=Stage.MERGED, main=suggestion)
    third = factories.make_unit(name="戶政支隊")
    for unit in (further, third):
        factories.involve(suggestion, unit)
    factories.take_part(heir, third)
    factories.take_part(heir, suggestion.unit)
    suggestion.contribute(further, "護欄已報修。", by=other_handler, now=NOW)
    suggestion.withdraw(now=NOW)
    heir, suggestion = fresh(heir), fresh(suggestion)
    assert (heir.unit.name, heir.co_units, suggestion.co_units) == (
        "交通警察支隊", {further.pk, third.pk}, {third.pk},
    )  # fmt: skip
    assert part(heir, further).body == "護欄已報修。"


def test_an_answer_needs_no_part_that_is_missing(suggestion, further):
    factories.involve(suggestion, further)
    factories.reply(suggestion)
    assert (suggestion.stage, list(Contribution.objects.took_part(suggestion.pk))) == (Stage.REPLIED, [])
