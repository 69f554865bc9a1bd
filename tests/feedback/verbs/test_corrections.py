"""An answer that was approved never changes: it is corrected by another one, seen by two, and stays as a version."""

import pytest

from feedback.models import Reply
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", [Stage.REPLIED, Stage.CLOSED])
def test_a_correction_by_two_leaves_stage_days_and_rating_as_they_are(stage, handler, reviewer):
    suggestion = factories.make_suggestion(stage=stage)
    before = fresh(suggestion)
    first = suggestion.replies.get()
    factories.correct(suggestion, body="延長 5 秒。", note="秒數寫錯。", now=at("2020-12-05 10:00"))
    draft_shown = [*suggestion.replies.approved()]
    suggestion.approve_correction(by=reviewer, now=at("2020-12-06 10:00"))
    after, second = fresh(suggestion), suggestion.replies.approved().last()
    assert draft_shown == [first]
    assert (second.body, second.corrects, second.correction_note, second.drafted_by, second.approved_by) == (
        "延長 5 秒。", first, "秒數寫錯。", handler, reviewer,
    )  # fmt: skip
    assert (after.stage, after.replied_at, after.first_replied_at, after.rating_ends_on, after.closed_at) == (
        before.stage, before.replied_at, before.first_replied_at, before.rating_ends_on, before.closed_at,
    )  # fmt: skip
    assert (last(suggestion).reply, last(suggestion).note) == (second, "秒數寫錯。")
    assert steps(suggestion)[-2:] == [("correct_reply", stage, stage), ("approve_correction", stage, stage)]


def test_who_wrote_the_correction_does_not_approve_it(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    suggestion.correct_reply("延長 5 秒。", Adoption.ADOPTED, note="秒數寫錯。", by=reviewer, now=NOW)
    words = "答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"
    assert refusal(suggestion.approve_correction, by=reviewer, now=NOW) == words


def test_not_without_a_public_reason(handler):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    refused = refusal(suggestion.correct_reply, "延長 5 秒。", Adoption.ADOPTED, note="", by=handler, now=NOW)
    assert refused == "更正答覆要寫明公開的原因。"


def test_the_draft_of_a_correction_is_returned_and_written_again(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.correct(suggestion)
    suggestion.return_reply("原因寫清楚。", by=reviewer, now=NOW)
    returned = suggestion.replies.unapproved().get().returned_note
    factories.correct(suggestion, note="把 5 秒誤寫為 10 秒。")
    draft = suggestion.replies.unapproved().get()
    assert (returned, draft.returned_note, draft.correction_note) == ("原因寫清楚。", "", "把 5 秒誤寫為 10 秒。")


def test_a_correction_is_corrected_in_its_turn(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    for body in ("第一次更正", "第二次更正"):
        factories.correct(suggestion, body=body)
        suggestion.approve_correction(by=reviewer, now=NOW)
    first, second, third = suggestion.replies.approved()
    assert (second.corrects, third.corrects, third.body) == (first, second, "第二次更正")


@pytest.mark.parametrize("how", ["redo", "reopen"])
def test_when_the_work_begins_again_the_draft_becomes_that_of_the_next_answer(how, supervisor, reviewer):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED if how == "redo" else Stage.CLOSED)
    factories.correct(suggestion, body="延長 5 秒。")
    if how == "redo":
        factories.rate(suggestion, "five_dissatisfied", now=NOW)
    else:
        suggestion.reopen("又壞了。", by=supervisor, now=NOW)
    draft = suggestion.replies.unapproved().get()
    fresh(suggestion).approve_reply(by=reviewer, now=NOW)
    assert (draft.body, draft.corrects, draft.correction_note) == ("延長 5 秒。", None, "")
    assert fresh(suggestion).stage == Stage.REPLIED


def test_a_rating_of_the_answer_stays_one_of_its_correction(reviewer):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    factories.correct(suggestion)
    suggestion.approve_correction(by=reviewer, now=at("2020-12-02 10:00"))
    factories.rate(suggestion, "five_satisfied", now=at("2020-12-03 10:00"))
    assert (fresh(suggestion).stage, suggestion.ratings.get().reply) == (
        Stage.CLOSED,
        Reply.objects.standing(fresh(suggestion)),
    )


def test_the_correction_reaches_the_merged_ones(reviewer):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.correct(main, body="延長 5 秒。")
    main.approve_correction(by=reviewer, now=NOW)
    read = Reply.objects.approved().read_with(fresh(merged))
    assert [(reply.body, reply.is_corrected) for reply in read] == [
        ("已增設待轉提示牌，並延長左轉放行 10 秒。", True), ("延長 5 秒。", False),
    ]  # fmt: skip
