"""Two questions about each answer, and how every low rating ends, whatever becomes of the suggestion."""

import pytest

from feedback.models import Level, LowReason, Rating, Scale
from feedback.rules.ratings import RatingOutcome, Solved
from feedback.rules.workflow import Refused, Stage, Verb
from feedback.tasks import run_daily
from tests import factories
from tests.factories import NOW, at
from tests.feedback.verbs.reading import fresh, refusal

pytestmark = pytest.mark.django_db
LOW, CONTENT = "five_dissatisfied", "five_satisfied"
EXPLAINED = "不認同現行的規定"
SECOND, THIRD, FOURTH, LATER = (at(f"{day} 10:00") for day in ("2020-12-02", "2020-12-03", "2020-12-04", "2021-02-01"))


def answered(**fields):
    return factories.make_suggestion(stage=Stage.REPLIED, **fields)


def redone(suggestion, *, now=THIRD):
    """Rated low, handled again and answered anew."""
    factories.rate(suggestion, LOW, now=SECOND)
    factories.reply(fresh(suggestion), now=now)
    return fresh(suggestion)


def outcomes(suggestion):
    return [rating.outcome for rating in Rating.objects.filter(suggestion=suggestion.pk).in_order()]


def test_what_a_receipt_says_is_kept_with_the_answer():
    suggestion = answered()
    level, reason = Level.objects.get(pk=LOW), LowReason.objects.get(name="辦理太慢")
    suggestion.rate(level, Solved.PARTLY, reason, "太慢。", True, now=SECOND)
    rating = Rating.objects.get()
    assert (rating.suggestion, rating.reply, rating.ordinal, rating.round) == (
        suggestion, suggestion.replies.get(), 1, 0,
    )  # fmt: skip
    assert (rating.level, rating.solved, rating.reason, rating.comment, rating.has_consent, rating.rated_at) == (
        level, Solved.PARTLY, reason, "太慢。", True, SECOND,
    )  # fmt: skip
    assert (rating.public_comment, rating.outcome, rating.is_on_staff_receipt) == ("", "", False)


def test_a_reason_is_of_low_ratings_alone_and_consent_of_words():
    suggestion = answered()
    suggestion.rate(Level.objects.get(pk=CONTENT), Solved.SOLVED, LowReason.objects.first(), "", True, now=SECOND)
    rating = Rating.objects.get()
    assert (rating.reason, rating.has_consent) == (None, False)


def test_a_low_one_needs_a_reason():
    suggestion = answered()
    told = refusal(suggestion.rate, Level.objects.get(pk=LOW), Solved.UNSOLVED, now=SECOND)
    assert (told, Rating.objects.count()) == ("選了不滿意的，請選一個原因。", 0)


def test_only_a_level_of_the_campaign_is_taken():
    told = refusal(factories.rate, answered(), "satisfied", now=SECOND)
    assert told == "「滿意」不是這次活動的評議等級，請重新選擇。"


def test_a_campaign_may_have_a_scale_of_its_own():
    suggestion = answered()
    suggestion.campaign.scale = Scale.objects.get(is_default=False)
    suggestion.campaign.save()
    factories.rate(fresh(suggestion), "mostly_satisfied", now=SECOND)
    assert (fresh(suggestion).stage, fresh(suggestion).level_id) == (Stage.CLOSED, "mostly_satisfied")


def test_solved_or_not_nothing_follows_from_it_by_itself():
    suggestion = answered()
    factories.rate(suggestion, CONTENT, Solved.UNSOLVED, now=SECOND)
    assert fresh(suggestion).stage == Stage.CLOSED


# How a low one ends.


@pytest.mark.parametrize(
    ("level", "outcome"), [(CONTENT, RatingOutcome.CONTENT_AFTER_REDO), (LOW, RatingOutcome.LOW_AFTER_REDO)]
)
def test_rated_again_after_it_was_done_over(level, outcome):
    suggestion = redone(answered())
    before = outcomes(suggestion)
    factories.rate(suggestion, level, now=FOURTH)
    assert (before, outcomes(suggestion)) == ([""], [outcome, ""])
    assert (fresh(suggestion).first_level_id, fresh(suggestion).level_id) == (LOW, level)


