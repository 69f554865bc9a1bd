"""How far a verb reaches: who reads what it leaves behind, which pages it changes, and whether it moves anything."""

from feedback.rules.workflow import ARROWS, FILE_VERBS, Verb

# What everybody may read in a timeline; the citizen with the receipt reads a little more, staff read all.
PUBLIC_VERBS = frozenset(
    {
        Verb.RECEIVE,
        Verb.REGISTER,
        Verb.ACCEPT,
        Verb.DECLINE,
        Verb.OBJECT,
        Verb.REVOKE_DECLINE,
        Verb.MERGE,
        Verb.UNMERGE,
        Verb.TAKE_MAIN,
        Verb.ASSIGN,
        Verb.RECALL,
        Verb.SEND_BACK,
        Verb.GIVE_BACK,
        Verb.INVOLVE,
        Verb.CONTRIBUTE,
        Verb.EXCUSE,
        Verb.START,
        Verb.APPROVE_REPLY,
        Verb.APPROVE_CORRECTION,
        Verb.RATE,
        Verb.NOTE_UNREACHABLE,
        Verb.REDO,
        Verb.SUPERVISE,
        Verb.LIFT_SUPERVISION,
        Verb.CLOSE,
        Verb.REOPEN,
        Verb.WITHDRAW,
        Verb.EXTEND,
        Verb.ERASE,
    }
)
# These the public reads where the unit changed, which their details tell as `from`; the rest is the unit's own affair.
UNIT_CHANGING_VERBS = frozenset({Verb.PASS_ON})
# The days of the office's own calendar are no news; that the day of a talk was moved is, and its details tell the day
# before as `talk_from`.
TALK_MOVING_VERBS = frozenset({Verb.RECOUNT_DAYS})
# After these the public pages show something else at once. A new suggestion may wait a few seconds to be counted.
PUBLISHING_VERBS = PUBLIC_VERBS - {Verb.RECEIVE, Verb.REGISTER} | {
    Verb.RELEASE,
    Verb.TAKE_BACK,
    Verb.RELEASE_COMMENT,
    Verb.TAKE_BACK_COMMENT,
    Verb.RELEASE_FILE,
    Verb.TAKE_BACK_FILE,
    Verb.ERASE_FILE,
    Verb.RECATEGORISE,
    Verb.CORRECT_INTAKE,
    Verb.SET_STATUS,
    *UNIT_CHANGING_VERBS,
}
# Of a question on the day of its talk these only add something to the public pages: they end none of those that are
# kept, or with every act of a moderator all readers would wait for theirs; the pages have it a few seconds later.
ADDING_VERBS = frozenset(
    {Verb.ACCEPT, Verb.DECLINE, Verb.ASSIGN, Verb.START, Verb.RELEASE, Verb.APPROVE_REPLY, Verb.MERGE}
)
# Urging, looking, asking for more days, the clock's own marks: after these a suggestion waits as it did before.
# Everything else moves it.
STILL_VERBS = frozenset(
    {
        Verb.EXCUSE,
        Verb.NOTE,
        Verb.CHASE,
        Verb.SUPERVISE,
        Verb.LIFT_SUPERVISION,
        Verb.INSTRUCT,
        Verb.FULFIL_INSTRUCTION,
        Verb.ASK_EXTENSION,
        Verb.REFUSE_EXTENSION,
        Verb.LAPSE_EXTENSION,
        Verb.RECOUNT_DAYS,
        Verb.DEAL_CARD,
        Verb.READ_CONTACT,
        Verb.REISSUE_RECEIPT,
        Verb.LABEL,
        Verb.RELEASE_COMMENT,
        Verb.TAKE_BACK_COMMENT,
        Verb.CHOOSE_NOTICES,
        Verb.PROPOSE_ERASURE,
        Verb.DROP_ERASURE,
        Verb.ERASE,
        *FILE_VERBS,
    }
)
# Looking and talking, and what is done to a file, which is bound to what was seen of it: after these nobody's page is
# stale, and whoever waited for something waits on.
QUIET_VERBS = frozenset({Verb.NOTE, Verb.READ_CONTACT, Verb.CHOOSE_NOTICES, *FILE_VERBS})
RECEIPT_VERBS = PUBLIC_VERBS | {
    Verb.ASK,
    Verb.ANSWER,
    Verb.RELEASE,
    Verb.TAKE_BACK,
    Verb.RELEASE_COMMENT,
    Verb.TAKE_BACK_COMMENT,
    Verb.RECATEGORISE,
    Verb.CORRECT_INTAKE,
    Verb.REISSUE_RECEIPT,
    Verb.CHOOSE_NOTICES,
    Verb.RELEASE_FILE,
    Verb.TAKE_BACK_FILE,
    Verb.ERASE_FILE,
}

# What goes with these is written for everybody, whether the text of the suggestion is public or not.
OPEN_NOTE_VERBS = frozenset({Verb.ERASE})

# What moved it to another place, person or stage; only what nobody moved since is given back to whoever had it.
MOVING_VERBS = frozenset(verb for verb in Verb if ARROWS[verb].to) | {
    Verb.UNMERGE,
    Verb.TAKE_MAIN,
    Verb.PROPOSE_DECLINE,
    Verb.HAND_OVER,
    Verb.PASS_ON,
    Verb.DRAFT_REPLY,
}


def ends_pages(verb, *, is_in_talk=False, was_public=False, had_unit=False):
    """Whether the pages that are kept end with the verb. What takes back, corrects or moves always ends them: of a text
    that `was_public` another wording is released, or it is declined; a suggestion that `had_unit` is taken from that.
    """
    if verb not in PUBLISHING_VERBS:
        return False
    changes = {Verb.RELEASE: was_public, Verb.DECLINE: was_public, Verb.ASSIGN: had_unit}
    return not (is_in_talk and verb in ADDING_VERBS and not changes.get(verb, False))


def is_public(verb, details):
    """Whether everybody may read an event of `verb` with these details."""
    return verb in PUBLIC_VERBS or is_change_of_unit(verb, details) or is_move_of_talk(verb, details)


def is_change_of_unit(verb, details):
    return verb in UNIT_CHANGING_VERBS and "from" in details


def is_move_of_talk(verb, details):
    """Whether the days were counted anew because the talk for which it was asked is on another day."""
    return verb in TALK_MOVING_VERBS and "talk_from" in details
