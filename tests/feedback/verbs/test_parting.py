"""Unmerging puts things back, whatever became of the main one meanwhile; each citizen keeps what is theirs."""

import pytest

from feedback.models import Reply
from feedback.office.calendar import working_days
from feedback.rules.deadlines import Card
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last

pytestmark = pytest.mark.django_db

# What is a citizen's own, and what the office had decided of it.
OWN = (
    "number", "secret_digest", "title", "body", "category", "unit", "handler", "due_on", "accept_due_on",
    "reply_days", "extended_by", "bounce_count", "redo_count", "public_title", "received_at", "accepted_at",
    "assigned_at", "first_replied_at", "replied_at", "stage", "status", "main",
)  # fmt: skip


def own(suggestion):
    row = fresh(suggestion)
    return {name: getattr(row, name) for name in OWN}


def pair(*, main_stage, stage=Stage.ACCEPTED):
    """(main one, one merged into it, what was the second one's own before)."""
    main, merged = factories.make_suggestion(stage=main_stage), factories.make_suggestion(stage=stage)
    merged.recount_days(working_days(), now=NOW)
    before = own(merged)
    merged.merge(main, by=factories.office().triage_officer, now=NOW)
    return main, merged, before


def part(merged, *, now=NOW):
    fresh(merged).unmerge("不是一回事。", by=factories.office().triage_officer, now=now)


def answer(main):
    factories.reply(main)


def release(main):
    factories.release(main)


def extend(main):
    factories.extend(main)


def redo(main):
    factories.reply(main)
    factories.rate(main, "five_dissatisfied", now=NOW)


def bounce(main):
    main.send_back("不歸我們。", by=factories.office().supervisor, now=NOW)


def close(main):
    factories.reply(main)
    main.close(now=at("2020-12-17 06:10"))


def move(main):
    main.assign(factories.make_unit(name="治安警察支隊"), by=factories.office().triage_officer, now=NOW)


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ACCEPTED, Stage.IN_PROGRESS])
@pytest.mark.parametrize(
    ("main_stage", "what"),
    [
        (Stage.IN_PROGRESS, answer),
        (Stage.IN_PROGRESS, redo),
        (Stage.IN_PROGRESS, close),
        (Stage.IN_PROGRESS, extend),
        (Stage.IN_PROGRESS, move),
        (Stage.ASSIGNED, bounce),
    ],
)
def test_what_became_of_the_main_one_does_not_stay_with_the_other(stage, main_stage, what):
    main, merged, before = pair(main_stage=main_stage, stage=stage)
    what(main)
    of_main = own(main)
    part(merged)
    assert (own(merged), own(main)) == (before, of_main)


def test_a_released_main_one_leaves_the_other_a_stub_and_the_other_way_round():
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main, has_consent=True)
    release(main)
    part(merged)
    parted = fresh(merged)
    release(parted)
    assert (fresh(main).is_public, fresh(merged).is_public) == (True, True)
    fresh(main).take_back("", by=factories.office().triage_officer, now=NOW)
    assert (fresh(main).is_public, fresh(merged).is_public) == (False, True)


def test_the_rating_stays_with_its_citizen_and_counts_for_the_main_ones_answer_no_more():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, "five_satisfied", comment="好。", now=NOW)
    part(merged)
    assert (merged.ratings.get().comment, Reply.objects.standing(fresh(merged))) == ("好。", None)
    factories.rate(main, "five_satisfied", now=NOW)
    assert (fresh(main).stage, fresh(merged).stage) == (Stage.CLOSED, Stage.RECEIVED)


def test_a_dissatisfied_citizen_who_was_parted_leaves_the_second_round_to_the_main_one():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, "five_dissatisfied", now=NOW)
    part(merged)
    assert [(row.stage, row.redo_count) for row in (fresh(main), fresh(merged))] == [
        (Stage.IN_PROGRESS, 1), (Stage.RECEIVED, 0),
    ]  # fmt: skip


def test_it_comes_back_with_the_card_of_its_own_due_day():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    part(merged, now=at("2020-12-31 10:00"))
    assert (fresh(merged).stage, fresh(merged).card, f"{fresh(merged).accept_due_on}") == (
        Stage.RECEIVED, Card.RED, "2020-12-03",
    )  # fmt: skip


def test_its_own_draft_and_its_own_question_are_there_again(handler, triage_officer):
    main, merged = factories.make_suggestion(), factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(merged, body="自己的草稿")
    merged.ask("在哪個路口？", by=handler, now=NOW)
    merged.merge(main, by=triage_officer, now=NOW)
    part(merged)
    back = fresh(merged)
    back.answer("東海路口。", now=NOW)
    assert (back.replies.get().body, back.questions.get().answer) == ("自己的草稿", "東海路口。")


def test_parted_from_the_heir_of_a_withdrawn_main_one_it_is_where_it_was():
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    _heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    other = factories.make_suggestion(stage=Stage.ACCEPTED)
    before = own(other)
    other.merge(main, by=factories.office().triage_officer, now=NOW)
    main.withdraw(now=NOW)
    part(other)
    assert {name: value for name, value in own(other).items() if "due" not in name} == {
        name: value for name, value in before.items() if "due" not in name
    }


def test_merged_after_an_answer_of_its_own_its_citizen_reads_both(triage_officer):
    main, merged = factories.make_suggestion(stage=Stage.IN_PROGRESS), factories.make_suggestion(stage=Stage.REPLIED)
    factories.rate(merged, "five_dissatisfied", now=NOW)
    fresh(merged).merge(main, by=triage_officer, now=NOW)
    factories.reply(main, body="主件的答覆。", now=at("2020-12-05 10:00"))
    read = [reply.body for reply in Reply.objects.approved().read_with(fresh(merged))]
    part(merged)
    read_again = [reply.body for reply in Reply.objects.approved().read_with(fresh(merged))]
    first = "已增設待轉提示牌，並延長左轉放行 10 秒。"
    assert (read, read_again) == ([first, "主件的答覆。"], [first])


def test_the_heir_keeps_the_handler_of_the_withdrawn_one(handler):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.chase("快。", by=factories.office().supervisor, now=NOW)
    main.withdraw(now=NOW)
    assert (fresh(heir).handler, fresh(heir).chase_count, last(heir).verb) == (handler, 1, "take_main")
