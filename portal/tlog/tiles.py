"""Tiles of `tlog-tiles`: 256 hashes of one level side by side, their addresses, and the tree that they make up."""

import re

from portal.tlog.tree import EMPTY_ROOT, HASH_BYTES, root_of, split

WIDTH = 256
HEIGHT = 8  # levels of the tree within a tile
ADDRESS = re.compile(r"(?P<number>(?:x\d{3}/){0,5}\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?", re.ASCII)


def address(number, width=WIDTH):
    """`x001/x234/067` for tile 1234067, with `.p/<width>` where it is partial."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03}")
    return "/".join(parts) + ("" if width == WIDTH else f".p/{width}")


def parsed(text):
    """(number, width) of an address, None where it is not one as `address` writes it."""
    found = ADDRESS.fullmatch(text)
    if not found:
        return None
    number = int(re.sub("[x/]", "", found["number"]))
    width = int(found["width"] or WIDTH)
    return (number, width) if width <= WIDTH and address(number, width) == text else None


def width_of(level, number, size):
    """How many hashes the tile has in a tree of `size` leaves: 0 where there is none."""
    return min(max((size >> HEIGHT * level) - number * WIDTH, 0), WIDTH)


def tiles_of(size):
    """(level, number, width) of every tile of a tree of `size` leaves."""
    level = 0
    while hashes := size >> HEIGHT * level:
        for number in range(-(-hashes // WIDTH)):
            yield level, number, width_of(level, number, size)
        level += 1


def hashes_in(tile):
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def bundle(entries):
    """Entries one behind another, each after its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def entries_in(bundle):
    """The entries of a bundle; raises `ValueError` where it is cut off."""
    entries, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle) or at + 2 > len(bundle):
            raise ValueError("The bundle ends within an entry.")
        entries.append(bundle[at + 2 : end])
        at = end
    return entries


class Tiled:
    """A tree read from its tiles: `read(level, number, width)` gives the list of that many hashes of a tile."""

    def __init__(self, size, read):
        self.size = size
        self._read, self._tiles = read, {}

    def hashes(self, level, number):
        if (level, number) not in self._tiles:
            width = width_of(level, number, self.size)
            self._tiles[level, number] = self._read(level, number, width)
        return self._tiles[level, number]

    def span(self, start, end):
        """The hash over the leaves from `start` up to and without `end`, as RFC 6962 cuts them."""
        if start == end:
            return EMPTY_ROOT
        leaves = end - start
        if leaves & (leaves - 1) == 0 and start % leaves == 0:
            level, rest = divmod(leaves.bit_length() - 1, HEIGHT)
            first, wide = start >> HEIGHT * level, 1 << rest
            number, at = divmod(first, WIDTH)
            return root_of(self.hashes(level, number)[at : at + wide])
        middle = start + split(leaves)
        return root_of([self.span(start, middle), self.span(middle, end)])

    @property
    def root(self):
        return self.span(0, self.size)
