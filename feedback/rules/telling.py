"""Who is told what: the table beside the workflow, and what a later verb makes untrue. What it says is `Kind`."""

from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from feedback.rules.notices import Kind
from feedback.rules.reach import is_move_of_talk
from feedback.rules.workflow import Stage, Verb


class Whom(Enum):
    """Who of the staff, seen from a suggestion and what was just done to it."""

    NAMED = auto()  # its handler, or whoever stands in for that one
    TAKERS = auto()  # the handlers of its unit while nobody is named; without one, its reviewers, or triage
    UNIT = auto()  # the handlers and reviewers of its unit; without one, or while no unit has it, triage
    FURTHER_UNIT = auto()  # those of the unit that was asked to take part; without one, triage
    REVIEWERS = auto()  # those of its unit who have not written any of it
    GRANTERS = auto()  # the reviewers of its unit, who grant more days; without one, the supervisors
    DRAFTER = auto()  # who submitted the draft last
    ASKER = auto()  # who asked the citizen last
    TRIAGE = auto()
    SUPERVISORS = auto()


class Tells(NamedTuple):
    """What the citizen is told; `is_for_family`: those of the merged ones are told the same, whose answer it is."""

    kind: Kind
    is_for_family: bool = False


CITIZENS = {
    Verb.RECEIVE: Tells(Kind.RECEIVED),
    Verb.REGISTER: Tells(Kind.RECEIVED),
    Verb.ACCEPT: Tells(Kind.ACCEPTED),
    Verb.ASSIGN: Tells(Kind.ASSIGNED),
    Verb.ASK: Tells(Kind.ASKED),
    Verb.EXTEND: Tells(Kind.EXTENDED, is_for_family=True),
    Verb.APPROVE_REPLY: Tells(Kind.REPLIED, is_for_family=True),
    Verb.APPROVE_CORRECTION: Tells(Kind.CORRECTED, is_for_family=True),
    Verb.CLOSE: Tells(Kind.CLOSED, is_for_family=True),
    Verb.REDO: Tells(Kind.REDONE, is_for_family=True),
    Verb.REOPEN: Tells(Kind.RESUMED, is_for_family=True),
    Verb.DECLINE: Tells(Kind.DECLINED),
    Verb.REVOKE_DECLINE: Tells(Kind.RESUMED),
    Verb.MERGE: Tells(Kind.MERGED),
    Verb.UNMERGE: Tells(Kind.RESUMED),
    Verb.TAKE_MAIN: Tells(Kind.RESUMED),
}

# Of days that are counted anew, only that the talk was moved is news.
TALK_MOVED = Tells(Kind.RESCHEDULED, is_for_family=True)


def told_to_citizen(verb, stage, details=MappingProxyType({})):
    """What the citizen is told of `verb`, after which the suggestion is in `stage`; None where that is no news.

    An heir that is answered has its main one's answer, of which it was told: nothing begins anew.
    """
    if is_move_of_talk(verb, details):
        return TALK_MOVED
    return None if verb == Verb.TAKE_MAIN and stage == Stage.REPLIED else CITIZENS.get(verb)


HAS_IT = frozenset({Whom.NAMED, Whom.TAKERS})
STAFF = {
    Verb.ASSIGN: ((Kind.TO_ME, {Whom.NAMED}), (Kind.TO_UNIT, {Whom.TAKERS})),
    Verb.HAND_OVER: ((Kind.TO_ME, {Whom.NAMED}),),
    Verb.PASS_ON: ((Kind.TO_ME, {Whom.NAMED}), (Kind.TO_UNIT, {Whom.TAKERS})),
    Verb.REOPEN: ((Kind.TO_ME, {Whom.NAMED}), (Kind.TO_UNIT, {Whom.TAKERS})),
    Verb.SEND_BACK: ((Kind.SENT_BACK, {Whom.TRIAGE}),),
    Verb.GIVE_BACK: ((Kind.SENT_BACK, {Whom.TRIAGE}),),
    Verb.INVOLVE: ((Kind.INVOLVED, {Whom.FURTHER_UNIT}),),
    Verb.ANSWER: ((Kind.ANSWERED, HAS_IT | {Whom.ASKER}),),
    Verb.DRAFT_REPLY: ((Kind.TO_REVIEW, {Whom.REVIEWERS}),),
    Verb.CORRECT_REPLY: ((Kind.TO_REVIEW, {Whom.REVIEWERS}),),
    Verb.REVIEW_REPLY: ((Kind.TO_REVIEW, {Whom.REVIEWERS}),),
    Verb.RETURN_REPLY: ((Kind.RETURNED, {Whom.DRAFTER}),),
    Verb.ASK_EXTENSION: ((Kind.EXTENSION_ASKED, {Whom.GRANTERS}),),
    Verb.CHASE: ((Kind.CHASED, HAS_IT),),
    Verb.DEAL_CARD: ((Kind.CARD, {Whom.NAMED, Whom.UNIT}),),
    Verb.SUPERVISE: ((Kind.SUPERVISED, {Whom.NAMED, Whom.UNIT, Whom.SUPERVISORS}),),
    Verb.RATE: ((Kind.LOW_RATING, HAS_IT | {Whom.SUPERVISORS}),),  # a low one alone
    Verb.OBJECT: ((Kind.OBJECTED, {Whom.TRIAGE, Whom.SUPERVISORS}),),
    Verb.INSTRUCT: ((Kind.INSTRUCTED, HAS_IT),),
}
# What many get at once, from somebody who leaves or a unit that is dissolved, goes into the digest of each.
GATHERED = frozenset({Verb.PASS_ON, Verb.GIVE_BACK})

