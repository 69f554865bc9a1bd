"""The map of the districts: a schematic of tiles in rows and columns, north up; no borders, no queries."""

from dataclasses import dataclass
from unicodedata import east_asian_width

LARGEST = 12  # rows, and columns
WIDTH, HEIGHT, GAP = 96, 64, 6  # of a tile, in the units of the drawing
ROOM = WIDTH - 10  # for a name
TYPE, SMALLEST = 21, 11
SHADES = 4


@dataclass(frozen=True)
class Tile:
    """Where a tile stands in the drawing, the lines of its name with their baselines, that of its number."""

    x: int
    y: int
    lines: tuple  # of (baseline, text)
    type_size: float
    number_y: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def middle(self):
        return self.x + self.width // 2


def laid_out(places, names):
    """({key: Tile}, width, height) of {key: (row, column)}; rows and columns outside all of them are left out.

    `names` has the name that each is to show.
    """
    if not places:
        return {}, 0, 0
    rows, columns = zip(*places.values(), strict=True)
    tiles = {
        key: _tile((column - min(columns)) * (WIDTH + GAP), (row - min(rows)) * (HEIGHT + GAP), names[key])
        for key, (row, column) in places.items()
    }
    return tiles, _span(columns, WIDTH), _span(rows, HEIGHT)


def _span(numbers, size):
    count = max(numbers) - min(numbers) + 1
    return count * (size + GAP) - GAP


def _tile(x, y, name):
    lines, size = _fitted(name)
    baselines = (25,) if len(lines) == 1 else (19, 19 + round(size))
    return Tile(
        x, y, tuple((y + base, line) for base, line in zip(baselines, lines, strict=True)), size, y + HEIGHT - 10
    )


def _fitted(name):
    """The name in one line or two, and the size of type in which they have room; what has none ends in an ellipsis."""
    lines = [name] if _size(name) >= TYPE - 4 else _halves(name)
    size = min(_size(line) for line in lines)
    if size < SMALLEST:
        lines, size = [_cut(line) for line in lines], SMALLEST
    return lines, min(size, TYPE if len(lines) == 1 else TYPE - 4)


def _size(line):
    """The largest type in which a line has room."""
    return round(ROOM / max(_ems(line), 0.1), 1)


def _ems(line):
    """About how wide a line is, in ems: a Chinese character is one."""
    return sum(1 if east_asian_width(sign) in "WF" else 0.98 if sign in "WMmw@%" else 0.7 for sign in line)


def _halves(name):
    """In two lines as alike as can be, between words where there are any."""
    spaces = [place for place, sign in enumerate(name) if sign == " "]
    at = min(spaces or range(1, len(name)), key=lambda place: max(_ems(name[:place]), _ems(name[place:])))
    return [name[:at].strip(), name[at:].strip()]


def _cut(line):
    if _size(line) >= SMALLEST:
        return line
    while _size(f"{line}…") < SMALLEST:
        line = line[:-1]
    return f"{line}…"


def shade(number, most):
    """From 0 for none to `SHADES` for the most, rising as the number does."""
    return -(-number * SHADES // most) if most else 0
