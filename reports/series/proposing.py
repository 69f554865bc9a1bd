"""Which figures of two reports tell of the same thing: by name, unit, and the heading they stand under."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from reports.importer.names import key_of

ALIKE, ALIKE_UNDER_ONE_HEADING = 0.75, 0.6  # of the name
SAME_HEADING = 0.5
WEIGHT_OF_HEADING = 0.1


@dataclass(frozen=True)
class Trait:
    """What a figure is recognised by; of a change the unit says nothing, for it may be told in percent or in number."""

    key: str
    unit: str
    is_change: bool
    heading: str

    @classmethod
    def of(cls, figure):
        return cls(figure.key, figure.unit, figure.is_change, key_of(figure.section.heading))


def likeness(one, other):
    """How alike two figures of two reports are: 0 for not, the more the better."""
    if not one.is_change and not other.is_change and one.unit != other.unit:
        return 0
    name = _alike(one.key, other.key)
    if name < ALIKE_UNDER_ONE_HEADING:
        return 0
    heading = _alike(one.heading, other.heading)
    least = ALIKE_UNDER_ONE_HEADING if heading >= SAME_HEADING else ALIKE
    return name + WEIGHT_OF_HEADING * heading if name >= least else 0


def _alike(one, other):
    """From 0 to 1, by the pairs of characters that both have."""
    if one == other:
        return 1.0
    pairs, others = _pairs(one), _pairs(other)
    return 2 * (pairs & others).total() / ((pairs.total() + others.total()) or 1)


@lru_cache(maxsize=10_000)
def _pairs(text):
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def proposed(figures, known, *, told=()):
    """{key of figure: key of series} for `figures` of one report, {key: Trait}.

    `known` are the traits of each series in other reports, {key: [Trait]}. A series gets one value and one change of a
    report at most, the likest; `told` are the (series, is change) which that report tells already. Two series that are
    as like leave it to the person.
    """
    ranked = sorted(
        ((_most(trait, traits), key, series) for key, trait in figures.items() for series, traits in known.items()),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    best = {}
    for like, key, _series in ranked:
        if like:
            best.setdefault(key, []).append(like)
    found, taken = {}, set(told)
    for like, key, series in ranked:
        is_tied = best.get(key, []).count(like) > 1
        place = series, figures[key].is_change
        if like and like == best[key][0] and not is_tied and key not in found and place not in taken:
            found[key] = series
            taken.add(place)
    return found


def _most(trait, others):
    return max((likeness(trait, other) for other in others), default=0)