# These tell nobody: what is steps on the way, looking, and the desk's own tidying. Of a note, whom it speaks to is
# told beside it.
SILENT = frozenset(
    {
        Verb.PROPOSE_DECLINE, Verb.DROP_DECLINE, Verb.RECALL, Verb.CONTRIBUTE, Verb.EXCUSE, Verb.NOTE, Verb.START,
        Verb.NOTE_UNREACHABLE, Verb.RELEASE_COMMENT, Verb.TAKE_BACK_COMMENT, Verb.LIFT_SUPERVISION,
        Verb.FULFIL_INSTRUCTION, Verb.WITHDRAW, Verb.RELEASE, Verb.TAKE_BACK, Verb.RECATEGORISE, Verb.CORRECT_INTAKE,
        Verb.REFUSE_EXTENSION, Verb.LAPSE_EXTENSION, Verb.RECOUNT_DAYS, Verb.SET_STATUS, Verb.LABEL,
        Verb.READ_CONTACT, Verb.CHOOSE_NOTICES, Verb.ADD_FILE, Verb.READ_FILE, Verb.RELEASE_FILE, Verb.TAKE_BACK_FILE,
        Verb.ERASE_FILE, Verb.REISSUE_RECEIPT, Verb.PROPOSE_ERASURE, Verb.DROP_ERASURE, Verb.ERASE,
    }
)  # fmt: skip

HAND_IN = frozenset({Kind.TO_UNIT, Kind.TO_ME})
REVIEWED = frozenset({Kind.TO_REVIEW})
# What a unit has no business with any more once another one has it.
OF_UNIT = (
    HAND_IN
    | REVIEWED
    | {Kind.RETURNED, Kind.CARD, Kind.CHASED, Kind.ANSWERED, Kind.EXTENSION_ASKED, Kind.INSTRUCTED, Kind.ASSIGNED}
)
# After a verb, what of these kinds still waits to be sent about that suggestion would be untrue, or is no news.
OVERTAKEN = {
    Verb.ASSIGN: OF_UNIT | {Kind.SENT_BACK},
    Verb.RECALL: OF_UNIT,
    Verb.HAND_OVER: HAND_IN,
    Verb.PASS_ON: HAND_IN,
    Verb.SEND_BACK: OF_UNIT,
    Verb.GIVE_BACK: OF_UNIT,
    Verb.START: HAND_IN,
    Verb.EXCUSE: frozenset({Kind.INVOLVED}),
    Verb.ANSWER: frozenset({Kind.ASKED}),
    Verb.DRAFT_REPLY: REVIEWED | {Kind.RETURNED},
    Verb.CORRECT_REPLY: REVIEWED | {Kind.RETURNED},
    Verb.REVIEW_REPLY: REVIEWED,
    Verb.RETURN_REPLY: REVIEWED,
    Verb.APPROVE_REPLY: REVIEWED | {Kind.ASKED, Kind.EXTENSION_ASKED, Kind.CARD, Kind.CHASED, Kind.SUPERVISED},
    Verb.APPROVE_CORRECTION: REVIEWED,
    Verb.EXTEND: frozenset({Kind.EXTENSION_ASKED}),
    Verb.REFUSE_EXTENSION: frozenset({Kind.EXTENSION_ASKED}),
    Verb.LAPSE_EXTENSION: frozenset({Kind.EXTENSION_ASKED}),
    Verb.DEAL_CARD: frozenset({Kind.CARD}),
    Verb.LIFT_SUPERVISION: frozenset({Kind.SUPERVISED}),
    Verb.OBJECT: frozenset({Kind.DECLINED}),
    Verb.RATE: frozenset({Kind.RATE_AGAIN, Kind.REPLIED}),
    Verb.MERGE: HAND_IN | REVIEWED | {Kind.RESUMED, Kind.ASKED, Kind.MERGED},
    Verb.REDO: frozenset({Kind.RATE_AGAIN, Kind.REPLIED, Kind.CORRECTED, Kind.CLOSED}),
    Verb.CLOSE: frozenset({Kind.RATE_AGAIN}),
    Verb.UNMERGE: frozenset({Kind.MERGED}),
    Verb.TAKE_MAIN: frozenset({Kind.MERGED}),
    Verb.REVOKE_DECLINE: frozenset({Kind.DECLINED}),
    Verb.REOPEN: frozenset({Kind.CLOSED}),
    Verb.WITHDRAW: frozenset(Kind),
    Verb.ERASE: frozenset(Kind),
}
# Who had not been told yet what these take back needs not be told of it either.
TAKING_BACK = frozenset({Verb.UNMERGE, Verb.TAKE_MAIN, Verb.REVOKE_DECLINE, Verb.REOPEN})
