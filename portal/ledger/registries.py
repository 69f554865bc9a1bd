"""What apps say of what the log has.

For its commands: how to state all anew, whether the counts agree, what was taken back. For its pages: what a subject
is called, and what the codes in entries mean.
"""

from collections.abc import Callable
from typing import NamedTuple

RESTATE, COUNTS, RECOVERED = [], [], []
NAMES, WORDS = {}, {}


class Named(NamedTuple):
    """What sort of `thing` a subject is, its `title` (a text or a row), and the `address` of its public page."""

    thing: str
    title: object
    address: str


class Naming(NamedTuple):
    thing: str
    rows: Callable
    key: str
    title_of: Callable
    address_of: Callable


def restates(state):
    """Let `state(now, since)` write an entry for all that its app has and that has no entry newer than `since`.

    `since` is the primary key of the entry with which a follow-up log begins: what stood in the log that ended has to
    stand in this one too. It is called again where the command was interrupted: what it stated already, it leaves out.
    """
    RESTATE.append(state)
    return state


def counts(compare):
    """Let `compare()` yield a sentence for each number of the tables that the log, as of now, does not confirm."""
    COUNTS.append(compare)
    return compare


def recovers(leave_out):
    """Let `leave_out(subjects)` see to it that nothing new is given a number that the log took back from a mirror."""
    RECOVERED.append(leave_out)
    return leave_out


def names(subject, thing, *, rows, key="pk", title_of=lambda row: row, address_of=None):
    """Say what the subjects `<subject>/<key>` are called: `rows()` are those whose title and page anybody may read."""
    NAMES[subject] = Naming(thing, rows, key, title_of, address_of or (lambda row: row.get_absolute_url()))


def name_of(subject):
    """Its `Named`: of what nobody may read the key stands for the title; None where no app names such subjects."""
    beginning, _slash, key = subject.rpartition("/")
    naming = NAMES.get(beginning)
    if not naming:
        return None
    row = naming.rows().filter(**{naming.key: key}).first()
    return Named(naming.thing, naming.title_of(row), naming.address_of(row)) if row else Named(naming.thing, key, "")


def words(fact):
    """Let the function return {code: what it means, in the language of the page} of a `fact` of entries, `stage`.

    `opening.kind` is the field `kind` of openings.
    """

    def added(meanings):
        WORDS[fact] = meanings
        return meanings

    return added
