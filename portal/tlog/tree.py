"""The Merkle tree of RFC 6962, section 2.1: hashes, roots, and the two proofs.

A tree is known by `span(start, end)`, the Merkle tree hash of its leaves from `start` up to and without `end`; where
those hashes come from, `tiles` says. Hashes are 32 bytes. A proof is a list of them.
"""

from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


class Unproven(Exception):
    """A proof does not prove what it should."""


def leaf_hash(entry):
    return sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return sha256(b"\x01" + left + right).digest()


def split(size):
    """The greatest power of two below `size`, which is at least 2: where its tree falls into two."""
    return 1 << (size - 1).bit_length() - 1


def root_of(hashes):
    """The root over leaf hashes, or over the roots of full trees of one size."""
    if not hashes:
        return EMPTY_ROOT
    hashes = list(hashes)
    while len(hashes) > 1:
        pairs = [node_hash(*hashes[at : at + 2]) for at in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(pairs) * 2 :]
    return hashes[0]


def inclusion_proof(span, index, size):
    """That leaf `index` is in the tree of the first `size` leaves; section 2.1.1, the leaf's sibling first."""
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} in a tree of {size}.")
    return _path(span, index, 0, size)


def _path(span, index, start, end):
    if end - start == 1:
        return []
    middle = start + split(end - start)
    if index < middle:
        return [*_path(span, index, start, middle), span(middle, end)]
    return [*_path(span, index, middle, end), span(start, middle)]


def consistency_proof(span, old, new):
    """That the tree of the first `old` leaves begins that of the first `new` ones; section 2.1.2, empty for 0."""
    if not 0 <= old <= new:
        raise ValueError(f"A tree of {old} leaves does not begin one of {new}.")
    return _steps(span, old, 0, new, is_known=True) if 0 < old < new else []


def _steps(span, old, start, end, *, is_known):
    if start + old == end:
        return [] if is_known else [span(start, end)]
    middle = start + split(end - start)
    if old <= middle - start:
        return [*_steps(span, old, start, middle, is_known=is_known), span(middle, end)]
    return [*_steps(span, old - (middle - start), middle, end, is_known=False), span(start, middle)]


def check_inclusion(leaf, index, size, proof, root):
    """Raise `Unproven` unless `proof` leads from the hash of leaf `index` to the `root` of a tree of `size`."""
    if not 0 <= index < size:
        raise Unproven(f"leaf {index} cannot be in a tree of {size}")
    _require_hashes(leaf, root, *proof)
    computed, at, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            raise Unproven("the proof is too long")
        if at % 2 or at == last:
            computed = node_hash(step, computed)
            while at and not at % 2:
                at, last = at // 2, last // 2
        else:
            computed = node_hash(computed, step)
        at, last = at // 2, last // 2
    if last:
        raise Unproven("the proof is too short")
    if computed != root:
        raise Unproven("the proof leads to another root")


def check_consistency(old, old_root, new, new_root, proof):
    """Raise `Unproven` unless `proof` shows that the tree of `old` leaves, at least one, begins that of `new`."""
    if not 0 < old <= new:
        raise Unproven(f"a tree of {old} leaves cannot begin one of {new}")
    _require_hashes(*proof)
    if old == new:
        if proof or old_root != new_root:
            raise Unproven("one size has two roots" if old_root != new_root else "the proof is too long")
        return
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at // 2, last // 2
    steps = iter(proof)
    began = ended = next(steps, None) if at else old_root
    if began is None:
        raise Unproven("the proof is too short")
    for step in steps:
        if last == 0:
            raise Unproven("the proof is too long")
        if at % 2 or at == last:
            began, ended = node_hash(step, began), node_hash(step, ended)
            while at and not at % 2:
                at, last = at // 2, last // 2
        else:
            ended = node_hash(ended, step)
        at, last = at // 2, last // 2
    if last:
        raise Unproven("the proof is too short")
    if began != old_root:
        raise Unproven("the proof does not begin with the old root")
    if ended != new_root:
        raise Unproven("the proof leads to another root")


def _require_hashes(*hashes):
    if any(len(one) != HASH_BYTES for one in hashes):
        raise Unproven("a hash is not one")
