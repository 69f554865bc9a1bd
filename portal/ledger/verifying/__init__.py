"""Whether the log is whole, and the tables still say what it commits to: what `manage.py verify_ledger` tells.

`tree` walks over the leaves once, in pieces of which one alone is in memory: hashes, tiles, roots, signatures.
`entries` looks at what the entries of a piece say, and at what they commit to. `whole` asks what no piece can answer.
"""
