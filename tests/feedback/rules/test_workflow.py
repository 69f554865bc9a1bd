"""The stages, the verbs that move between them, and the arithmetic of the claim."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules import reach, reasons, workflow
from feedback.rules.counted.tally import Tally
from feedback.rules.reasons import Closing, Supervision
from feedback.rules.workflow import Actor, Refused, Stage, Stale, Verb
from tests.feedback.rules.regulation import ALLOWED, LEADS_TO


def test_the_regulation_names_every_verb_and_every_stage():
    assert (list(ALLOWED), len(Stage)) == (list(Verb), 9)


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_acts_in_the_stages_of_the_regulation_and_in_no_other(verb):
    assert {stage for stage in Stage if workflow.can(verb, stage)} == ALLOWED[verb]


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_leads_where_the_regulation_says(verb):
    to = workflow.ARROWS[verb].to
    assert to == (LEADS_TO[verb] if LEADS_TO[verb] in Stage.values else None)


def test_check_lets_pass_what_may_act():
    assert workflow.check(Verb.ACCEPT, Stage.RECEIVED) is None


def test_check_refuses_in_the_words_of_the_desk():
    with translation.override("zh-hant"), pytest.raises(Refused) as refused:
        workflow.check(Verb.ACCEPT, "closed")
    assert str(refused.value) == "這件建議現在是「辦結」，不能「受理」。"
    assert refused.value.reason == str(refused.value)


MAIN_ONES = {Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED, Stage.CLOSED}


@pytest.mark.parametrize("stage", sorted(MAIN_ONES))
def test_others_may_be_merged_into_an_open_or_answered_one(stage):
    assert workflow.check_merge(stage) is None


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN])
def test_nothing_is_merged_into_a_declined_merged_or_withdrawn_one(stage):
    with translation.override("zh-hant"), pytest.raises(Refused) as refused:
        workflow.check_merge(stage)
    assert str(refused.value) == f"主件現在是「{stage.label}」，不能併入。"


def test_open_are_those_still_on_their_way_or_waiting_for_a_rating():
    assert {
        Stage.RECEIVED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.REPLIED,
    } == workflow.OPEN_STAGES  # fmt: skip


def test_the_usual_way_is_walked_by_verbs_one_after_the_other():
    pairs = set(zip(workflow.USUAL_WAY, workflow.USUAL_WAY[1:], strict=False))
    arrows = {(frm, arrow.to) for arrow in workflow.ARROWS.values() for frm in arrow.frm}
    assert pairs - arrows == set()


# Who does what.

ACTORS = {
    Actor.CITIZEN: {Verb.RECEIVE, Verb.OBJECT, Verb.ANSWER, Verb.RATE, Verb.CHOOSE_NOTICES, Verb.WITHDRAW},
    Actor.SYSTEM: {
        Verb.TAKE_MAIN,
        Verb.PASS_ON,
        Verb.GIVE_BACK,
        Verb.EXCUSE,
        Verb.REDO,
        Verb.SUPERVISE,
        Verb.LIFT_SUPERVISION,
        Verb.CLOSE,
        Verb.LAPSE_EXTENSION,
        Verb.RECOUNT_DAYS,
        Verb.DEAL_CARD,
    },
}


@pytest.mark.parametrize("verb", Verb)
def test_the_citizen_acts_by_receipt_the_office_by_rule_and_staff_do_the_rest(verb):
    named = [actor for actor, verbs in ACTORS.items() if verb in verbs]
    assert [workflow.actor_of(verb)] == (named or [Actor.STAFF])


@pytest.mark.parametrize("verb", [Verb.CLOSE, Verb.SUPERVISE, Verb.LIFT_SUPERVISION])
def test_what_the_clock_does_and_staff_as_well_is_by_whoever_does_it(verb):
    found = [workflow.actor_of(verb, is_by_person=is_by_person) for is_by_person in (True, False)]
    assert found == [Actor.STAFF, Actor.SYSTEM]


INTERNAL = {
    Verb.PROPOSE_DECLINE,
    Verb.DROP_DECLINE,
    Verb.DRAFT_REPLY,
    Verb.RETURN_REPLY,
    Verb.REVIEW_REPLY,
    Verb.ASK_EXTENSION,
    Verb.REFUSE_EXTENSION,
    Verb.LAPSE_EXTENSION,
    Verb.HAND_OVER,
    Verb.PASS_ON,
    Verb.NOTE,
    Verb.CORRECT_REPLY,
    Verb.CHASE,
    Verb.RECOUNT_DAYS,
    Verb.DEAL_CARD,
    Verb.SET_STATUS,
    Verb.LABEL,
    Verb.READ_CONTACT,
    Verb.ADD_FILE,
    Verb.READ_FILE,
    Verb.INSTRUCT,
    Verb.FULFIL_INSTRUCTION,
    Verb.PROPOSE_ERASURE,
    Verb.DROP_ERASURE,
}
FOR_THE_CITIZEN_ALONE = {
    Verb.ASK,
    Verb.ANSWER,
    Verb.RELEASE,
    Verb.TAKE_BACK,
    Verb.RELEASE_COMMENT,
    Verb.TAKE_BACK_COMMENT,
    Verb.RELEASE_FILE,
    Verb.TAKE_BACK_FILE,
    Verb.ERASE_FILE,
    Verb.RECATEGORISE,
    Verb.CORRECT_INTAKE,
    Verb.CHOOSE_NOTICES,
    Verb.REISSUE_RECEIPT,
}


def test_the_public_reads_every_step_but_the_internal_ones_and_those_for_the_citizen_alone():
    assert set(Verb) - INTERNAL - FOR_THE_CITIZEN_ALONE == reach.PUBLIC_VERBS


@pytest.mark.parametrize(
    ("verb", "details", "is_read"),
    [
        (Verb.PASS_ON, {"from": "交通警察支隊", "to": "示例"}, True),
        (Verb.PASS_ON, {"left": "示例甲", "to": "示例乙"}, False),
        (Verb.ASSIGN, {}, True),
        (Verb.HAND_OVER, {"from": "交通警察支隊"}, False),
        (Verb.RECOUNT_DAYS, {"due_on": "2020-12-15"}, False),
        (Verb.RECOUNT_DAYS, {"due_on": "2020-12-15", "talk_from": "2020-12-06"}, True),
    ],
)
def test_the_public_reads_that_the_unit_changed_and_that_the_talk_was_moved(verb, details, is_read):
    assert reach.is_public(verb, details) is is_read


def test_all_but_these_change_what_the_public_pages_show_at_once():
    assert set(Verb) - reach.PUBLISHING_VERBS == {
        Verb.RECEIVE, Verb.REGISTER,  # these may wait some seconds to be counted
        Verb.PROPOSE_DECLINE, Verb.DROP_DECLINE, Verb.HAND_OVER, Verb.ASK, Verb.ANSWER, Verb.DRAFT_REPLY,
        Verb.RETURN_REPLY, Verb.REVIEW_REPLY, Verb.CORRECT_REPLY, Verb.ASK_EXTENSION, Verb.REFUSE_EXTENSION,
        Verb.LAPSE_EXTENSION, Verb.CHASE, Verb.RECOUNT_DAYS, Verb.DEAL_CARD, Verb.LABEL,
        Verb.READ_CONTACT, Verb.REISSUE_RECEIPT, Verb.INSTRUCT, Verb.FULFIL_INSTRUCTION, Verb.NOTE,
        Verb.CHOOSE_NOTICES, Verb.ADD_FILE, Verb.READ_FILE, Verb.PROPOSE_ERASURE, Verb.DROP_ERASURE,
    }  # fmt: skip


def test_urging_looking_talking_and_the_marks_of_the_clock_move_nothing():
    assert {
        Verb.EXCUSE, Verb.NOTE,
        Verb.CHASE, Verb.SUPERVISE, Verb.LIFT_SUPERVISION, Verb.RECOUNT_DAYS, Verb.DEAL_CARD, Verb.READ_CONTACT,
        Verb.REISSUE_RECEIPT, Verb.LABEL, Verb.RELEASE_COMMENT, Verb.TAKE_BACK_COMMENT, Verb.INSTRUCT,
        Verb.FULFIL_INSTRUCTION, Verb.ASK_EXTENSION,
        Verb.REFUSE_EXTENSION, Verb.LAPSE_EXTENSION, Verb.CHOOSE_NOTICES, *workflow.FILE_VERBS,
        Verb.PROPOSE_ERASURE, Verb.DROP_ERASURE, Verb.ERASE,
    } == reach.STILL_VERBS  # fmt: skip


def test_looking_talking_choosing_notices_and_what_is_done_to_a_file_make_no_page_stale():
    assert {Verb.NOTE, Verb.READ_CONTACT, Verb.CHOOSE_NOTICES, *workflow.FILE_VERBS} == reach.QUIET_VERBS


def test_a_unit_is_excused_by_staff_or_by_what_follows_from_a_rule():
    actors = [workflow.actor_of(Verb.EXCUSE, is_by_person=is_by_person) for is_by_person in (True, False)]
    assert actors == [Actor.STAFF, Actor.SYSTEM]


def test_under_supervision_by_the_days_alone():
    assert {Supervision.LATE, Supervision.UNACCEPTED} == reasons.LATENESS


def test_the_citizen_with_the_receipt_reads_all_but_the_internal_steps():
    assert set(Verb) - INTERNAL == reach.RECEIPT_VERBS


# The arithmetic of the claim.


@pytest.mark.parametrize(
    ("is_by_person", "is_rating_over", "why"),
    [
        (True, True, Closing.BY_HAND),
        (True, False, Closing.BY_HAND),
        (False, True, Closing.EXPIRED),
        (False, False, Closing.RATED),
    ],
)
def test_what_closes(is_by_person, is_rating_over, why):
    assert reasons.closing(is_by_person=is_by_person, is_rating_over=is_rating_over) == why


def test_the_sentence_of_december():
    tally = Tally.of({Stage.CLOSED: 160, Stage.MERGED: 10}, merged_closed=10)
    assert (tally.received, tally.valid, tally.handled, tally.rate) == (170, 170, 170, 1.0)


def test_a_year_in_which_everything_happened():
    tally = Tally.of(
        {
            Stage.RECEIVED: 1,
            Stage.ACCEPTED: 2,
            Stage.ASSIGNED: 3,
            Stage.IN_PROGRESS: 4,
            Stage.REPLIED: 5,
            Stage.CLOSED: 60,
            Stage.DECLINED: 7,
            Stage.MERGED: 8,
            Stage.WITHDRAWN: 9,
        },
        merged_closed=6,
    )
    assert tally == Tally(open=15, closed=60, declined=7, merged=8, merged_closed=6, withdrawn=9)
    assert (tally.received, tally.valid, tally.handled, tally.rate) == (99, 83, 66, 66 / 83)


@pytest.mark.parametrize("by_stage", [{}, {Stage.DECLINED: 2, Stage.WITHDRAWN: 1}])
def test_without_anything_valid_there_is_no_rate(by_stage):
    assert Tally.of(by_stage, merged_closed=0).rate is None


counts = st.dictionaries(st.sampled_from(Stage), st.integers(min_value=0, max_value=10**6))


@given(counts, st.data())
def test_the_tally_adds_up_for_any_counts(by_stage, data):
    merged_closed = data.draw(st.integers(min_value=0, max_value=by_stage.get(Stage.MERGED, 0)))
    tally = Tally.of(by_stage, merged_closed=merged_closed)
    assert tally.received == sum(by_stage.values())
    assert tally.valid == tally.open + tally.closed + tally.merged
    assert 0 <= tally.handled <= tally.valid
    assert tally.rate is None if tally.valid == 0 else 0 <= tally.rate <= 1


@pytest.mark.parametrize(("count", "is_so"), [(0, False), (2, False), (3, True), (4, True)])
def test_what_was_sent_back_three_times_is_a_supervisors(count, is_so):
    assert workflow.is_for_supervisor(count) is is_so


def test_a_tally_of_counts_adds_up_what_is_merged_into_closed_ones():
    counts = [
        (Stage.CLOSED, False, 5), (Stage.MERGED, True, 2), (Stage.MERGED, False, 3), (Stage.RECEIVED, False, 1),
        (Stage.MERGED, True, 4), (Stage.CLOSED, False, 6),
    ]  # fmt: skip
    assert Tally.of_counts(counts) == Tally(open=1, closed=11, merged=9, merged_closed=6)


def test_who_read_an_older_state_is_told_to_look_again():
    with translation.override("zh-hant"):
        assert str(Stale().reason) == "這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。"
