"""What an answer comes to, how long it took, and by when it is due while there is none."""

import pytest

from feedback.models import Period
from feedback.office.calendar import working_days
from feedback.parts.answers import course, due_sentence, outcome_sentence
from feedback.rules.lateness import LateOn
from feedback.rules.periods import Cause, Ending
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def handled(received="2020-12-01 10:00", **fields):
    """In progress, with its days counted: 15 working days from a Tuesday, the 22nd."""
    suggestion = factories.make_suggestion(now=at(received), **fields)
    suggestion.recount_days(working_days(), now=at(received))
    factories.bring(suggestion, to=Stage.IN_PROGRESS, now=at(received))
    return fresh(suggestion)


def answered(received, replied, **what):
    suggestion = handled(received)
    factories.reply(suggestion, now=at(replied), **what)
    suggestion = fresh(suggestion)
    return suggestion, suggestion.replies.get()


@pytest.mark.parametrize(
    ("outcome", "reason", "told"),
    [
        (Adoption.ADOPTED, "", "這件建議已經採納，辦理情況見下面的答覆。"),
        (Adoption.PARTLY_ADOPTED, "", "這件建議部分採納，採納了哪些見下面的答覆。"),
        (Adoption.KEPT_FOR_REFERENCE, "", "這件建議留作參考，原因見下面的答覆。"),
        (Adoption.NOT_ADOPTED, "路面太窄，放不下。", "這件建議未採納，原因是：路面太窄，放不下。"),
        (Adoption.NOT_ADOPTED, "路面太窄 <3 米", "這件建議未採納，原因是：路面太窄 &lt;3 米。"),
        (Adoption.EXPLAINED, "", "這件建議不涉及採納與否，下面作解釋說明。"),
    ],
)
def test_what_an_answer_comes_to_is_a_sentence_with_its_reason(outcome, reason, told):
    _suggestion, reply = answered("2020-12-01 10:00", "2020-12-02 10:00", outcome=outcome, reason=reason)
    assert outcome_sentence(reply) == told


@pytest.mark.parametrize(
    ("received", "replied", "told"),
    [
        ("2020-12-01 10:00", "2020-12-01 15:00", ("2020年12月1日答覆，就在收到當天。", "")),
        ("2020-12-04 23:50", "2020-12-06 10:00", ("2020年12月6日答覆，收到後不到 1 個工作日。", "")),
        ("2020-12-04 10:00", "2020-12-07 10:00", ("2020年12月7日答覆，收到後 1 個工作日。", "")),
        ("2020-12-01 10:00", "2020-12-22 23:59", ("2020年12月22日答覆，收到後 15 個工作日。", "")),
        (
            "2020-12-01 10:00", "2020-12-24 10:00",
            ("2020年12月24日答覆，收到後 17 個工作日。", "答覆期限是 2020年12月22日，晚了 2 個工作日。"),
        ),
        (
            "2020-12-04 10:00", "2020-12-26 10:00",
            ("2020年12月26日答覆，收到後 15 個工作日。", "答覆期限是 2020年12月25日，答覆時已經過期。"),
        ),
    ],
)  # fmt: skip
def test_how_many_working_days_after_receipt_it_was_answered_and_how_late(received, replied, told):
    assert course(*answered(received, replied)) == told


@pytest.mark.parametrize(
    ("received", "replied", "told"),
    [
        ("2020-12-05 10:00", "2020-12-06 10:30", ("2020年12月6日答覆，就在懇談當天。", "")),
        ("2020-12-05 10:00", "2020-12-15 10:00", ("2020年12月15日答覆，懇談後 7 個工作日。", "")),
        (
            "2020-12-05 10:00", "2020-12-16 10:00",
            ("2020年12月16日答覆，懇談後 8 個工作日。", "答覆期限是 2020年12月15日，晚了 1 個工作日。"),
        ),
        ("2020-12-06 10:00", "2020-12-07 10:00", ("2020年12月7日答覆，收到後 1 個工作日。", "")),
    ],
)  # fmt: skip
def test_what_was_asked_before_a_talk_counts_from_its_day(received, replied, told):
    talk = factories.make_talk(starts_at=at("2020-12-06 09:00"))
    suggestion = handled(received, campaign=talk.campaign, category=None)
    due = due_sentence(suggestion, None)
    factories.reply(suggestion, now=at(replied))
    suggestion = fresh(suggestion)
    is_before = received < "2020-12-06"
    assert ("答覆期限從懇談當天（2020年12月6日）算起。" in due, course(suggestion, suggestion.replies.get())) == (
        is_before, told,
    )  # fmt: skip


