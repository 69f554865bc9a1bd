"""The promise of a receipt: we signed that an entry will be in the log. Nothing of it is stored; it is made anew.

An entry that was promised and is not in the log an hour later proves by itself that something is missing.
"""

import base64
from datetime import timedelta

from portal.ledger import keys
from portal.ledger.append import hash_of, moment
from portal.tlog import notes

KEPT_WITHIN = timedelta(hours=1)


def promise_of(entry):
    """The signed note: key name, subject, moment at which it was written, hash of its leaf."""
    signers = keys.receipt_signers(origin_of(entry))
    lines = [signers[0].key.name, entry.subject, moment(entry.written_at), hash_in_base64(entry)]
    return notes.signed("\n".join(lines) + "\n", *signers)


def on_paper(entry):
    """What the second code of a paper receipt says: number, salt, hash; with them the words can be checked later."""
    return "\n".join([entry.subject, bytes(entry.salt).hex(), hash_in_base64(entry)])


def key_of(origin):
    """The public key that receipts pin while a log is written under this origin."""
    return keys.receipt_signers(origin)[0].key


def hash_in_base64(entry):
    return base64.b64encode(hash_of(entry)).decode()


def origin_of(entry):
    """Of the log that an entry is in, or will be in."""
    return entry.place.log.origin if entry.place else keys.origin()
