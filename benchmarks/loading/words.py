"""What the citizens of the benchmark write: some thousands of different texts, made from parts of sentences."""

import tomllib
from dataclasses import dataclass
from itertools import accumulate, cycle, product
from pathlib import Path

MARK = "（示例資料）"
WAYS = 3  # to say the same of the same place
WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
PLACES = [(place["district"], name) for place in WORDS["place"] for name in place["names"]]


@dataclass(frozen=True)
class Text:
    """One suggestion as it is written, and the answers it may get."""

    title: str
    body: str
    district: str
    place: str
    category: str
    unit: str
    replies: tuple


class Library:
    """Every text there is; `draw` takes a random one, in the shares that the fields have."""

    def __init__(self):
        self.fields = [list(texts(field)) for field in WORDS["field"]]
        self.shares = list(accumulate(field["share"] for field in WORDS["field"]))

    def draw(self, random):
        (field,) = random.choices(self.fields, cum_weights=self.shares)
        return random.choice(field)


def texts(field):
    """Every subject of `field` at every place, in a few ways."""
    openings, closings = cycle(WORDS["openings"]), cycle(WORDS["closings"])
    for (title, what, wish), (district, place), _ in product(field["subjects"], PLACES, range(WAYS)):
        yield Text(
            title=f"{place}：{title}",
            body=f"{next(openings).format(place=place)}{what}{wish}{next(closings)}{MARK}",
            district=district,
            place=place,
            category=field["category"],
            unit=field["unit"],
            replies=tuple(reply.format(place=place) for reply in field["replies"]),
        )
