"""A log as files in a folder, as a mirror would keep it: written from entries, or downloaded from the site."""

from portal.tlog import canonical, notes
from portal.tlog.checkpoints import Checkpoint, parsed
from portal.tlog.notes import Signer
from portal.tlog.tiles import WIDTH, address, bundle, tiles_of
from tests.portal.tlog.trees import tiles, tree

SIGNER = Signer("log.example", b"1" * 32)


def entry(subject="2026-0001", sequence=1, *, stage="received", campaign="open", **said):
    said = {"v": 1, "kind": "told", "at": "2026-11-27", "commitment": "0" * 64, **said}
    return canonical.written(said | {"subject": subject, "sequence": sequence, "stage": stage, "campaign": campaign})


def checkpoint(entries, *signers):
    """The signed note over the tree of these entries."""
    signers = signers or [SIGNER]
    return notes.signed(Checkpoint(signers[0].key.name, len(entries), tree(entries).root).text, *signers)


def write(folder, entries, *signers):
    """The whole log of these entries."""
    for (level, number), hashes in tiles(entries).items():
        _put(folder, f"tile/{level}/{address(number, len(hashes))}", b"".join(hashes))
        if level == 0:
            some = entries[number * WIDTH :][: len(hashes)]
            _put(folder, f"tile/entries/{address(number, len(hashes))}", bundle(some))
    _put(folder, "checkpoint", checkpoint(entries, *signers).encode())


def download(folder, client, prefix="/ledger"):
    """What the site serves; returns the entries as they can be read."""
    note = client.get(f"{prefix}/checkpoint").content
    _put(folder, "checkpoint", note)
    for level, number, width in tiles_of(parsed(notes.read(note.decode()).text).size):
        for of in [level] if level else ["entries", 0]:
            path = f"tile/{of}/{address(number, width)}"
            _put(folder, path, client.get(f"{prefix}/{path}").content)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _put(folder, path, content):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
