"""Whether a talk changed: each process asks for its revision every half second at most, however many read of it."""

from functools import lru_cache
from threading import Lock
from weakref import WeakSet

from feedback.talks.models import Talk
from portal.serving.generation import Pulse

MOST_TALKS = 64  # that a process knows of at once
_known, _knowing = WeakSet(), Lock()


@lru_cache(maxsize=MOST_TALKS)
def pulse_of(slug):
    """The `Pulse` of the published talk of this address; its value is empty while there is none."""
    pulse = Pulse(lambda: tuple(Talk.objects.published().filter(campaign__slug=slug).values_list("pk", "revision")))
    with _knowing:
        _known.add(pulse)
    return pulse


def forget():
    """Let this process look at its talks again: one of them changed here."""
    with _knowing:  # others may ask for talks, and for addresses that are none, meanwhile
        known = list(_known)
    for pulse in known:
        pulse.forget()
