"""Wrong codes: they slow who tries them, and mark the ballot for the desk; the right code always opens."""

from datetime import timedelta

from portal.serving import limits, throttle

REMEMBERED = timedelta(days=60)  # longer than the phase


def refuses(request, ballot, *, now):
    """Whether too many wrong codes came from there; if not, this one is counted, for the ballot as well."""
    if throttle.refuses(limits.WRONG_CODE, request, now=now):
        return True
    throttle.count(_key(ballot), now=now, lasting=REMEMBERED)
    return False


def of(ballot, *, now):
    """How often wrong codes were tried at this ballot."""
    return throttle.how_often(_key(ballot), now=now)


def _key(ballot):
    return f"ballot:{ballot.pk}"
