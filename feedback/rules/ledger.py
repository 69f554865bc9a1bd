"""What the public ledger says of a verb: whether it has an entry at all, and which words its entry commits to.

What nobody but the office knows of has none: not by a gap in the entries does anybody see that a contact was read,
a question asked or a draft written. No entry commits to a person, a unit, a contact or a remark among staff.
"""

from typing import NamedTuple

from feedback.rules.reach import PUBLIC_VERBS, TALK_MOVING_VERBS, UNIT_CHANGING_VERBS, is_public
from feedback.rules.workflow import Verb

# What everybody reads in a timeline, and what changes the words or the place in which everybody reads it.
STATED = PUBLIC_VERBS | {
    Verb.RELEASE,
    Verb.TAKE_BACK,
    Verb.RELEASE_COMMENT,
    Verb.TAKE_BACK_COMMENT,
    Verb.RECATEGORISE,
    Verb.CORRECT_INTAKE,
    Verb.SET_STATUS,
    Verb.RELEASE_FILE,
    Verb.TAKE_BACK_FILE,
    Verb.ERASE_FILE,
}
# These have one where their event is public.
SOMETIMES = UNIT_CHANGING_VERBS | TALK_MOVING_VERBS
INTERNAL = frozenset(
    {
        Verb.PROPOSE_DECLINE,
        Verb.DROP_DECLINE,
        Verb.PROPOSE_ERASURE,
        Verb.DROP_ERASURE,
        Verb.HAND_OVER,
        Verb.NOTE,
        Verb.ASK,
        Verb.ANSWER,
        Verb.DRAFT_REPLY,
        Verb.RETURN_REPLY,
        Verb.REVIEW_REPLY,
        Verb.CORRECT_REPLY,
        Verb.CHASE,
        Verb.INSTRUCT,
        Verb.FULFIL_INSTRUCTION,
        Verb.ASK_EXTENSION,
        Verb.REFUSE_EXTENSION,
        Verb.LAPSE_EXTENSION,
        Verb.DEAL_CARD,
        Verb.LABEL,
        Verb.READ_CONTACT,
        Verb.CHOOSE_NOTICES,
        Verb.ADD_FILE,
        Verb.READ_FILE,
        Verb.REISSUE_RECEIPT,
    }
)

# With one of these the entries of a suggestion begin.
FILED = frozenset({Verb.RECEIVE, Verb.REGISTER})
# What stood before there was a ledger is stated afterwards, and marked as such.
STANDING, STANDING_REPLY, STANDING_RATING = "standing", "standing_reply", "standing_rating"

# What came in, as it was stored after the form had cleaned it.
WORDING = ("title", "body", "kind")
# The reason that everybody reads.
WITH_NOTE = frozenset(
    {Verb.DECLINE, Verb.REVOKE_DECLINE, Verb.EXTEND, Verb.REOPEN, Verb.CORRECT_INTAKE, Verb.RECOUNT_DAYS, Verb.ERASE}
)
ANSWERS = frozenset({Verb.APPROVE_REPLY, Verb.APPROVE_CORRECTION})
# What else of an event is public: names among its details, of which some events have not all.
DETAILS = {
    Verb.REGISTER: ("channel", "arrived_on"),
    Verb.DECLINE: ("reason",),
    Verb.OBJECT: ("due_on",),
    Verb.REVOKE_DECLINE: ("due_on",),
    Verb.TAKE_MAIN: ("instead_of",),
    Verb.ERASE: ("reason",),
    Verb.RATE: ("level", "solved", "reason"),
    Verb.RELEASE: ("title", "body"),
    Verb.RELEASE_COMMENT: ("text",),
    Verb.REDO: ("due_on",),
    Verb.SUPERVISE: ("why",),
    Verb.LIFT_SUPERVISION: ("why", "supervised_on"),
    Verb.CLOSE: ("why",),
    Verb.REOPEN: ("due_on",),
    Verb.EXTEND: ("days", "due_on"),
    Verb.RECATEGORISE: ("to",),
    Verb.RECOUNT_DAYS: ("talk_from", "talk_on", "due_on"),
}
# What a citizen wrote is opened with the receipt alone, and so is what would say that it was corrected.
WITH_RECEIPT = FILED | {Verb.CORRECT_INTAKE, STANDING}


class Words(NamedTuple):
    """What an opening is made of: what goes with the event, and the texts it is about as they were at that moment."""

    note: str = ""
    details: dict = {}  # noqa: RUF012  never changed
    wording: dict = {}  # noqa: RUF012  {name: text} of `WORDING`
    reply: object = None


def has_entry(verb, details):
    return verb in STATED or is_public(verb, details)


def fields(verb, words):
    """{name: value} of what the entry of `verb` commits to."""
    found = {name: words.details[name] for name in DETAILS.get(verb, ()) if name in words.details}
    if verb in FILED:
        found |= {name: words.wording[name] for name in WORDING}
    if verb == Verb.CORRECT_INTAKE:
        found |= {name: words.wording[name] for name in WORDING if name in words.details["after"]}
    if verb in WITH_NOTE:
        found["note"] = words.note
    if verb in ANSWERS:
        found |= answered(words.reply)
    return found


def answered(reply):
    """Of an approved reply, which never changes."""
    found = {"text": reply.body, "outcome": reply.outcome, "outcome_reason": reply.outcome_reason}
    return found | ({"correction_note": reply.correction_note} if reply.correction_note else {})


def rated(rating):
    """Of what a receipt said of an answer, without the comment."""
    found = {"level": rating.level_id, "solved": rating.solved}
    return found | ({"reason": rating.reason_id} if rating.reason_id else {})
