"""The tree of RFC 6962: its roots and proofs, against constants, the text of the standard, and the code of others."""

import random

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tlog.tree import (
    Unproven,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from tests.portal.tlog import naive
from tests.portal.tlog.trees import numbered, span_of, tree

pytestmark = pytest.mark.pure

# Of the entries b"0", b"1", …, computed by `naive.root`.
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "db3426e878068d28d269b6c87172322ce5372b65756d0789001d34835f601c03",
    2: "cb00989d94a569c0a678ae042b63dcd4625db96440517f37a6eb7976ea24ed4b",
    3: "725d5230db68f557470dc35f1d8865813acd7ebb07ad152774141decbae71327",
    255: "32f85bcaa87d7bcd05728f09e9aeba350ba6a2f733830087f0597682848be5cb",
    256: "828515d033c19d8c901f37eccb8aed919667703486f8d2fff1cf7040321c5db1",
    257: "1eda049a4351d86f76252bd7ec0b7746ad75b7fa0316ad5f541dbda458a312c4",
    65535: "74f13a0e1a75689372efb990cf68c664e44c763d9304844955b2eaff624e8df1",
    65536: "f025d06ed804859fd274a1bdacadd6e48ea87634aa91e1edb20143f9498cd02b",
    65537: "dc8795a25fd4bd52a0b84f639fd3139ba160824023d188e428eb5db0f3ce221a",
}
AROUND_TILES = [255, 256, 257, 65535, 65536, 65537]
ENTRIES = st.lists(st.binary(max_size=40), min_size=1, max_size=80)


@pytest.mark.parametrize("size", ROOTS)
def test_root(size):
    entries = numbered(size)
    assert root_of(list(map(leaf_hash, entries))).hex() == ROOTS[size]
    assert tree(entries).root.hex() == ROOTS[size]


@pytest.mark.parametrize("size", [size for size in ROOTS if size < 1000])
def test_the_constants_are_those_of_the_standard(size):
    assert naive.root(numbered(size)).hex() == ROOTS[size]


@pytest.mark.parametrize("size", AROUND_TILES)
def test_proofs_from_tiles_around_the_edges_of_tiles(size):
    tiled = tree(numbered(size))
    for index in {0, 1, 254, 255, 256, size // 2, size - 2, size - 1} & {*range(size)}:
        proof = inclusion_proof(tiled.span, index, size)
        check_inclusion(leaf_hash(b"%d" % index), index, size, proof, tiled.root)
    for old in {1, 2, 255, 256, 257, 65535, 65536, size - 1, size} & {*range(1, size + 1)}:
        proof = consistency_proof(tiled.span, old, size)
        check_consistency(old, tree(numbered(old)).root, size, tiled.root, proof)


def test_every_proof_of_small_trees_is_that_of_the_standard():
    for size in range(1, 20):
        entries = numbered(size)
        for index in range(size):
            assert inclusion_proof(span_of(entries), index, size) == naive.path(index, entries)
        for old in range(1, size + 1):
            assert consistency_proof(span_of(entries), old, size) == naive.proof(old, entries)
        assert consistency_proof(span_of(entries), 0, size) == []


@given(entries=ENTRIES, pick=st.randoms(use_true_random=False))
def test_anothers_code_has_the_same_roots_and_proofs(entries, pick):
    theirs = pymerkle.InmemoryTree.init_from_entries(entries)
    size, index, old = len(entries), pick.randrange(len(entries)), pick.randrange(1, len(entries) + 1)
    span = span_of(entries)
    root, old_root = span(0, size), span(0, old)
    assert (root, old_root) == (theirs.get_root(size), theirs.get_root(old))

    included = theirs.prove_inclusion(index + 1, size)
    assert included.path == [leaf_hash(entries[index]), *inclusion_proof(span, index, size)]
    check_inclusion(included.path[0], index, size, included.path[1:], root)
    pymerkle.verify_inclusion(leaf_hash(entries[index]), root, included, index=index + 1, size=size)

    # Theirs cuts the tree into other pieces; both lead from the same old root to the same new one.
    continued = theirs.prove_consistency(old, size)
    pymerkle.verify_consistency(old_root, root, continued, prior_size=old, later_size=size)
    check_consistency(old, old_root, size, root, consistency_proof(span, old, size))


@given(entries=ENTRIES, pick=st.randoms(use_true_random=False))
def test_a_proof_with_anything_changed_proves_nothing(entries, pick):
    size, index, old = len(entries), pick.randrange(len(entries)), pick.randrange(1, len(entries) + 1)
    span, leaf = span_of(entries), leaf_hash(entries[index])
    root, old_root = span(0, size), span(0, old)
    proof = inclusion_proof(span, index, size)
    for wrong in _damaged(proof, pick):
        with pytest.raises(Unproven):
            check_inclusion(leaf, index, size, wrong, root)
    with pytest.raises(Unproven):
        check_inclusion(_flipped(leaf), index, size, proof, root)
    with pytest.raises(Unproven):
        check_inclusion(leaf, index, size, proof, _flipped(root))
    proof = consistency_proof(span, old, size)
    for wrong in _damaged(proof, pick):
        with pytest.raises(Unproven):
            check_consistency(old, old_root, size, root, wrong)
    for roots in ((_flipped(old_root), root), (old_root, _flipped(root))):
        with pytest.raises(Unproven):
            check_consistency(old, roots[0], size, roots[1], proof)


def _damaged(proof, pick):
    """The proof with one hash more, and where it has one, with one less, and with one changed."""
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    if proof:
        at = pick.randrange(len(proof))
        yield proof[:at] + proof[at + 1 :]
        yield [*proof[:at], _flipped(proof[at]), *proof[at + 1 :]]


def _flipped(hash_):
    return bytes([hash_[0] ^ 1]) + hash_[1:]


def test_a_leaf_behind_the_end_and_a_tree_that_shrank_are_refused():
    with pytest.raises(ValueError, match="There is no leaf 3 in a tree of 3"):
        inclusion_proof(span_of(numbered(3)), 3, 3)
    with pytest.raises(ValueError, match="A tree of 4 leaves does not begin one of 3"):
        consistency_proof(span_of(numbered(3)), 4, 3)
    root = naive.root(numbered(3))
    for index in (-1, 3):
        with pytest.raises(Unproven, match="cannot be in a tree of 3"):
            check_inclusion(root, index, 3, [], root)
    for old in (-1, 0, 4):
        with pytest.raises(Unproven, match="cannot begin one of 3"):
            check_consistency(old, root, 3, root, [])


def test_what_is_no_hash_proves_nothing():
    hash_ = leaf_hash(b"0")
    for leaf, root, proof in [(b"", b"", []), (hash_, hash_, [b""]), (hash_[1:], hash_[1:], [])]:
        with pytest.raises(Unproven, match="a hash is not one"):
            check_inclusion(leaf, 0, 1, proof, root)
    with pytest.raises(Unproven, match="a hash is not one"):
        check_consistency(1, hash_, 2, hash_, [hash_ + b"0"])


def test_a_leaf_is_no_node():
    """An entry made of two hashes does not pass for the node over them."""
    left, right = leaf_hash(b"0"), leaf_hash(b"1")
    assert leaf_hash(left + right) != root_of([left, right])


def test_one_other_entry_is_another_root():
    entries = numbered(300)
    for index in random.Random(7).sample(range(300), 5):
        changed = [*entries[:index], b"changed", *entries[index + 1 :]]
        assert tree(changed).root != tree(entries).root