def test_of_a_merged_one_the_days_are_those_of_its_main_one():
    main, reply = answered("2020-12-01 10:00", "2020-12-03 10:00")
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main, now=at("2020-12-02 10:00"))
    assert course(merged, reply).given == "2020年12月3日答覆，主件收到後 2 個工作日。"


def test_what_was_handled_again_counts_from_its_return():
    suggestion, _reply = answered("2020-12-01 10:00", "2020-12-03 10:00")
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-04 10:00"))
    factories.reply(fresh(suggestion), now=at("2020-12-28 10:00"))
    suggestion = fresh(suggestion)
    told = course(suggestion, suggestion.replies.approved().last(), list(suggestion.periods.in_order()))
    assert told == (
        "2020年12月28日答覆，第二次辦理用了 16 個工作日。", "答覆期限是 2020年12月25日，晚了 1 個工作日。",
    )  # fmt: skip


def test_days_that_nobody_was_told_are_not_held_against_it():
    suggestion, reply = answered("2020-12-01 10:00", "2020-12-28 10:00")
    suggestion.period_count = 2
    derived = Period(
        ordinal=2, cause=Cause.REDO, began_on=NOW.date(), due_on=NOW.date(), ended_on=at("2020-12-28 10:00").date(),
        ending=Ending.REPLIED, is_derived=True,
    )  # fmt: skip
    assert (course(suggestion, reply, [derived]).late, course(suggestion, reply, [])) == (
        "", ("2020年12月28日答覆。", ""),
    )  # fmt: skip


def test_a_correction_says_that_it_is_one():
    suggestion, _reply = answered("2020-12-01 10:00", "2020-12-03 10:00")
    factories.correct(suggestion, now=at("2020-12-07 10:00"))
    fresh(suggestion).approve_correction(by=factories.office().reviewer, now=at("2020-12-08 10:00"))
    assert course(fresh(suggestion), suggestion.replies.approved().last()) == ("2020年12月8日更正。", "")


def promised(suggestion, day="2020-12-02", **options):
    late = LateOn(at(f"{day} 10:00").date(), working_days()).of(suggestion.owed)
    return due_sentence(suggestion, late, **options)


def test_until_it_is_answered_it_says_who_answers_by_which_day():
    waiting = handled()
    assert [promised(waiting), promised(waiting, in_words=False), promised(waiting, "2020-12-23")] == [
        "交通警察支隊最遲 2020年12月22日答覆。",
        "最遲 2020年12月22日答覆。",
        "交通警察支隊應在 2020年12月22日以前答覆。",
    ]


def test_what_is_not_accepted_yet_says_both_days():
    suggestion = factories.make_suggestion()
    suggestion.recount_days(working_days(), now=NOW)
    suggestion = fresh(suggestion)
    assert [promised(suggestion, day) for day in ("2020-12-02", "2020-12-07", "2020-12-24")] == [
        "最遲 2020年12月3日決定是否受理，2020年12月22日答覆。",
        "應在 2020年12月3日以前決定是否受理，最遲 2020年12月22日答覆。",
        "應在 2020年12月22日以前答覆。",
    ]


def test_a_merged_one_waits_with_its_main_one():
    merged = factories.make_suggestion(stage=Stage.MERGED, main=handled())
    assert [promised(merged), promised(merged, "2020-12-23")] == [
        "主件最遲 2020年12月22日答覆。", "主件應在 2020年12月22日以前答覆。",
    ]  # fmt: skip


def test_a_day_that_may_move_says_so_and_one_that_is_not_known_too():
    suggestion = handled("2029-12-03 10:00")
    unknown = handled()
    unknown.due_on = None
    assert [promised(suggestion, "2029-12-04"), promised(unknown)] == [
        "交通警察支隊最遲 2029年12月24日（暫定）答覆。", "答覆期限還沒有算出，算出以後寫在這裡。",
    ]  # fmt: skip


@pytest.mark.parametrize("stage", [Stage.REPLIED, Stage.CLOSED, Stage.DECLINED, Stage.WITHDRAWN])
def test_where_no_answer_is_due_none_is_promised(stage):
    assert promised(factories.make_suggestion(stage=stage)) == ""
