"""Which verbs go together as one act, and which takes another one back."""

import pytest

from feedback.rules.acts import COUNTERS, TOGETHER, Act, counter_of, last_to_take_back, stages_of
from feedback.rules.workflow import ARROWS, STAFF_VERBS, Stage, Verb, can


def test_three_acts_go_together_in_this_order():
    assert {act: together.verbs for act, together in TOGETHER.items()} == {
        Act.ACCEPT_AND_ASSIGN: (Verb.ACCEPT, Verb.ASSIGN),
        Act.START_AND_DRAFT: (Verb.START, Verb.DRAFT_REPLY),
        Act.RELEASE_AND_ACCEPT: (Verb.RELEASE, Verb.ACCEPT),
    }


def test_a_draft_is_typed_after_the_start_and_all_else_is_one_moment():
    assert {act: (together.at_once, together.then) for act, together in TOGETHER.items() if together.then} == {
        Act.START_AND_DRAFT: ((Verb.START,), Verb.DRAFT_REPLY)
    }


@pytest.mark.parametrize(
    ("act", "stage"),
    [
        (Act.ACCEPT_AND_ASSIGN, Stage.RECEIVED),
        (Act.START_AND_DRAFT, Stage.ASSIGNED),
        (Act.RELEASE_AND_ACCEPT, Stage.RECEIVED),
    ],
)
def test_an_act_goes_through_in_one_stage_alone(act, stage):
    through = {begins for begins in Stage if all(can(verb, at) for verb, at in stages_of(act, begins))}
    assert through == {stage}


def test_each_verb_finds_the_stage_that_the_one_before_leads_to():
    assert stages_of(Act.ACCEPT_AND_ASSIGN, Stage.RECEIVED) == [
        (Verb.ACCEPT, Stage.RECEIVED),
        (Verb.ASSIGN, Stage.ACCEPTED),
    ]
    assert stages_of(Act.RELEASE_AND_ACCEPT, Stage.RECEIVED) == [
        (Verb.RELEASE, Stage.RECEIVED),
        (Verb.ACCEPT, Stage.RECEIVED),
    ]


def test_one_verb_is_an_act_of_one():
    assert stages_of(Verb.START, Stage.ASSIGNED) == [(Verb.START, Stage.ASSIGNED)]


@pytest.mark.parametrize(("verb", "counter"), COUNTERS.items())
def test_a_counter_is_a_verb_of_staff_that_may_act_where_the_first_one_led(verb, counter):
    led_to = {ARROWS[verb].to or stage for stage in ARROWS[verb].frm}
    if verb == Verb.UNMERGE:  # back to where it was
        led_to = set(ARROWS[Verb.MERGE].frm)
    led_to -= {Stage.WITHDRAWN}  # of one that was withdrawn nothing becomes public again
    assert {verb, counter} <= STAFF_VERBS
    assert {stage for stage in led_to if not can(counter, stage)} == set()


@pytest.mark.parametrize(
    ("verb", "stage", "counter"),
    [
        (Verb.ASSIGN, Stage.ACCEPTED, Verb.RECALL),
        (Verb.ASSIGN, Stage.ASSIGNED, Verb.ASSIGN),
        (Verb.ASSIGN, Stage.IN_PROGRESS, None),
        (Verb.RECALL, Stage.ASSIGNED, Verb.ASSIGN),
        (Verb.MERGE, Stage.RECEIVED, Verb.UNMERGE),
        (Verb.UNMERGE, Stage.MERGED, Verb.MERGE),
        (Verb.ACCEPT, Stage.RECEIVED, None),
        (Verb.APPROVE_REPLY, Stage.IN_PROGRESS, None),
        (Verb.DECLINE, Stage.RECEIVED, None),
        (Verb.CLOSE, Stage.REPLIED, None),
        (Verb.REOPEN, Stage.CLOSED, None),
    ],
)
def test_what_takes_a_verb_back(verb, stage, counter):
    assert counter_of(verb, stage) == counter


@pytest.mark.parametrize(("was_public", "counter"), [(False, Verb.TAKE_BACK), (True, Verb.RELEASE)])
def test_words_that_replaced_public_ones_go_back_to_those(was_public, counter):
    assert counter_of(Verb.RELEASE, Stage.ACCEPTED, was_public=was_public) == counter


@pytest.mark.parametrize(
    ("deed", "stage", "found"),
    [
        (Act.ACCEPT_AND_ASSIGN, Stage.RECEIVED, (Verb.ASSIGN, Verb.RECALL)),
        (Act.RELEASE_AND_ACCEPT, Stage.RECEIVED, (Verb.RELEASE, Verb.TAKE_BACK)),
        (Act.START_AND_DRAFT, Stage.ASSIGNED, None),
        (Verb.LABEL, Stage.CLOSED, (Verb.LABEL, Verb.LABEL)),
        (Verb.START, Stage.ASSIGNED, None),
    ],
)
def test_of_several_verbs_the_last_that_can_be_is_taken_back(deed, stage, found):
    assert last_to_take_back(deed, stage) == found
