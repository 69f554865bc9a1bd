"""Tiles as they are served: full ones from files, which a web server may hand out itself; partial ones from memory.

A tile never changes once its checkpoint was published, so nothing here is ever made anew. The files lie under the
addresses of their tiles, those of the second log within `2`.
"""

import os
from contextlib import suppress
from functools import lru_cache
from threading import get_ident

from django.conf import settings

from portal.ledger import stored
from portal.tlog import tiles
from portal.tlog.tiles import WIDTH, address

ENTRIES = "entries"  # stands in an address where a tile has its level
shown = {}  # {number of a log: its newest published checkpoint, when this process last asked}
MOST_PARTIAL = 64  # in each process; the largest bundles have 256 kB


def read(log, level, number, width):
    """The bytes of a tile that the published tree has; with `ENTRIES` as level, of the entries that it is over."""
    if width < WIDTH:
        return _partial(log, level, number, width)
    path = path_of(log, level, number)
    try:
        return path.read_bytes()
    except OSError:
        content = made(log, level, number, width)
        with suppress(OSError):  # a file that cannot be written is a convenience less
            _write(path, content)
        return content


def path_of(log, level, number):
    """Where a full tile lies."""
    root = settings.LEDGER_TILES if log.number == 1 else settings.LEDGER_TILES / f"{log.number}"
    return root / "tile" / f"{level}" / address(number)


def made(log, level, number, width):
    """The bytes as the tables have them."""
    if level == ENTRIES:
        return tiles.bundle(stored.entries(log, number, width))
    return b"".join(stored.hashes(log, level, number, width))


_partial = lru_cache(maxsize=MOST_PARTIAL)(made)


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # else a crash could leave it empty under its name, and that is served for ever
    draft.replace(path)


def forget():
    """Know nothing, as a process that was just started."""
    shown.clear()
    _partial.cache_clear()
