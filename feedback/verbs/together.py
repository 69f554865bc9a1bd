"""Several verbs as one act: all of them or none."""

from portal.serving import generation


@generation.publishing()
def together(suggestion, steps, *, by, now):
    """Do `steps`, pairs of a verb and its arguments, in their order; what one refuses undoes those before it.

    Each locks, checks and records for itself. After `Refused` the object in memory is to be thrown away.
    """
    for verb, arguments in steps:
        getattr(suggestion, verb)(**arguments, by=by, now=now)
