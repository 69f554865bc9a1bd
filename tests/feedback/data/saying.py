"""Ratings for tests that count no suggestions: so many receipts with the same word."""

from feedback.rules.counted.ratings import Ratings, Said
from feedback.rules.ratings import Meaning, Solved

GOOD, FAIR, BAD = "five_satisfied", "five_mostly_satisfied", "five_dissatisfied"


def ratings(*, good=0, fair=0, bad=0, silent=0, staffed=0, outcome=""):
    """`good`, `fair` and `bad` ones of citizens, the bad ones ended in `outcome`; `staffed` are good."""
    said = {
        Said(GOOD, Solved.SOLVED, meaning=Meaning.CONTENT): good,
        Said(GOOD, Solved.SOLVED, is_on_staff_receipt=True, meaning=Meaning.CONTENT): staffed,
        Said(FAIR, Solved.PARTLY, meaning=Meaning.CONTENT): fair,
        Said(BAD, Solved.UNSOLVED, outcome, meaning=Meaning.LOW): bad,
        Said(): silent,
    }
    return Ratings({one: number for one, number in said.items() if number})
