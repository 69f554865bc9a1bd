"""The answer by two people, the citizen's word on it, and what follows: closing by itself, 重辦 once, then 督辦."""

import contextlib
from datetime import timedelta

import pytest

from feedback.models import Rating, Suggestion
from feedback.rules.ratings import RatingOutcome
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Refused, Stage, Verb
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db


def test_one_drafts_another_approves_and_it_is_the_answer(unit, handler, reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.draft_reply("已增設提示牌。", Adoption.ADOPTED, by=handler, now=at("2020-12-08 09:00"))
    assert ([*suggestion.replies.approved()], fresh(suggestion).stage) == ([], Stage.IN_PROGRESS)
    suggestion.approve_reply(by=reviewer, now=at("2020-12-09 17:00"))
    answered, reply = fresh(suggestion), suggestion.replies.get()
    assert (answered.stage, answered.replied_at, answered.first_replied_at, f"{answered.rating_ends_on}") == (
        Stage.REPLIED, at("2020-12-09 17:00"), at("2020-12-09 17:00"), "2020-12-24",
    )  # fmt: skip
    assert (reply.unit, reply.drafted_by, reply.approved_by, reply.approved_at, reply.outcome) == (
        unit, handler, reviewer, at("2020-12-09 17:00"), Adoption.ADOPTED,
    )  # fmt: skip
    assert (last(suggestion).reply, last(suggestion).unit) == (reply, unit)


WORDS = "答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"


def test_who_drafted_does_not_approve(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.draft_reply("已增設提示牌。", Adoption.ADOPTED, by=reviewer, now=NOW)
    assert refusal(suggestion.approve_reply, by=reviewer, now=NOW) == WORDS


def test_nor_who_wrote_an_earlier_version_of_it(handler, reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    suggestion.draft_reply("已增設提示牌。", Adoption.ADOPTED, by=reviewer, now=NOW)
    suggestion.draft_reply("已增設提示牌，並重畫標線。", Adoption.ADOPTED, by=handler, now=NOW)
    assert (suggestion.replies.get().drafted_by, refusal(suggestion.approve_reply, by=reviewer, now=NOW)) == (
        handler, WORDS,
    )  # fmt: skip


def test_a_handler_approves_nothing(handler, unit):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    colleague = factories.make_user(username="colleague", roles=["承辦人"], units=[unit])
    assert refusal(suggestion.approve_reply, by=colleague, now=NOW) == "您的崗位沒有「審核答覆」的權限。"


def test_a_reviewer_of_another_unit_approves_nothing_here(other_unit):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    stranger = factories.office(unit=other_unit).reviewer
    assert refusal(suggestion.approve_reply, by=stranger, now=NOW) == "您的崗位沒有「審核答覆」的權限。"


def test_without_a_draft_there_is_nothing_to_approve_or_return(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    assert refusal(suggestion.approve_reply, by=reviewer, now=NOW) == "還沒有答覆草稿，請先起草。"
    assert refusal(suggestion.return_reply, "", by=reviewer, now=NOW) == "還沒有答覆草稿，請先起草。"


def test_a_draft_is_returned_and_written_again(handler, reviewer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion, body="已辦。")
    suggestion.return_reply("寫清楚辦了什麼。", by=reviewer, now=NOW)
    assert suggestion.replies.get().returned_note == "寫清楚辦了什麼。"
    factories.draft(suggestion, body="已增設提示牌。")
    assert (suggestion.replies.get().body, suggestion.replies.get().returned_note) == ("已增設提示牌。", "")


def test_not_adopted_says_why(handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    refused = refusal(suggestion.draft_reply, "不宜設置。", Adoption.NOT_ADOPTED, by=handler, now=NOW)
    assert refused == "「未採納」要寫明原因。"
    suggestion.draft_reply("不宜設置。", Adoption.NOT_ADOPTED, "路口間距不足。", by=handler, now=NOW)
    assert suggestion.replies.get().outcome_reason == "路口間距不足。"


def test_the_answer_is_given_in_the_name_of_the_unit_that_approves_it(unit, other_unit, other_handler, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(suggestion)
    suggestion.assign(other_unit, by=triage_officer, now=NOW)
    suggestion.start(by=other_handler, now=NOW)
    suggestion.approve_reply(by=factories.office(unit=other_unit).reviewer, now=NOW)
    assert suggestion.replies.get().unit == other_unit


# The citizen's word.


@pytest.mark.parametrize("score", ["five_very_satisfied", "five_satisfied", "five_mostly_satisfied"])
def test_a_satisfied_citizen_closes_it(score):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, score, comment="謝謝。", now=at("2020-12-03 10:00"))
    assert (fresh(suggestion).stage, fresh(suggestion).closed_at) == (Stage.CLOSED, at("2020-12-03 10:00"))
    assert [(event.verb, event.actor) for event in suggestion.events.order_by("pk")][-2:] == [
        ("rate", "citizen"), ("close", "system"),
    ]  # fmt: skip


def test_a_dissatisfied_one_sends_it_back_into_work_once_and_then_calls_the_supervisors():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)

    factories.rate(suggestion, "five_dissatisfied", comment="還是堵。", now=at("2020-12-02 10:00"))
    again = fresh(suggestion)
    assert (again.stage, again.redo_count, again.is_supervised, again.replied_at, again.rating_ends_on) == (
        Stage.IN_PROGRESS, 1, False, None, None,
    )  # fmt: skip

    factories.reply(suggestion, now=at("2020-12-08 10:00"))
    factories.rate(suggestion, "five_dissatisfied", comment="依然堵。", now=at("2020-12-09 10:00"))
    at_last = fresh(suggestion)
    assert (at_last.stage, at_last.redo_count, at_last.is_supervised) == (Stage.REPLIED, 1, True)
    assert (at_last.first_replied_at, at_last.replied_at) == (NOW, at("2020-12-08 10:00"))

    first, last = Rating.objects.in_order()
    assert [(each.suggestion, each.level_id, each.comment, each.round, each.outcome) for each in (first, last)] == [
        (suggestion, "five_dissatisfied", "還是堵。", 0, RatingOutcome.LOW_AFTER_REDO),
        (suggestion, "five_dissatisfied", "依然堵。", 1, ""),
    ]
    assert [verb for verb, _, _ in steps(suggestion)][5:] == [
        "approve_reply", "rate", "redo", "draft_reply", "approve_reply", "rate", "supervise",
    ]  # fmt: skip


def test_each_answer_is_rated_once():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-02 10:00"))
    factories.reply(suggestion, now=at("2020-12-08 10:00"))
    factories.rate(suggestion, "five_dissatisfied", now=at("2020-12-09 10:00"))
    assert refusal(factories.rate, suggestion, now=at("2020-12-10 10:00")) == "這次答覆您已經評議過了。"


def test_the_answer_after_a_reopening_is_another_one_and_may_be_rated(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    suggestion.reopen("提示牌又倒了。", by=supervisor, now=at("2021-02-01 10:00"))
    factories.reply(suggestion, now=at("2021-02-03 10:00"))
    factories.rate(suggestion, "five_mostly_satisfied", now=at("2021-02-04 10:00"))
    assert (fresh(suggestion).stage, fresh(suggestion).level_id) == (Stage.CLOSED, "five_mostly_satisfied")


def test_a_supervisor_reopens_a_closed_one_for_a_reason_that_everybody_reads(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    suggestion.reopen("提示牌又倒了。", by=supervisor, now=NOW)
    reopened = fresh(suggestion)
    assert (reopened.stage, reopened.closed_at, reopened.replied_at) == (Stage.IN_PROGRESS, None, None)
    assert last(suggestion).note == "提示牌又倒了。"


def test_not_without_a_reason(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    assert refusal(suggestion.reopen, "", by=supervisor, now=NOW) == "重新辦理要寫明公開的原因。"


def test_nobody_else_reopens(handler, reviewer, triage_officer):
    suggestion = factories.make_suggestion(stage=Stage.CLOSED)
    refusals = {refusal(suggestion.reopen, "說明", by=by, now=NOW) for by in (handler, reviewer, triage_officer)}
    assert refusals == {"您的崗位沒有「重新辦理」的權限。"}


def test_the_days_for_rating_are_over_on_the_day_after_the_last():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)  # until 2020-12-16
    days = [at(f"2020-12-{day} 06:00").date() for day in (15, 16, 17)]
    assert [[*Suggestion.objects.rating_over(day)] for day in days] == [[], [], [suggestion]]


@pytest.mark.parametrize(
    ("moment", "stage", "last"),
    [
        ("2020-12-16 10:00", Stage.REPLIED, ("approve_reply", "in_progress", "replied")),
        ("2020-12-17 10:00", Stage.CLOSED, ("close", "replied", "closed")),
    ],
)
def test_a_supervisor_closes_only_what_may_not_be_rated_any_more(supervisor, moment, stage, last):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    with contextlib.suppress(Refused):
        suggestion.close(by=supervisor, now=at(moment))
    assert (fresh(suggestion).stage, steps(suggestion)[-1]) == (stage, last)


def test_who_closed_it_is_told(supervisor):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    suggestion.close(by=supervisor, now=at("2020-12-17 10:00"))
    event = suggestion.events.get(verb="close")
    assert (event.actor, event.by) == ("staff", supervisor)


def test_a_handler_closes_nothing(handler):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    with pytest.raises(Refused, match="您的崗位沒有「辦結」的權限"):
        suggestion.close(by=handler, now=at("2020-12-17 10:00"))


def test_what_was_not_rated_in_time_closes():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    suggestion.close(now=at("2020-12-17 06:10"))
    assert (fresh(suggestion).stage, steps(suggestion)[-1]) == (Stage.CLOSED, ("close", "replied", "closed"))
    assert not Rating.objects.exists()


def test_a_campaign_has_its_own_days_for_rating():
    campaign = factories.make_campaign(rating_days=30)
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, campaign=campaign)
    assert f"{fresh(suggestion).rating_ends_on}" == "2020-12-31"


def test_after_the_last_day_nobody_rates():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    last_day = suggestion.rating_ends_on
    with pytest.raises(Refused, match="評議期已過"):
        factories.rate(suggestion, "five_dissatisfied", now=at(f"{last_day + timedelta(days=1)} 00:01"))


def test_what_a_citizen_said_of_the_first_answer_stays_after_the_second():
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(suggestion, "five_dissatisfied", comment="等於沒答", now=NOW)
    again = NOW + timedelta(days=3)
    factories.reply(suggestion, now=again)
    factories.rate(suggestion, "five_satisfied", comment="這回好了", now=again)
    events = suggestion.events.filter(verb=Verb.RATE).in_order()
    assert [event.remark for event in events] == ["等於沒答", "這回好了"]
