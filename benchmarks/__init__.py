"""What `make bench` runs, from `run`, and its last results: `results.md`, `results.svg`, `results.json`.

`loading` fills the databases, `references` are what the portal is held against, `processes` run them, `asking` asks,
and only ever this machine, `measuring` measures. `journeys` is for itself: what `make journeys` runs.
"""
