"""A mirror of the log: its files under their addresses, in a folder or at an address. It is believed nothing."""

import urllib.error
import urllib.request
from pathlib import Path

from portal.tlog import tiles
from portal.tlog.tiles import WIDTH, address

SECONDS = 30
MOST_BYTES = WIDTH * (2 + 0xFFFF)  # a bundle of the longest entries


class Missing(Exception):
    """The mirror does not have what it should have."""


class Mirror:
    def __init__(self, place):
        self._place = place.rstrip("/")
        self._is_remote = self._place.startswith(("https://", "http://"))

    def checkpoint(self):
        try:
            return self._read("checkpoint").decode()
        except UnicodeDecodeError as error:
            raise Missing(f"checkpoint: {error}") from error

    def entries(self, number, width):
        """The first `width` entries of a bundle; a mirror that went on may have more of them."""
        for path in dict.fromkeys([address(number, width), address(number)]):
            try:
                found = tiles.entries_in(self._read(f"tile/entries/{path}"))
            except (Missing, ValueError) as error:
                why = error
            else:
                if len(found) >= width:
                    return found[:width]
                why = f"tile/entries/{path}"
        raise Missing(str(why))

    def _read(self, path):
        try:
            if not self._is_remote:
                return (Path(self._place) / path).read_bytes()
            with urllib.request.urlopen(f"{self._place}/{path}", timeout=SECONDS) as answer:  # noqa: S310  https or http
                return answer.read(MOST_BYTES)
        except (OSError, urllib.error.URLError) as error:
            raise Missing(f"{path}: {error}") from error
