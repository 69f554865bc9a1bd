"""What pages show of bindings: those of one number together, in the order of the report."""

from itertools import groupby


def by_figure(bindings):
    """[(figure, its bindings)], each figure once."""
    return [(figure, list(own)) for figure, own in groupby(bindings, key=lambda binding: binding.figure)]
