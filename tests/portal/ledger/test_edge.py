"""The edge of a tree, kept while its leaves are walked through, and the root of what was walked through so far."""

import pytest

from portal.ledger.verifying.tree import Edge
from portal.tlog.tree import leaf_hash, root_of


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 513, 66_000])
def test_the_edge_of_a_tree_has_its_root(size):
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]
    edge = Edge()
    for leaf in leaves:
        edge.add(leaf)
    assert edge.root == root_of(leaves)
