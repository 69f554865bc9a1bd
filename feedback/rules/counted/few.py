"""What is told of a few: counts, and no rate."""

from feedback.rules.counted.statistics import share

FEW = 5


def rate(part, whole):
    """`part` of `whole`; None of few."""
    return share(part, whole) if whole >= FEW else None
