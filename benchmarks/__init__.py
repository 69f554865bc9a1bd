"""What `make bench` runs, from `run`, and its last results: `results.md`, `results.svg`, `results.json`.

`loading` fills the databases, `references` are what the portal is held against, `against_references`, `submitting` and
`growing` measure; `wrk`, `openloop` and `citizen` ask, and only ever this machine.
`journeys` is for itself: what `make journeys` runs.
"""
