"""The public numbers: what a lottery draws, how what somebody typed is read, and the exact text that is made of it."""

import math
import re
from typing import NamedTuple

MOST_TYPED = 100  # characters
ENOUGH = 3  # lotteries: the draft counts three or four as bringing enough chance

# Part of every announcement, in the words of the office.
ENCODING = "每個號碼寫成十進制數，前面不補零，後面加一個點；每次開獎的號碼寫完，加一條斜線；各次開獎按公告的順序相接。"


class Kind(NamedTuple):
    """What one lottery draws: `count` numbers from `lowest` to `highest`, then `extra_count` from 1 to `extra_highest`.

    When `is_sorted`, no number comes twice and they are written in rising order, each of the two parts by itself; else
    as they were drawn.
    """

    name: str
    count: int
    lowest: int
    highest: int
    is_sorted: bool
    extra_count: int = 0
    extra_highest: int = 0

    @property
    def parts(self):
        """(how many, from, to) of each."""
        parts = [(self.count, self.lowest, self.highest), (self.extra_count, 1, self.extra_highest)]
        return [part for part in parts if part[0]]

    @property
    def bits(self):
        """How much chance its draw brings, in bits."""
        return sum(math.log2(self._ways(count, last - first + 1)) for count, first, last in self.parts)

    def _ways(self, count, of):
        return math.comb(of, count) if self.is_sorted else of**count


def read(kind, text):
    """The numbers that somebody typed with anything between them; ValueError when this lottery cannot draw them."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", text[:MOST_TYPED])]
    if len(numbers) != kind.count + kind.extra_count:
        raise ValueError(text)
    first = numbers[: kind.count]
    found = []
    for part, (_count, lowest, highest) in zip([first, numbers[kind.count :]], kind.parts, strict=False):
        is_repeated = kind.is_sorted and len({*part}) < len(part)
        if is_repeated or not all(lowest <= number <= highest for number in part):
            raise ValueError(text)
        found += sorted(part) if kind.is_sorted else part
    return found


def encoded(draws):
    """The text of the public numbers: each number with a dot behind it, each lottery with a stroke at its end."""
    return "".join("".join(f"{number}." for number in numbers) + "/" for numbers in draws)
