"""Who of the staff may do what: one table of roles and verbs, for the own unit's suggestions and for every one's."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from feedback.rules.workflow import Verb


class Role(TextChoices):
    """Groups of staff; the value is the group's name and stays, what readers are shown are rows (`RoleName`)."""

    TRIAGE = "受理員", _("受理員")
    HANDLER = "承辦人", _("承辦人")
    REVIEWER = "審核人", _("審核人")
    SUPERVISOR = "督辦", _("督辦")
    LEADER = "局領導", _("局領導")
    ADMINISTRATOR = "系統管理員", _("系統管理員")


@dataclass(frozen=True)
class Grant:
    """What a role may do: with the suggestions of the own units, with every one, and in the rest of the desk.

    `co` are the verbs for suggestions in which an own unit takes part as a further one (會辦). `permissions` are
    Django's, as `app.codename`.
    """

    own: frozenset = frozenset()
    co: frozenset = frozenset()
    every: frozenset = frozenset()
    sees_every: bool = False
    permissions: tuple = ()


READ = (
    "reports.view_report", "reports.view_section", "reports.view_figure", "feedback.view_campaign", "talks.view_talk",
)  # fmt: skip
KEEP = ("view", "add", "change", "delete")
REFERENCE = (
    "campaign", "phase", "category", "unit", "status", "district", "calendarday", "route", "replytemplate", "label",
    "channel", "synonym", "cue", "scale", "level", "lowreason", "outcome", "declinereason",
)  # fmt: skip
NOMINATE = ("awards.view_nomination", "awards.add_nomination")
DECIDE = ("awards.view_nomination", "awards.decide_award")
CORRECT = tuple(
    f"summaries.{name}"
    for name in (
        "view_summary", "view_correction", "add_correction", "approve_correction", "view_summarytemplate",
    )
)  # fmt: skip
# Of 市民代表: who sees how many there are, who checks and enters, and who keeps the terms of a round.
SEE_REPRESENTATIVES = ("representatives.view_application", "representatives.view_representative")
CHECK_REPRESENTATIVES = (
    *SEE_REPRESENTATIVES, "representatives.check_application", "representatives.read_application",
    "representatives.add_representative", "representatives.read_representative",
)  # fmt: skip
# Of the ballot: who gives out codes does not count, and who counts gives out none; two count.
SEE_BALLOTS = ("ballots.view_ballot", "ballots.view_question", "ballots.view_option")
BALLOTS = ("ballot", "question", "option")
TERMS = ("terms", "quota", "occupation")
# Of notices: whether they arrived, for those who see every suggestion or keep the site; what they say.
SEND_NOTICES = ("notices.view_notice", "notices.send_again")
WORD_NOTICES = ("notices.view_noticetext", "notices.change_noticetext")
BIND = tuple(f"bindings.{action}_binding" for action in KEEP)  # numbers of reports to the records
# Of promises: who marks a sentence as one, who confirms it, and who says how far it is.
SEE_COMMITMENTS = "commitments.view_commitment"
PROPOSE_COMMITMENTS = (SEE_COMMITMENTS, "commitments.add_commitment")
MOVE_COMMITMENTS = (*PROPOSE_COMMITMENTS, "commitments.move_commitment")
CONFIRM_COMMITMENTS = (*MOVE_COMMITMENTS, "commitments.confirm_commitment")
CONDUCT_DRAWS = ("draws.view_draw", "draws.conduct_draw")  # of two people each step needs both

# What whoever moderates a talk may do to its questions, whatever else they are; the answer is approved by a reviewer.
MODERATED = frozenset(
    {
        Verb.REGISTER, Verb.ACCEPT, Verb.PROPOSE_DECLINE, Verb.DROP_DECLINE, Verb.DECLINE, Verb.MERGE, Verb.UNMERGE,
        Verb.ASSIGN, Verb.START, Verb.DRAFT_REPLY, Verb.RELEASE, Verb.TAKE_BACK, Verb.NOTE, Verb.READ_CONTACT,
    }
)  # fmt: skip

