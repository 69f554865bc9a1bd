"""A draw as everybody may read it, in the one form that the program and `manage.py draw_check` take."""

from django.utils import timezone


def published(draw):
    """What was announced, and what became of it. It names nobody: labels, groups, numbers, moments, reasons."""
    return {
        "state": draw.state,
        "announcement": draw.told,
        "digest": draw.digest,
        "entries": [{"at": moment(entry.at), "numbers": entry.numbers} for entry in draw.shown_entries()],
        "numbers": draw.numbers,
        "turns": [turn(each) | {"seal": each.seal} for each in draw.selections.all()],
        "seal": seal_of(draw),
        "aborted": {"at": moment(draw.aborted_at), "reason": draw.abort_reason} if draw.aborted_at else None,
        "secret": draw.revealed_secret,
    }


def turn(selection):
    """One selection, without the seal that is made of this."""
    return {
        "number": selection.number,
        "at": moment(selection.at),
        "code": selection.code,
        "leaves": selection.leaves,
        "why": str(selection.why),
        "out": selection.out,
        "order": selection.order,
        "chosen": selection.chosen,
    }


def seal_of(draw):
    """The seal of the last selection; before the first one, the digest of the announcement."""
    last = draw.selections.order_by("number").last()
    return last.seal if last else draw.digest


def moment(at):
    return timezone.localtime(at).isoformat(timespec="seconds")
