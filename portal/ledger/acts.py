"""What an app publishes: how its entry is written, read again from the row, and stated where there is none yet.

An app keeps one `Act` for each thing it publishes, in the `ledger.py` of its room, and its verb calls `write`.
"""

from functools import reduce

from django.db.models import Max

from portal.ledger import erasing, openings
from portal.ledger.append import Statement, append
from portal.ledger.models import Entry, Kept
from portal.ledger.standing import standing, without_entry

ACTS = {}  # {kind of entry: Act}


class Act:
    """One row, and what it says never changes once it is published.

    `kinds` are those of its entries, the one of most first. `standing` is the kind of what was there before the log.
    The subject is `<subject>/<key>`, `key` a path of fields. `rows()` are those that were published, and `fields` makes
    of one what is committed to. `public()` are those of which anybody may read now what they say.
    """

    keeps = False

    def __init__(self, *kinds, standing, subject, rows, fields, public, key="pk"):
        self.kinds, self.standing = kinds, standing
        self.subject, self.key = subject, key
        self.rows, self.fields, self.public = rows, fields, public
        _register(self)

    def write(self, row, at, kind=""):
        """Append the entry of what was just done to `row`, in its transaction: a moment, or a day where nobody did it.

        The row is read again: what is committed to is what is stored.
        """
        [stored] = self.rows().filter(pk=row.pk)
        return append(self.statement(stored, at, kind or self.kinds[0]))

    def statement(self, row, at, kind):
        return Statement(kind, self.subject_of(row), at, self.fields(row), source=row.pk, keeps=self.keeps)

    def subject_of(self, row):
        return f"{self.subject}/{reduce(getattr, self.key.split('__'), row)}"

    def erase(self, row, now):
        """Words of `row` are erased, in the transaction of the caller: nobody opens its entries any more.

        Not of what is `Changing`, for what it keeps stays.
        """
        erasing.erase(self.subject_of(row), now, source=row.pk, kind__in=(*self.kinds, self.standing))

    def missing(self, now):
        """A statement of each row that no entry speaks of."""
        for row in without_entry(self.rows(), self.subject, *self.kinds, self.standing, key=self.key):
            yield self.statement(row, now, self.standing)

    def read(self, entries):
        """{primary key of an entry: what its row says}"""
        rows = self.rows().in_bulk({entry.source for entry in entries})
        return {entry.pk: self.fields(rows[entry.source]) for entry in entries if entry.source in rows}

    def shown(self, entries):
        """The primary keys of those entries of whose rows anybody may read what they say."""
        sources = {entry.source for entry in entries}
        public = set(self.public().filter(pk__in=sources).values_list("pk", flat=True))
        return {entry.pk for entry in entries if entry.source in public}


class Changing(Act):
    """What a row says may be changed, by a further act of the same subject: of each entry its opening is kept.

    The newest entry of a subject is read from the row, so that a change without an act is seen; those before it from
    what was kept. `may_go`: the row may be deleted without an act. `tells_history`: what it said before stays public.
    """

    keeps = True

    def __init__(self, *args, may_go=False, tells_history=False, **kwargs):
        self.may_go, self.tells_history = may_go, tells_history
        super().__init__(*args, **kwargs)

    def read(self, entries):
        newest = _newest(entries)
        now = super().read([entry for entry in entries if entry.pk in newest])
        before = [entry.pk for entry in entries if entry.pk not in (now if self.may_go else newest)]
        return {one.pk: openings.read(one.opening) for one in Kept.objects.filter(pk__in=before)} | now

    def shown(self, entries):
        found = super().shown(entries)
        return found if self.tells_history else found & _newest(entries)


def _newest(entries):
    """The primary keys of those entries behind which there is none of their subject."""
    subjects = {entry.subject for entry in entries}
    last = Entry.objects.filter(subject__in=subjects).order_by().values_list("subject").annotate(Max("sequence"))
    sequences = dict(last)
    return {entry.pk for entry in entries if entry.sequence == sequences[entry.subject]}


def _register(act):
    ACTS.update(dict.fromkeys((*act.kinds, act.standing), act))
    openings.source_of(*act.kinds, act.standing, fields=act.read, public=act.shown)
    standing(act.missing)