def test_done_over_and_not_rated_again():
    suggestion = redone(answered())
    run_daily(LATER)
    assert (fresh(suggestion).stage, outcomes(suggestion)) == (Stage.CLOSED, [RatingOutcome.EXPLAINED])


def test_low_again_and_nothing_more_until_the_days_are_over():
    suggestion = redone(answered())
    factories.rate(suggestion, LOW, now=FOURTH)
    run_daily(LATER)
    assert outcomes(suggestion) == [RatingOutcome.LOW_AFTER_REDO, RatingOutcome.LOW_AFTER_REDO]


def test_what_an_explanation_answers_stays_answered_until_the_days_are_over():
    suggestion = answered()
    factories.rate(suggestion, LOW, reason=EXPLAINED, now=SECOND)
    meanwhile = fresh(suggestion)
    assert (meanwhile.stage, meanwhile.redo_count, outcomes(suggestion)) == (Stage.REPLIED, 0, [""])
    run_daily(LATER)
    assert (fresh(suggestion).stage, outcomes(suggestion)) == (Stage.CLOSED, [RatingOutcome.EXPLAINED])


def test_what_is_reopened_has_not_ended(supervisor):
    suggestion = redone(answered())
    run_daily(LATER)
    fresh(suggestion).reopen("又壞了。", by=supervisor, now=LATER)
    reopened = outcomes(suggestion)
    factories.reply(fresh(suggestion), now=LATER)
    factories.rate(fresh(suggestion), CONTENT, now=LATER)
    assert (reopened, outcomes(suggestion)) == ([""], [RatingOutcome.CONTENT_AFTER_REDO, ""])


def test_what_is_withdrawn_has_no_end_of_another_making():
    suggestion = redone(answered())
    suggestion.withdraw(now=FOURTH)
    assert outcomes(suggestion) == [""]


def test_all_of_a_family_end_when_the_main_one_closes():
    main = answered()
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, LOW, now=SECOND)
    factories.reply(fresh(main), now=THIRD)
    factories.rate(fresh(main), CONTENT, now=FOURTH)
    waiting = outcomes(merged)
    run_daily(LATER)
    assert (waiting, outcomes(merged), outcomes(main)) == ([""], [RatingOutcome.EXPLAINED], [""])


def test_merged_into_a_closed_one_it_has_that_ones_answer(triage_officer):
    closed = factories.make_suggestion(stage=Stage.CLOSED)
    suggestion = answered()
    factories.rate(suggestion, LOW, now=SECOND)
    fresh(suggestion).merge(closed, by=triage_officer, now=THIRD)
    merged = outcomes(suggestion)
    fresh(suggestion).unmerge(by=triage_officer, now=FOURTH)
    assert (merged, outcomes(suggestion)) == ([RatingOutcome.EXPLAINED], [""])


def test_parted_before_the_end_it_stays_open(triage_officer):
    main = answered()
    merged = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(merged, LOW, now=SECOND)
    fresh(merged).unmerge(by=triage_officer, now=THIRD)
    assert (fresh(merged).stage, outcomes(merged)) == (Stage.RECEIVED, [""])
    factories.decline(fresh(merged), now=FOURTH)
    assert outcomes(merged) == [RatingOutcome.EXPLAINED]
    fresh(merged).object("請再看。", now=FOURTH)
    assert outcomes(merged) == [""]


def test_an_heir_goes_on_where_the_withdrawn_one_was():
    main = answered()
    heir = factories.make_suggestion(stage=Stage.MERGED, main=main)
    factories.rate(heir, LOW, now=SECOND)
    fresh(main).withdraw(now=SECOND)
    factories.reply(fresh(heir), now=THIRD)
    factories.rate(fresh(heir), CONTENT, now=FOURTH)
    assert (fresh(heir).stage, outcomes(heir)) == (Stage.CLOSED, [RatingOutcome.CONTENT_AFTER_REDO, ""])


# Who could not be reached.


