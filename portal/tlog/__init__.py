"""A transparency log as C2SP describes it (`tlog-tiles`): tree, tiles, notes, checkpoints, proofs; without Django."""
