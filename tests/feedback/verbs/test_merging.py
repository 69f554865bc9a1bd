"""Suggestions that say the same: joined, parted, and what becomes of them when the main one is withdrawn."""

import pytest

from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.reasons import Adoption
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, last, refusal, steps

pytestmark = pytest.mark.django_db


def where(*suggestions):
    """(stage, main one) of each, as the database has them."""
    return [(row.stage, row.main) for row in map(fresh, suggestions)]


def test_a_suggestion_joins_the_one_that_says_the_same(triage_officer):
    main, same = factories.make_suggestion(), factories.make_suggestion()
    same.merge(main, by=triage_officer, now=NOW)
    assert where(main, same) == [(Stage.RECEIVED, None), (Stage.MERGED, main)]
    assert (last(same).main, fresh(same).main_or_self) == (main, main)


@pytest.mark.parametrize(
    "stage", [Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED]
)
def test_the_main_one_is_open_or_answered(stage, triage_officer):
    main, same = factories.make_suggestion(stage=stage), factories.make_suggestion()
    same.merge(main, by=triage_officer, now=NOW)
    assert where(main, same) == [(stage, None), (Stage.MERGED, main)]


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN])
def test_a_declined_merged_or_withdrawn_one_takes_no_others(stage, triage_officer):
    main, same = factories.make_suggestion(stage=stage), factories.make_suggestion()
    assert refusal(same.merge, main, by=triage_officer, now=NOW) == f"主件現在是「{stage.label}」，不能併入。"


def test_nothing_is_merged_into_itself(citizen, triage_officer):
    itself = fresh(citizen.suggestion)
    assert refusal(citizen.suggestion.merge, itself, by=triage_officer, now=NOW) == "不能併入自己，請填寫另一件的編號。"


def test_what_others_hang_on_is_not_merged_away(triage_officer):
    main = factories.make_suggestion()
    factories.make_suggestion(stage=Stage.MERGED, main=main)
    assert (
        refusal(main.merge, factories.make_suggestion(), by=triage_officer, now=NOW)
        == "已有別的建議併入這一件；請改由那一件併入這裡，或先撤銷那些併案。"
    )


def test_the_main_one_is_judged_as_the_database_has_it_and_not_as_the_page_showed_it(triage_officer):
    main, same = factories.make_suggestion(), factories.make_suggestion()
    fresh(main).withdraw(now=NOW)
    assert refusal(same.merge, main, by=triage_officer, now=NOW) == "主件現在是「撤回」，不能併入。"


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.ACCEPTED, Stage.IN_PROGRESS])
def test_parted_again_it_is_where_it_was(stage, triage_officer):
    suggestion, main = factories.make_suggestion(stage=stage), factories.make_suggestion()
    special = factories.make_status(stage=stage, name="特別辦理", order=99)
    suggestion.set_status(special, by=triage_officer, now=NOW)
    unit = suggestion.unit
    suggestion.merge(main, by=triage_officer, now=NOW)
    suggestion.unmerge("不是同一個路口。", by=triage_officer, now=NOW)
    back = fresh(suggestion)
    assert (back.stage, back.status, back.unit, back.main, back.status_before_merge) == (
        stage, special, unit, None, None,
    )  # fmt: skip
    assert (last(back).main, last(back).remark, last(back).to_stage) == (main, "不是同一個路口。", stage)


# The main one is withdrawn.


def test_the_eldest_takes_the_place_of_the_withdrawn_main_one_with_all_that_hangs_on_it(unit, triage_officer):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    younger = factories.make_suggestion(stage=Stage.MERGED, main=main, received_at=at("2020-11-30 10:00"))
    eldest = factories.make_suggestion(stage=Stage.MERGED, main=main, received_at=at("2020-11-20 10:00"))
    reply = main.replies.get()

    main.withdraw(now=at("2020-12-02 10:00"))

    assert where(main, eldest, younger) == [(Stage.WITHDRAWN, None), (Stage.REPLIED, None), (Stage.MERGED, eldest)]
    heir, gone = fresh(eldest), fresh(main)
    assert (heir.unit, heir.replied_at, heir.rating_ends_on, heir.accepted_at) == (
        unit, gone.replied_at, gone.rating_ends_on, gone.accepted_at,
    )  # fmt: skip
    assert ([*heir.replies.all()], [*gone.replies.all()]) == ([reply], [])
    assert steps(heir)[-1] == ("take_main", "merged", "replied")
    assert (last(heir).actor, last(heir).details) == ("system", {"instead_of": main.number})


def test_the_history_of_those_that_stay_merged_says_into_which(unit):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    heir, other = (factories.make_suggestion(stage=Stage.MERGED, main=main) for _ in range(2))
    main.withdraw(now=at("2020-12-02 10:00"))
    event = last(other)
    assert (event.verb, event.actor, event.at, event.main, event.to_stage) == (
        "merge", "system", at("2020-12-02 10:00"), heir, "merged",
    )  # fmt: skip