def test_who_could_not_be_reached_may_still_speak(triage_officer):
    suggestion = redone(answered())
    suggestion.note_unreachable("打過三次電話。", by=triage_officer, now=THIRD)
    event = suggestion.events.last()
    assert (outcomes(suggestion), event.verb, event.remark) == (
        [RatingOutcome.UNREACHABLE], Verb.NOTE_UNREACHABLE, "打過三次電話。",
    )  # fmt: skip
    factories.rate(fresh(suggestion), CONTENT, now=FOURTH)
    assert outcomes(suggestion) == [RatingOutcome.CONTENT_AFTER_REDO, ""]


def test_the_end_changes_nothing_of_who_could_not_be_reached(triage_officer):
    suggestion = redone(answered())
    suggestion.note_unreachable("打過三次電話。", by=triage_officer, now=THIRD)
    run_daily(LATER)
    assert outcomes(suggestion) == [RatingOutcome.UNREACHABLE]


def test_nobody_is_noted_as_out_of_reach_without_a_record_or_a_reason_to_call(triage_officer):
    suggestion = answered()
    calls = [("打過電話。", "這件建議沒有待處理的不滿意評議。"), ("", "請寫明聯繫的時間、方式和結果。")]
    assert [refusal(suggestion.note_unreachable, remark, by=triage_officer, now=NOW) for remark, _ in calls] == [
        told for _, told in calls
    ]


# Comments.


def with_comment(*, has_consent=True, is_public=True):
    suggestion = answered(has_consent=True)
    if is_public:
        factories.release(suggestion)
    factories.rate(fresh(suggestion), CONTENT, comment="我是王曉梅，謝謝。", has_consent=has_consent, now=SECOND)
    return fresh(suggestion)


def test_a_comment_is_shown_as_a_person_released_it(triage_officer):
    suggestion = with_comment()
    suggestion.release_comment(suggestion.ratings.get(), "謝謝。", by=triage_officer, now=THIRD)
    assert [suggestion.ratings.get().comment, suggestion.ratings.get().public_comment] == [
        "我是王曉梅，謝謝。",
        "謝謝。",
    ]
    suggestion.take_back_comment(suggestion.ratings.get(), "還有名字。", by=triage_officer, now=FOURTH)
    assert suggestion.ratings.get().public_comment == ""


@pytest.mark.parametrize(
    ("given", "text", "told"),
    [
        ({"has_consent": False}, "謝謝。", "市民沒有同意公開評語，不能公開。"),
        ({"is_public": False}, "謝謝。", "這件建議的文字沒有公開，評語不能公開。"),
        ({}, "", "請填寫公開的評語。"),
    ],
)
def test_a_comment_is_not_shown(triage_officer, given, text, told):
    suggestion = with_comment(**given)
    rating = suggestion.ratings.get()
    assert refusal(suggestion.release_comment, rating, text, by=triage_officer, now=THIRD) == told


def test_what_is_not_shown_cannot_be_taken_back(triage_officer):
    suggestion = with_comment()
    told = refusal(suggestion.take_back_comment, suggestion.ratings.get(), "", by=triage_officer, now=THIRD)
    assert told == "這條評語沒有公開，無須收回。"


def test_with_the_text_its_comments_go(triage_officer):
    suggestion = with_comment()
    suggestion.release_comment(suggestion.ratings.get(), "謝謝。", by=triage_officer, now=THIRD)
    suggestion.take_back("名字。", by=triage_officer, now=FOURTH)
    assert suggestion.ratings.get().public_comment == ""


def test_a_handler_may_not_release_a_comment(handler):
    suggestion = with_comment()
    with pytest.raises(Refused):
        suggestion.release_comment(suggestion.ratings.get(), "謝謝。", by=handler, now=THIRD)


# What others ask.


def test_first_and_final_words_are_counted_apart_and_those_on_staff_receipts_left_out():
    suggestion = redone(answered())
    factories.rate(suggestion, CONTENT, now=FOURTH)
    factories.rate(answered(is_issued_by_staff=True), CONTENT, now=SECOND)
    campaign = suggestion.campaign
    said = Rating.objects.of_campaign(campaign).by_citizens()
    assert [list(found.values_list("level", flat=True)) for found in (said.first_ones(), said.final())] == [
        [LOW], [CONTENT],
    ]  # fmt: skip
    assert (Rating.objects.final().count(), Rating.objects.of_campaign(factories.make_campaign()).count()) == (2, 0)
