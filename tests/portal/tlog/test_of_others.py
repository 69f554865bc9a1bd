"""Data that other people's programs made: their log is verified, ours makes the same, and their proofs are judged."""

import base64
import json
import os
from pathlib import Path

import pytest

from portal.tlog.checkpoints import opened
from portal.tlog.notes import key_of
from portal.tlog.tiles import address, bundle, entries_in, hashes_in, tiles_of
from portal.tlog.tree import (
    EMPTY_ROOT,
    Unproven,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
)
from tests.portal.tlog.trees import tiles, tree

FOLDER = Path(os.environ.get("TLOG_TESTDATA") or "/nowhere")
LOG = "example.com/log/testdata"
KEY = key_of(f"{LOG}+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")

pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(
        not FOLDER.is_dir(),
        reason="TLOG_TESTDATA names no folder with log/ (transparency-dev/tessera, testdata/log) and proofs.jsonl"
        " (transparency-dev/merkle, testdata, one proof a line)",
    ),
]


def _checkpoint(name="checkpoint"):
    return opened((FOLDER / "log" / name).read_text(encoding="utf-8"), [KEY], LOG)


def _entries():
    return entries_in((FOLDER / "log/tile/entries" / address(0, 15)).read_bytes())


def test_their_log_is_verified_byte_by_byte():
    size = _checkpoint().size
    assert size == 15
    entries = _entries()
    for level, number, width in tiles_of(size):
        lying = (FOLDER / f"log/tile/{level}" / address(number, width)).read_bytes()
        assert hashes_in(lying) == [leaf_hash(entry) for entry in entries[:width]]
    assert tree(entries).root == _checkpoint().root


def test_ours_makes_their_tiles_bundles_and_roots_at_every_size():
    entries = _entries()
    assert _checkpoint("checkpoint.0").root == EMPTY_ROOT
    for size in range(1, 16):
        first = entries[:size]
        assert (FOLDER / "log/tile/entries" / address(0, size)).read_bytes() == bundle(first)
        assert (FOLDER / "log/tile/0" / address(0, size)).read_bytes() == b"".join(tiles(first)[0, 0])
        checkpoint = _checkpoint(f"checkpoint.{size}")
        assert (checkpoint.size, checkpoint.root) == (size, tree(first).root)


def test_each_of_their_checkpoints_continues_each_before_it():
    tiled = tree(_entries())
    for new in range(1, 16):
        at_new = _checkpoint(f"checkpoint.{new}")
        for index in range(new):
            check_inclusion(
                leaf_hash(_entries()[index]), index, new, inclusion_proof(tiled.span, index, new), at_new.root
            )
        for old in range(1, new + 1):
            proof = consistency_proof(tiled.span, old, new)
            check_consistency(old, _checkpoint(f"checkpoint.{old}").root, new, at_new.root, proof)


def _is_proven(case):
    proof = [base64.b64decode(one) for one in case["proof"] or ()]
    try:
        if case["kind"] == "inclusion":
            leaf, root = base64.b64decode(case["leafHash"]), base64.b64decode(case["root"])
            check_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, root)
        else:
            roots = base64.b64decode(case["root1"]), base64.b64decode(case["root2"])
            check_consistency(case["size1"], roots[0], case["size2"], roots[1], proof)
    except Unproven:
        return False
    return True


def test_all_their_proofs_are_judged_as_they_say():
    """An old size of 0, too, is an error to them."""
    cases = [json.loads(line) for line in (FOLDER / "proofs.jsonl").read_text(encoding="utf-8").splitlines()]
    judged = {(case["kind"], case["case"]): _is_proven(case) for case in cases}
    assert judged == {(case["kind"], case["case"]): not case["wantErr"] for case in cases}
    assert len(judged) == len(cases) > 190
    assert {case["wantErr"] for case in cases if case.get("size1") == 0} == {True}