MATRIX = {
    Role.TRIAGE: Grant(
        every=frozenset(
            {
                Verb.REGISTER,
                Verb.ACCEPT,
                Verb.PROPOSE_DECLINE,
                Verb.DECLINE,
                Verb.DROP_DECLINE,
                Verb.MERGE,
                Verb.UNMERGE,
                Verb.ASSIGN,
                Verb.RECALL,
                Verb.INVOLVE,
                Verb.EXCUSE,
                Verb.NOTE,
                Verb.RECATEGORISE,
                Verb.CORRECT_INTAKE,
                Verb.RELEASE,
                Verb.TAKE_BACK,
                Verb.RELEASE_COMMENT,
                Verb.TAKE_BACK_COMMENT,
                Verb.NOTE_UNREACHABLE,
                Verb.ASK,
                Verb.CHASE,
                Verb.SET_STATUS,
                Verb.LABEL,
                Verb.READ_CONTACT,
                Verb.ADD_FILE,
                Verb.READ_FILE,
                Verb.RELEASE_FILE,
                Verb.TAKE_BACK_FILE,
                Verb.ERASE_FILE,
                Verb.REISSUE_RECEIPT,
                Verb.PROPOSE_ERASURE,
                Verb.DROP_ERASURE,
            }
        ),
        sees_every=True,
        permissions=(
            *READ,
            *CHECK_REPRESENTATIVES,
            *SEE_BALLOTS,
            "ballots.issue_codes",
            "draws.view_draw",
            *NOMINATE,
            *SEND_NOTICES,
            SEE_COMMITMENTS,
        ),
    ),
    Role.HANDLER: Grant(
        own=frozenset(
            {
                Verb.START,
                Verb.HAND_OVER,
                Verb.SEND_BACK,
                Verb.INVOLVE,
                Verb.EXCUSE,
                Verb.NOTE,
                Verb.ASK,
                Verb.DRAFT_REPLY,
                Verb.CORRECT_REPLY,
                Verb.NOTE_UNREACHABLE,
                Verb.ASK_EXTENSION,
                Verb.SET_STATUS,
                Verb.LABEL,
                Verb.READ_CONTACT,
                Verb.ADD_FILE,
                Verb.READ_FILE,
            }
        ),
        co=frozenset({Verb.CONTRIBUTE, Verb.NOTE}),
        permissions=(*READ, *MOVE_COMMITMENTS),
    ),
    Role.REVIEWER: Grant(
        own=frozenset(
            {
                Verb.REVIEW_REPLY,
                Verb.APPROVE_REPLY,
                Verb.RETURN_REPLY,
                Verb.DRAFT_REPLY,
                Verb.CORRECT_REPLY,
                Verb.APPROVE_CORRECTION,
                Verb.HAND_OVER,
                Verb.INVOLVE,
                Verb.EXCUSE,
                Verb.NOTE,
                Verb.RELEASE,
                Verb.TAKE_BACK,
                Verb.RELEASE_COMMENT,
                Verb.TAKE_BACK_COMMENT,
                Verb.SEND_BACK,
                Verb.REFUSE_EXTENSION,
                Verb.EXTEND,
                Verb.LABEL,
                Verb.ADD_FILE,
                Verb.READ_FILE,
                Verb.RELEASE_FILE,
                Verb.TAKE_BACK_FILE,
            }
        ),
        co=frozenset({Verb.CONTRIBUTE, Verb.NOTE}),
        permissions=(*READ, *MOVE_COMMITMENTS),
    ),
    Role.SUPERVISOR: Grant(
        every=frozenset(
            {
                Verb.DECLINE,
                Verb.DROP_DECLINE,
                Verb.REVOKE_DECLINE,
                Verb.ASSIGN,
                Verb.RECALL,
                Verb.SEND_BACK,
                Verb.INVOLVE,
                Verb.EXCUSE,
                Verb.NOTE,
                Verb.CHASE,
                Verb.SUPERVISE,
                Verb.LIFT_SUPERVISION,
                Verb.INSTRUCT,
                Verb.FULFIL_INSTRUCTION,
                Verb.CLOSE,
                Verb.REOPEN,
                Verb.ASK_EXTENSION,
                Verb.REFUSE_EXTENSION,
                Verb.EXTEND,
                Verb.TAKE_BACK,
                Verb.TAKE_BACK_COMMENT,
                Verb.NOTE_UNREACHABLE,
                Verb.SET_STATUS,
                Verb.LABEL,
                Verb.READ_FILE,
                Verb.TAKE_BACK_FILE,
                Verb.ERASE_FILE,
                Verb.PROPOSE_ERASURE,
                Verb.DROP_ERASURE,
                Verb.ERASE,
            }
        ),
        sees_every=True,
        permissions=(
            *READ,
            "reports.publish_report",
            "rounds.conduct_campaign",
            "portal.view_staffrecord",
            *SEE_REPRESENTATIVES,
            *SEE_BALLOTS,
            "ballots.close_ballot",
            "opinions.view_opinioncount",
            *CONDUCT_DRAWS,
            *NOMINATE,
            "awards.decide_award",
            *CORRECT,
            *SEND_NOTICES,
            *BIND,
            *CONFIRM_COMMITMENTS,
        ),
    ),
    # Above the supervisors: decides, and leaves the steps to those whose work they are.
    Role.LEADER: Grant(
        every=frozenset(
            {
                Verb.REVOKE_DECLINE,
                Verb.ASSIGN,
                Verb.RECALL,
                Verb.NOTE,
                Verb.SEND_BACK,
                Verb.CHASE,
                Verb.SUPERVISE,
                Verb.LIFT_SUPERVISION,
                Verb.INSTRUCT,
                Verb.FULFIL_INSTRUCTION,
                Verb.REOPEN,
                Verb.TAKE_BACK,
                Verb.TAKE_BACK_COMMENT,
                Verb.TAKE_BACK_FILE,
                Verb.ERASE,
            }
        ),
        sees_every=True,
        permissions=(
            *READ,
            "reports.publish_report",
            "rounds.conduct_campaign",
            "portal.view_staffrecord",
            *SEE_REPRESENTATIVES,
            *SEE_BALLOTS,
            "opinions.view_opinioncount",
            "draws.view_draw",
            *DECIDE,
            "bindings.view_binding",
            *CONFIRM_COMMITMENTS,
        ),
    ),
    Role.ADMINISTRATOR: Grant(
        permissions=(
            *(f"feedback.{action}_{model}" for model in REFERENCE for action in KEEP),
            *(f"reports.{action}_{model}" for model in ("report", "section", "figure") for action in KEEP),
            "feedback.view_rolename",
            "feedback.change_rolename",
            "opinions.view_opinioncount",
            "reports.publish_report",
            "rounds.conduct_campaign",
            *(f"portal.{action}_protectedword" for action in KEEP),
            *(f"auth.{action}_user" for action in ("view", "add", "change")),
            "portal.view_staffrecord",
            *SEE_REPRESENTATIVES,
            *(f"representatives.{action}_{model}" for model in TERMS for action in KEEP),
            *CONDUCT_DRAWS,
            *(f"draws.{action}_lottery" for action in KEEP),
            *(f"ballots.{action}_{model}" for model in BALLOTS for action in KEEP),
            "ballots.open_ballot",
            "ballots.close_ballot",
            *DECIDE,
            *(f"awards.{action}_quota" for action in KEEP[:3]),
            *(f"talks.{action}_talk" for action in KEEP),
            *(f"papers.{action}_delivery" for action in KEEP),
            *CORRECT,
            *(f"summaries.{action}_summarytemplate" for action in KEEP[1:]),
            *SEND_NOTICES,
            *WORD_NOTICES,
            *BIND,
            *PROPOSE_COMMITMENTS,
        ),
    ),
}


# Who decides which unit it is when the units disagree, and whose turn it always is.
OVERSEERS = frozenset({Role.SUPERVISOR, Role.LEADER})


def may(roles, verb, *, is_own, is_co=False):
    """Whether somebody with `roles` may do `verb` to a suggestion.

    `is_own`: whether it is with an own unit; `is_co`: whether an own unit takes part as a further one.
    """
    grants = [MATRIX[role] for role in roles]
    return any(
        verb in grant.every or (is_own and verb in grant.own) or (is_co and verb in grant.co) for grant in grants
    )


def sees_every(roles):
    """Whether somebody with `roles` sees the suggestions of all units."""
    return any(MATRIX[role].sees_every for role in roles)


def oversees(roles):
    """Whether somebody with `roles` stands above the units: a supervisor, or a leader of the bureau."""
    return not OVERSEERS.isdisjoint(roles)
