"""What later apps add to the sample: each in its `sample.py`, told by `sample_part` where it comes in turn."""

from portal.frame import Places

PARTS = Places()  # of functions of (cast, moment), in the order of their numbers


def sample_part(place):
    """Mark a function that loads a part of the sample year: it is given the `Cast` of staff and the moment.

    What it returns, if anything, are lines to print for whoever tries the sample.
    """
    return lambda load: PARTS.add(place, load)
