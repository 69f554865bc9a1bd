"""What was public before there was a log: each app says which of its things no entry speaks of yet.

What they state is marked as such by its kind, `standing_…`: nobody can check it against what was said at the time.
"""

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from portal.ledger.append import append
from portal.ledger.models import Entry, Log
from portal.ledger.registries import restates

STANDING = []
BATCHES = []


def standing(missing):
    """Mark `missing(now)`, which yields the `Statement`s that are missing; days that they claim are in their fields.

    Whoever calls appends what comes in one transaction, of which only one runs at a time; asked again there is nothing.
    """
    STANDING.append(missing)
    return missing


def standing_in_batches(state):
    """Mark `state(now)` of what is too much for one transaction: it appends by itself and yields how many each time."""
    BATCHES.append(state)
    return state


def state_all(now):
    """Append all that is missing; yields how many entries that were, again and again. Interrupted, it goes on."""
    for state in BATCHES:
        yield from state(now)
    with transaction.atomic():
        Log.objects.held()  # two of these state nothing twice; where there is no log yet, the second one fails
        stated = append(*(one for missing in STANDING for one in missing(now)))
    yield len(stated)


@restates
def restate(now, since):
    """In a follow-up log all is missing once more, but for what waited for its place when the other one ended."""
    for _count in state_all(now):
        pass


def of_newest_log():
    """The condition that an entry stands in the newest log, or waits for its place in it."""
    return Q(leaf__isnull=True) | Q(leaf__log=Log.objects.order_by("-number").values("pk")[:1])


def without_entry(rows, prefix, *kinds, key="pk"):
    """Those of a queryset of whose subject, `<prefix>/<key>`, the newest log has no entry of these kinds.

    An entry that waits for its place counts. After a log ended the next one knows nothing: all is missing once more.
    """
    entries = Entry.objects.filter(
        of_newest_log(), subject=OuterRef("ledger_subject"), source=OuterRef("pk"), kind__in=kinds
    )
    subject = Concat(Value(f"{prefix}/"), Cast(F(key), CharField()), output_field=CharField())
    return rows.annotate(ledger_subject=subject).filter(~Exists(entries)).order_by("pk")