def test_what_was_answered_to_an_unpublished_text_does_not_become_public_by_its_heir(triage_officer):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main, has_consent=True)
    heir.release("標題", "內容", by=triage_officer, now=NOW)
    main.withdraw(now=NOW)
    assert (fresh(heir).stage, fresh(heir).public_title, fresh(heir).public_body) == (Stage.REPLIED, "", "")


def test_its_heir_keeps_its_own_clock(triage_officer):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS, received_at=at("2020-12-01 10:00"))
    factories.extend(main)
    heir = factories.make_suggestion(received_at=at("2020-12-03 10:00"))
    heir.recount_days(working_days(), now=NOW)
    due_on = heir.due_on
    heir.merge(main, by=triage_officer, now=NOW)
    fresh(main).withdraw(now=NOW)
    assert (fresh(heir).stage, fresh(heir).due_on, fresh(heir).received_at) == (
        Stage.IN_PROGRESS, due_on, at("2020-12-03 10:00"),
    )  # fmt: skip


def test_the_citizen_of_the_heir_rates_the_answer_that_came_with_it():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.withdraw(now=at("2020-12-02 10:00"))
    heir = fresh(heir)
    factories.rate(heir, "five_satisfied", now=at("2020-12-03 10:00"))
    assert fresh(heir).stage == Stage.CLOSED


def test_the_draft_of_the_withdrawn_one_goes_with_it_to_the_heir(reviewer):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(main)
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.withdraw(now=NOW)
    heir = fresh(heir)
    heir.approve_reply(by=reviewer, now=NOW)
    assert (fresh(heir).stage, heir.replies.get().approved_by) == (Stage.REPLIED, reviewer)


def test_an_heir_that_had_a_draft_of_its_own_goes_on_with_that_one(triage_officer):
    main = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(main, body="主件的草稿")
    heir = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    factories.draft(heir, body="自己的草稿", outcome=Adoption.EXPLAINED)
    heir.merge(main, by=triage_officer, now=NOW)
    main.withdraw(now=NOW)
    assert (fresh(heir).stage, heir.replies.get().body, main.replies.get().body) == (
        Stage.IN_PROGRESS, "自己的草稿", "主件的草稿",
    )  # fmt: skip


def test_nothing_hangs_on_a_withdrawn_or_declined_one():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    for _ in range(3):
        factories.make_suggestion(stage=Stage.MERGED, main=main)
    main.withdraw(now=NOW)
    stranded = Suggestion.objects.filter(main__stage__in=[Stage.WITHDRAWN, Stage.DECLINED, Stage.MERGED])
    assert ([*stranded], Suggestion.objects.filter(stage=Stage.MERGED).count()) == ([], 2)


# A merged one's rating.


def test_a_merged_citizens_satisfaction_is_counted_and_closes_nothing():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, "five_satisfied", comment="謝謝。", now=NOW)
    assert where(main, merged) == [(Stage.REPLIED, None), (Stage.MERGED, main)]
    assert (merged.level_id, merged.ratings.get().comment) == ("five_satisfied", "謝謝。")


def test_it_closes_when_all_whom_the_answer_went_to_are_satisfied():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    stages = []
    for suggestion in (main, merged):
        factories.rate(suggestion, "five_mostly_satisfied", now=NOW)
        stages.append(fresh(main).stage)
    assert stages == [Stage.REPLIED, Stage.CLOSED]


def test_a_merged_citizens_dissatisfaction_starts_the_main_one_again():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, "five_dissatisfied", comment="還是堵。", now=NOW)
    assert where(main, merged) == [(Stage.IN_PROGRESS, None), (Stage.MERGED, main)]
    assert fresh(main).redo_count == 1


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.IN_PROGRESS, Stage.CLOSED])
def test_a_merged_citizen_rates_while_the_main_one_stands_answered(stage):
    main = factories.make_suggestion(stage=stage)
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    assert refusal(factories.rate, merged, now=NOW) == "主件現在不在評議期，不能評議。"


def test_parted_again_its_own_answer_may_be_rated_though_the_main_ones_was(triage_officer):
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    merged.merge(main, by=triage_officer, now=NOW)
    factories.rate(merged, "five_satisfied", now=NOW)
    merged.unmerge(by=triage_officer, now=NOW)
    factories.reply(merged, now=at("2020-12-04 10:00"))
    factories.rate(merged, "five_mostly_satisfied", now=at("2020-12-05 10:00"))
    assert (fresh(merged).stage, fresh(merged).level_id) == (Stage.CLOSED, "five_mostly_satisfied")
