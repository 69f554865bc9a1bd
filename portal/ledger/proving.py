"""A proof that an entry is in the log, as one file that other people's programs read (C2SP `tlog-proof`)."""

from portal.ledger import keys, openings, promises, stored
from portal.ledger.models import Checkpoint
from portal.tlog import canonical
from portal.tlog.proofs import Proof
from portal.tlog.tree import inclusion_proof


def checkpoint_for(leaf):
    """The newest published checkpoint that covers a leaf: a cosigned one where there is any. None before there is one.

    Whoever trusts a witness needs ours less; the proof for a smaller tree says as much about its leaf.
    """
    covering = Checkpoint.objects.published().covering(leaf)
    return covering.cosigned().newest() or covering.newest()


def has_proof(entry):
    return entry.place is not None and Checkpoint.objects.published().covering(entry.leaf).exists()


def is_broken(entry, now):
    """Whether the promise of the receipt was not kept: the hour is over, and nothing that was published covers it."""
    return now >= entry.written_at + promises.KEPT_WITHIN and not has_proof(entry)


def proof_of(entry):
    """The text of the file, None until a published checkpoint covers the entry."""
    if not has_proof(entry):
        return None
    checkpoint = checkpoint_for(entry.leaf)
    hashes = inclusion_proof(stored.tree(checkpoint.log, checkpoint.size).span, entry.leaf.index, checkpoint.size)
    return Proof(entry.leaf.index, hashes, checkpoint.note_with_cosignatures(), canonical.written(told(entry))).text


def told(entry):
    """What the file tells beside the proof, for whoever holds the receipt: the entry, and what it commits to.

    The opening is what the tables say now: if it is not what was committed to, the file shows it.
    """
    said = {
        "entry": bytes(entry.data).decode(),
        "promise": promises.promise_of(entry),
        "keys": list(keys.rows_of(promises.origin_of(entry)).values_list("vkey", flat=True)),
    }
    if (fields := openings.opened([entry]).get(entry.pk)) is not None:
        said |= {"opening": openings.opening_of(fields).decode(), "salt": bytes(entry.salt).hex()}
    return said
