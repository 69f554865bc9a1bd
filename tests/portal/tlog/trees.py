"""Trees for tests, from their entries."""

from portal.tlog.tiles import HEIGHT, WIDTH, Tiled, tiles_of
from portal.tlog.tree import leaf_hash, root_of


def numbered(size):
    """The entries b"0", b"1", …: of these are the roots that stand in the tests."""
    return [b"%d" % number for number in range(size)]


def tiles(entries):
    """{(level, number): hashes} of the tree of these entries."""
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) >= WIDTH:
        below = levels[-1]
        levels.append([root_of(below[at : at + WIDTH]) for at in range(0, len(below) - WIDTH + 1, WIDTH)])
    return {(level, number): levels[level][number * WIDTH :][:width] for level, number, width in tiles_of(len(entries))}


def tree(entries):
    made = tiles(entries)
    return Tiled(len(entries), lambda level, number, width: made[level, number][:width])


def span_of(entries):
    """`span` computed from all leaves, without tiles."""

    def span(start, end):
        return tree(entries[start:end]).root

    return span


assert WIDTH == 1 << HEIGHT
