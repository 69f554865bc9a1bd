"""A log for tests: entries and what they open to, checkpoints, copies, and databases that were put back."""

from datetime import datetime

from portal.ledger import guards, kept, openings, sequencing
from portal.ledger.append import Statement, append
from portal.ledger.models import (
    Checkpoint,
    Cosignature,
    Day,
    Entry,
    Latest,
    Leaf,
    Log,
    Node,
    Publication,
    Stamp,
)
from portal.tlog import notes, tiles
from portal.tlog.tree import EMPTY_ROOT
from tests.factories import SHANGHAI
from tests.portal.tlog.signing import Cosigner

NOW = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)
KIND = "told"  # one that no app writes


def tell(subject="2026-0001", *, kind=KIND, at=NOW, written_at=NOW, **said):
    """Write one entry that says what is given."""
    [entry] = append(Statement(kind, subject, at, **said), written_at=written_at)
    return entry


def told_by(monkeypatch, fields, *, public=()):
    """Let the openings of the made-up kind be read from {primary key of an entry: fields}."""
    source = openings.Source(
        lambda entries: {one.pk: fields[one.pk] for one in entries if one.pk in fields},
        lambda entries: {one.pk for one in entries if one.pk in public},
    )
    monkeypatch.setitem(openings.SOURCES, KIND, source)


def state(*subjects, kind="receive", stage="received", at=NOW, **more):
    """Write an entry for each of these suggestions, which commits to a title."""
    return append(
        *[
            Statement(kind, subject, at, {"title": f"{subject} 的標題"}, source=1, campaign="2026", stage=stage, **more)
            for subject in subjects
        ],
        written_at=at if isinstance(at, datetime) else NOW,
    )


def signed(count, now=NOW):
    """A log with entries of `count` subjects; returns its checkpoint."""
    state(*[f"2026-{number:04}" for number in range(1, count + 1)], at=now)
    checkpoint = sequencing.sequence(now)
    while sequencing.sequence(now):
        checkpoint = Checkpoint.objects.newest()
    return checkpoint


def witnessed(checkpoint, name="witness.example", *, time=1_795_000_000):
    """Let a witness cosign; returns its key."""
    witness = Cosigner(name, name.encode().ljust(32, b"."))
    line = witness.cosign(notes.read(checkpoint.note).text, time).line
    Cosignature.objects.create(checkpoint=checkpoint, name=name, line=line, cosigned_at=NOW)
    return witness.key


def make_log(settings, tmp_path, monkeypatch):
    """A log of one entry, `told`, that anybody may open; signed at `NOW`, stamped, and followed by another log."""
    settings.LEDGER_STATE = tmp_path / "signed"
    entry = tell("told")
    told_by(monkeypatch, {entry.pk: {"title": "甲"}}, public={entry.pk})
    checkpoint = sequencing.sequence(NOW)
    Stamp.objects.create(checkpoint=checkpoint, token=b"a stamp", stamped_at=NOW)
    following = Log.objects.create(
        number=2, origin=f"{checkpoint.log.origin}/2", follows=checkpoint.note, opened_at=NOW
    )
    first = Checkpoint.objects.create(log=following, size=0, root=EMPTY_ROOT, note=checkpoint.note, signed_at=NOW)
    Publication.objects.create(checkpoint=first, published_at=NOW)
    return checkpoint


def sizes():
    return list(Checkpoint.objects.order_by("pk").values_list("size", flat=True))


def published():
    return list(Checkpoint.objects.published().order_by("pk").values_list("size", flat=True))


def subjects():
    """As they stand in the tree."""
    return list(Leaf.objects.order_by("log__number", "index").values_list("entry__subject", flat=True))


def is_whole():
    """Whether every entry has its place, once, and no place is empty."""
    indexes = list(Leaf.objects.order_by("index").values_list("index", flat=True))
    return (indexes, len(indexes), Log.objects.count()) == ([*range(len(indexes))], Entry.objects.count(), 1)


def mirrored(folder, number=1):
    """A copy of what is served of a log, in `folder`."""
    checkpoint = Checkpoint.objects.published().filter(log__number=number).newest()
    (folder / "checkpoint").write_text(checkpoint.note)
    levels = [(kept.ENTRIES, number, width) for level, number, width in tiles.tiles_of(checkpoint.size) if level == 0]
    for level, number, width in (*tiles.tiles_of(checkpoint.size), *levels):
        path = folder / "tile" / f"{level}" / tiles.address(number, width)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kept.made(checkpoint.log, level, number, width))
    return str(folder)


def restore(size, entries=None):
    """Put the database back to where the tree had `size` leaves, and as many entries, unless there were more."""
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True)[: entries or size])
    with guards.lifted():
        Publication.objects.filter(checkpoint__size__gt=size).delete()
        Checkpoint.objects.filter(size__gt=size).delete()
        Leaf.objects.filter(index__gte=size).delete()
        Node.objects.filter(level=1, index__gte=size // 256).delete()
        Day.objects.exclude(pk__in=Entry.objects.filter(pk__in=keys, kind="day").values("source")).delete()
        Entry.objects.exclude(pk__in=keys).delete()
    Latest.objects.exclude(subject__in=Entry.objects.filter(pk__in=keys).values("subject")).delete()


def forget(log):
    """Put the database back to before a log was opened; the entries stay."""
    with guards.lifted():
        Publication.objects.filter(checkpoint__log=log).delete()
        for each in (Checkpoint, Leaf, Node):
            each.objects.filter(log=log).delete()
        log.delete()
