"""通知: when a notice that could not be handed over is tried again, and when that is given up."""

from datetime import timedelta

A_DAY = timedelta(days=1)
# So often one contact is told within a day that something was received: anybody may type a stranger's.
MOST_RECEIVED = 20


def pause_after(tries, minutes):
    """How long after its try number `tries` a notice waits; None once these pauses would come to more than a day.

    `minutes` are the pauses, of which the last is repeated. What counts are the tries: a worker that was away for two
    days gives nothing up that it never tried.
    """
    pauses = [timedelta(minutes=minutes[min(number, len(minutes) - 1)]) for number in range(tries)]
    return pauses[-1] if sum(pauses, timedelta()) <= A_DAY else None
