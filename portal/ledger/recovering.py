"""When the database is not what was signed: take back what it lacks, or end the log and open the one that follows.

What is taken back are the entries, which hold nothing of what they commit to: the rows that a restored database lost
stay lost, and `verify_ledger` says so. Nobody should be writing meanwhile; a number that was given away twice stays a
conflict that only the end of the log solves.
"""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from portal.ledger import keys, sequencing, state, stored
from portal.ledger.adding import add_leaves
from portal.ledger.append import Statement, append
from portal.ledger.mirrors import Mirror, Missing
from portal.ledger.models import Checkpoint, Entry, Leaf, Log, Publication
from portal.ledger.openings import source_of
from portal.ledger.registries import RECOVERED, RESTATE
from portal.ledger.state import Refused
from portal.tlog import checkpoints, notes
from portal.tlog.notes import Untrusted
from portal.tlog.tiles import WIDTH

KIND = "log"


def take_back(place, now):
    """Take the entries that the database lacks from a mirror, and return how many; raises `Refused`.

    They are believed for the root alone that we signed ourselves: the mirror's checkpoint, which must continue the one
    that is kept.
    """
    mirror = Mirror(place)
    with sequencing.durable(), transaction.atomic():
        log = Log.objects.held() or _first(settings.LEDGER_ORIGIN, now)
        note, head = _head(mirror, log)
        kept = state.kept(log.origin)
        newest = Checkpoint.objects.of(log).newest()
        size = newest.size if newest else 0
        if kept and kept.size > max(size, head.size):
            raise Refused(gettext("鏡像比簽署過的還舊，補不全。請換一份鏡像，或者用 --end。"))
        subjects = _add_missing(mirror, log, size, head.size, now) if head.size > size else []
        if any(stored.tree(log, one.size).root != one.root for one in (head, kept) if one):
            raise Refused(gettext("數據庫裡的帳本和鏡像不是同一份。請用 --end。"))
        if head.size > size:
            newest = Checkpoint.objects.create(log=log, size=head.size, root=head.root, note=note, signed_at=now)
        keys.list_signers(log, now)
        for leave_out in RECOVERED:
            leave_out(subjects)
        state.write(newest.note)
        Publication.objects.get_or_create(checkpoint=newest, defaults={"published_at": now})
    return len(subjects)


def _head(mirror, log):
    """(note, checkpoint) of the mirror, signed by us; of the note our own signatures alone, each once."""
    ours = keys.known(log.origin)
    try:
        note = mirror.checkpoint()
        head = checkpoints.opened(note, ours, log.origin)
    except (Missing, Untrusted) as error:
        raise _unfit(error) from error
    text, signatures = notes.read(note)
    known = {(key.name, key.id) for key in ours}
    return notes.written(text, dict.fromkeys(one for one in signatures if (one.name, one.id) in known)), head


def _unfit(error):
    return Refused(gettext("鏡像不能用：%(why)s") % {"why": error})


def _add_missing(mirror, log, size, end, now):
    """Add the leaves from `size` up to `end`; returns their subjects."""
    subjects = []
    for number in range(size // WIDTH, -(-end // WIDTH)):
        try:
            found = mirror.entries(number, min(WIDTH, end - number * WIDTH))
        except Missing as error:
            raise _unfit(error) from error
        entries = _as_entries(found[max(0, size - number * WIDTH) :], now)
        add_leaves(log, max(size, number * WIDTH), entries)
        subjects += [entry.subject for entry in entries]
    return subjects


def _as_entries(data, now):
    """Rows of those entries: the ones that wait for a place here with the same bytes, and new ones without a salt."""
    try:
        told = [Entry.from_log(one, written_at=now) for one in data]
    except ValueError as error:
        raise _unfit(error) from error
    waiting = {
        (entry.subject, entry.sequence): entry
        for entry in Entry.objects.filter(subject__in={entry.subject for entry in told})
    }
    missing = []
    for entry in told:
        here = waiting.get((entry.subject, entry.sequence))
        if here and bytes(here.data) != entry.data:
            conflict = gettext("%(subject)s 的第 %(sequence)s 條記錄在恢復以後又寫了另一條。請用 --end。")
            raise Refused(conflict % {"subject": entry.subject, "sequence": entry.sequence})
        if not here:
            missing.append(entry)
    Entry.objects.bulk_create(missing, batch_size=500)
    return [waiting.get((entry.subject, entry.sequence), entry) for entry in told]


def end(now):
    """End the log and open the one that follows, whose first entry names the last checkpoint; returns the new `Log`.

    Raises `Refused` where the log can go on. Once it is open, `restate` states what stood in the old one.
    """
    if not state.trouble():
        raise Refused(gettext("帳本沒有問題，不需要結束。"))
    with sequencing.durable(), transaction.atomic():
        old, note = Log.objects.held(), _last_note()
        first, number = _followed(old, note)
        if not old:
            _first(first, now)
        log = Log.objects.create(number=number, origin=f"{first}/{number}", follows=note, opened_at=now)
        add_leaves(log, 0, append(Statement(KIND, "log", now, fields(log), source=log.pk), written_at=now))
        sequencing.sign(log, 1, now)
        state.begin(log.origin)
    sequencing.publish(now)
    return log


def restate(now):
    """State all anew that stood in a log that ended; repeated, what is missing. Returns whether there is one."""
    log = Log.objects.newest()
    if not log or log.number == 1:
        return False
    since = Leaf.objects.get(log=log, index=0).entry_id
    for state_anew in RESTATE:
        state_anew(now, since)
    return True


def _first(origin, now):
    return Log.objects.create(number=1, origin=origin, opened_at=now)


def _last_note():
    """What was signed last, as far as anybody here knows: the state, of whichever log, else the database.

    A state without an entry says only that an end was begun and interrupted: that log never was.
    """
    note = state.read()
    try:
        is_of_use = checkpoints.parsed(notes.verified(note, keys.known(note.partition("\n")[0]))).size > 0
    except Untrusted:
        is_of_use = False
    if not is_of_use:
        newest = Checkpoint.objects.newest()
        note = newest.note if newest else ""
    return note


def _followed(old, note):
    """(origin of the first log, number of the next one): after what the database has, and after what was signed."""
    signed = note.partition("\n")[0]
    first = Log.objects.order_by("number").first().origin if old else settings.LEDGER_ORIGIN
    past = signed.removeprefix(f"{first}/")
    return first, max(old.number if old else 1, int(past) if past.isdecimal() else 1) + 1


def fields(log):
    return {"origin": log.origin, "follows": log.follows}


def _fields_of(entries):
    logs = Log.objects.in_bulk([entry.source for entry in entries])
    return {entry.pk: fields(logs[entry.source]) for entry in entries if entry.source in logs}


source_of(KIND, fields=_fields_of, public=lambda entries: {entry.pk for entry in entries})
