"""關注: which steps of a suggestion are told to whoever follows it by mail, and how long a request to follow lives."""

from datetime import timedelta

from feedback.rules.acts import COUNTERS
from feedback.rules.workflow import Verb

# So long the mail that asks whether somebody really wants to follow may be answered.
CONFIRM_WITHIN = timedelta(hours=48)
# An act that is undone within this time is told to nobody.
TOLD_AFTER = timedelta(minutes=5)
# So many mails that ask for a confirmation one address gets in ASKED_WITHIN, whoever asks for them.
MOST_ASKED, ASKED_WITHIN = 3, timedelta(hours=24)
# An address from which so many mails came back is forgotten.
MOST_BOUNCED = 3

# Few: what somebody would look for who waits. Everything else stands on the page.
TOLD_VERBS = frozenset(
    {
        Verb.ACCEPT,
        Verb.DECLINE,
        Verb.REVOKE_DECLINE,
        Verb.MERGE,
        Verb.APPROVE_REPLY,
        Verb.APPROVE_CORRECTION,
        Verb.REDO,
        Verb.REOPEN,
        Verb.CLOSE,
    }
)
# 「我也遇到」 hears this and nothing else, once.
ANSWER = Verb.APPROVE_REPLY
# {what takes it back: what is no longer told}
UNTOLD = {COUNTERS[verb]: verb for verb in TOLD_VERBS if verb in COUNTERS}


def mailbox_of(address):
    """One name for all spellings that may end in one mailbox, by which it is counted how often that is asked."""
    name, _at, host = address.lower().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{host}"


def is_told(verb, *, is_for_answer):
    """Whether a step is told to a follower, who hears all that is told or the answer alone."""
    return verb == ANSWER if is_for_answer else verb in TOLD_VERBS


def is_open(asked_at, now):
    """Whether a request to follow, made at `asked_at`, may still be confirmed."""
    return now - asked_at < CONFIRM_WITHIN
