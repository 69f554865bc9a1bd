"""What a run may be told by variables: `make bench SIZES=10000 QUICK=1`."""

import os
from dataclasses import dataclass

SIZES = (10_000, 100_000, 1_000_000)
DESK_SMALL = 1_000
MAIN = 100_000  # the size at which the portal is held against the references

OF_EVERY_SIZE = {"growth", "desk"}  # parts


@dataclass(frozen=True)
class Options:
    sizes: tuple  # suggestions in the databases, ascending
    seconds: int  # of each single measuring
    rounds: int
    evening: int  # seconds of the evening hour
    talk: int  # seconds of the talk
    viewers: int  # of the talk
    port: int  # the first of five that are used
    keep: bool  # the databases stay, and those of an earlier run are taken as they are
    quick: bool
    only: tuple  # names of the parts that are measured; all of them when it is empty
    profile: str  # the name of a page whose profile is written, and nothing is measured

    @classmethod
    def of_environment(cls, given=os.environ):
        quick = bool(given.get("QUICK"))
        return cls(
            sizes=tuple(sorted(int(size) for size in given.get("SIZES", "").split())) or SIZES,
            seconds=int(given.get("SECONDS") or (2 if quick else 5)),
            rounds=int(given.get("ROUNDS") or (2 if quick else 5)),
            evening=int(given.get("EVENING") or (15 if quick else 60)),
            talk=int(given.get("TALK") or (10 if quick else 60)),
            viewers=int(given.get("VIEWERS") or (200 if quick else 2000)),
            port=int(given.get("PORT") or 8105),
            keep=bool(given.get("KEEP")),
            quick=quick,
            only=tuple(given.get("ONLY", "").split()),
            profile=given.get("PROFILE", ""),
        )

    @property
    def main(self):
        return MAIN if MAIN in self.sizes else self.sizes[-1]

    @property
    def needs_every_size(self):
        return not self.profile and not (self.only and set(self.only).isdisjoint(OF_EVERY_SIZE))

    @property
    def is_whole(self):
        """Whether the results are those to keep."""
        return not (self.quick or self.only)
