"""Who of the staff may do what, held against the division of work by hand."""

import pytest
from django.contrib.auth.models import Group

from feedback.rules import roles, workflow
from feedback.rules.roles import MATRIX, Role
from feedback.rules.workflow import Verb

# `every`: with any suggestion; `own`: with those of the own units; `co`: with those in which they take part as further
# ones; `own+co`: with both; nothing: not at all.
DIVISION = """
verb               受理員  承辦人  審核人  督辦   局領導  系統管理員
register           every   -       -       -      -       -
accept             every   -       -       -      -       -
propose_decline    every   -       -       -      -       -
drop_decline       every   -       -       every  -       -
decline            every   -       -       every  -       -
revoke_decline     -       -       -       every  every   -
merge              every   -       -       -      -       -
unmerge            every   -       -       -      -       -
assign             every   -       -       every  every   -
recall             every   -       -       every  every   -
hand_over          -       own     own     -      -       -
send_back          -       own     own     every  every   -
involve            every   own     own     every  -       -
contribute         -       co      co      -      -       -
excuse             every   own     own     every  -       -
note               every   own+co  own+co  every  every   -
start              -       own     -       -      -       -
ask                every   own     -       -      -       -
draft_reply        -       own     own     -      -       -
return_reply       -       -       own     -      -       -
review_reply       -       -       own     -      -       -
approve_reply      -       -       own     -      -       -
correct_reply      -       own     own     -      -       -
approve_correction -       -       own     -      -       -
chase              every   -       -       every  every   -
supervise          -       -       -       every  every   -
lift_supervision   -       -       -       every  every   -
instruct           -       -       -       every  every   -
fulfil_instruction -       -       -       every  every   -
reopen             -       -       -       every  every   -
release            every   -       own     -      -       -
take_back          every   -       own     every  every   -
recategorise       every   -       -       -      -       -
correct_intake     every   -       -       -      -       -
ask_extension      -       own     -       every  -       -
refuse_extension   -       -       own     every  -       -
extend             -       -       own     every  -       -
set_status         every   own     -       every  -       -
close              -       -       -       every  -       -
label              every   own     own     every  -       -
read_contact       every   own     -       -      -       -
release_comment    every   -       own     -      -       -
take_back_comment  every   -       own     every  every   -
note_unreachable   every   own     -       every  -       -
add_file           every   own     own     -      -       -
read_file          every   own     own     every  -       -
release_file       every   -       own     -      -       -
take_back_file     every   -       own     every  every   -
erase_file         every   -       -       every  -       -
reissue_receipt    every   -       -       -      -       -
propose_erasure    every   -       -       every  -       -
drop_erasure       every   -       -       every  -       -
erase              -       -       -       every  every   -
"""
HEAD, *ROWS = [line.split() for line in DIVISION.strip().splitlines()]
CASES = [
    (Verb(verb), Role(name), reach)
    for verb, *cells in ROWS
    for name, reach in zip(HEAD[1:], cells, strict=True)
]  # fmt: skip


def test_the_division_names_every_verb_of_the_staff_and_every_role():
    assert ({verb for verb, _, _ in CASES}, {role for _, role, _ in CASES}) == (workflow.STAFF_VERBS, set(Role))


@pytest.mark.parametrize(("verb", "role", "reach"), CASES)
def test_a_role_does_its_verbs_and_no_others(verb, role, reach):
    reaches = {
        "every": (True, True, True), "own": (True, False, False), "co": (False, True, False),
        "own+co": (True, True, False), "-": (False, False, False),
    }  # fmt: skip
    own, co, others = ({"is_own": True}, {"is_own": False, "is_co": True}, {"is_own": False})
    assert tuple(roles.may([role], verb, **whose) for whose in (own, co, others)) == reaches[reach]


@pytest.mark.parametrize("verb", sorted(set(Verb) - workflow.STAFF_VERBS))
def test_no_role_does_what_is_the_citizens_or_the_clocks(verb):
    assert not roles.may(list(Role), verb, is_own=True, is_co=True)


def test_somebody_without_a_role_may_nothing():
    assert [verb for verb in Verb if roles.may([], verb, is_own=True, is_co=True)] == []


def test_whoever_moderates_a_talk_approves_nothing_of_it():
    approving = {Verb.APPROVE_REPLY, Verb.RETURN_REPLY, Verb.REVIEW_REPLY, Verb.APPROVE_CORRECTION}
    assert (roles.MODERATED & approving, roles.MODERATED - workflow.STAFF_VERBS) == (set(), set())


def test_two_roles_add_up():
    both = [Role.TRIAGE, Role.HANDLER]
    may_with_others = [roles.may(both, verb, is_own=False) for verb in (Verb.ACCEPT, Verb.START)]
    assert (may_with_others, roles.may(both, Verb.START, is_own=True)) == ([True, False], True)


def test_triage_supervisors_and_leaders_see_every_suggestion():
    assert {role for role in Role if roles.sees_every([role])} == {Role.TRIAGE, Role.SUPERVISOR, Role.LEADER}


def test_supervisors_and_leaders_stand_above_the_units():
    assert {role for role in Role if roles.oversees([role])} == {Role.SUPERVISOR, Role.LEADER}


def test_a_leader_takes_no_step_that_a_supervisor_does_not():
    assert MATRIX[Role.LEADER].every <= MATRIX[Role.SUPERVISOR].every


def test_a_handler_who_is_a_supervisor_too_sees_every_suggestion():
    assert (roles.sees_every([Role.HANDLER, Role.SUPERVISOR]), roles.sees_every([])) == (True, False)


def test_nobody_has_a_permission_that_would_change_a_suggestion_past_its_verbs():
    permissions = {permission for grant in MATRIX.values() for permission in grant.permissions}
    models = {permission.split("_", 1)[1] for permission in permissions if permission.startswith("feedback.")}
    assert models == {
        "campaign",
        "phase",
        "scale",
        "level",
        "lowreason",
        "outcome",
        "declinereason",
        "category",
        "unit",
        "status",
        "district",
        "calendarday",
        "route",
        "replytemplate",
        "label",
        "channel",
        "synonym",
        "cue",
        "rolename",
    }


@pytest.mark.django_db
def test_each_role_is_a_group_with_its_permissions_from_the_first_migration_on():
    groups = Group.objects.prefetch_related("permissions__content_type")
    stored = {
        group.name: {f"{it.content_type.app_label}.{it.codename}" for it in group.permissions.all()} for group in groups
    }
    assert stored == {role.value: set(MATRIX[role].permissions) for role in Role}
