"""docs/architecture.svg, the rooms and their layers: `make picture`. Commit what it draws.

What stands above what, and what the wall parts, is read from the import contracts in pyproject.toml, so that it shows
no other layers than those that are proved. docs/architecture.toml has the words.
"""

import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/architecture.svg"
APPS = ("portal", "feedback", "reports")

WIDTH, EDGE, GAP, INSIDE = 1000, 20, 6, 12
LOW, HIGH, HEADING, LINE = 28, 42, 30, 18  # a room alone in its layer, rooms side by side, a panel's name, a line
FEEDBACK, BETWEEN, WALL = 630, 28, 12  # widths
SIZES = {"title": 20, "panel": 15, "name": 13, "line": 12, "small": 11.5}
# By the size of a letter its width, in the widest font that somebody may have, and how much wider a bold one is.
WIDTHS = {**dict.fromkeys("ijl.,:;'/ I", 0.34), **dict.fromkeys("frt-()", 0.42), **dict.fromkeys("mwMW", 0.98)}
OTHERS, HAN, BOLD = 0.63, 1, 8 / 7
STYLE = """
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #17202e; }
.title { font-size: 20px; font-weight: 700; } .panel { font-size: 15px; font-weight: 700; }
.name { font-size: 13px; font-weight: 600; } .line { font-size: 12px; fill: #4c5667; }
.small { font-size: 11.5px; fill: #4c5667; }
.ground { fill: #ffffff; } .room { fill: #ffffff; stroke: #b9c0ca; }
.feedback { fill: #e0ebf8; stroke: #9dbbe0; } .reports { fill: #def0e0; stroke: #9cc7a2; }
.portal { fill: #e8eaee; stroke: #bfc4cd; } .apart { fill: none; stroke: #0f4a8c; stroke-dasharray: 4 3; }
.desk { fill: #fbeae4; stroke: #d9927f; } .wall { fill: #b02e14; } .joint { stroke: #ffffff; stroke-width: 1.5; }
.arrow { fill: none; stroke: #4c5667; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #ece8de; } .line, .small { fill: #b4bcc9; } .ground { fill: #0f151e; }
  .room { fill: #171f2b; stroke: #45526a; } .feedback { fill: #172f4e; stroke: #3b5f92; }
  .reports { fill: #17361f; stroke: #3c7048; } .portal { fill: #2a3341; stroke: #4b576b; } .apart { stroke: #a9cdf8; }
  .desk { fill: #3b201a; stroke: #93503f; } .wall { fill: #ff9678; } .joint { stroke: #0f151e; }
  .arrow { stroke: #b4bcc9; }
}
"""


def contracts():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return config["tool"]["importlinter"]["contracts"]


def words():
    """{room: what is said of it}"""
    tables = tomllib.loads((ROOT / "docs/architecture.toml").read_text(encoding="utf-8"))
    return {room: line for table in tables.values() for room, line in table.items()}


def path_of(room):
    """Its folder or its file, as somebody looks for it."""
    path = room.replace(".", "/")
    return f"{path}/" if (ROOT / path).is_dir() else f"{path}.py"


def name_of(room):
    *_folders, name = path_of(room).rstrip("/").split("/")
    return name if name.endswith(".py") else f"{name}/"


def layers_of(contract):
    """The layers from the top down, each a list of rooms that do not import one another."""
    inside = [f"{container}." for container in contract.get("containers", [])] or [""]
    return [[f"{inside[0]}{room.strip()}" for room in layer.split("|")] for layer in contract["layers"]]


class House:
    """What the contracts say, as it is drawn."""

    def __init__(self):
        found = contracts()
        layers = [layers_of(contract) for contract in found if contract["type"] == "layers"]
        house = next(rows for rows in layers if ["feedback"] in rows)
        self.on_top, self.below = house[: house.index(["feedback"])], house[house.index(["reports"]) + 1 :]
        self.reports = next(rows for rows in layers if rows[0][0].startswith("reports."))
        self.desk = next(rows for rows in layers if rows[0][0].startswith("feedback.desk."))
        feedback = next(rows for rows in layers if ["feedback.rules"] in rows)
        wall = next(one for one in found if one.get("forbidden_modules") == ["feedback.desk"])
        apart = next(one for one in found if one["type"] == "independence")
        self.apart = apart["modules"]
        first = next(place for place, row in enumerate(feedback) if {*row} & {*wall["source_modules"]})
        last = max(place for place, row in enumerate(feedback) if {*row} & {*self.apart})
        self.above_wall, self.below_wall = feedback[:first], feedback[last + 1 :]
        parted = [room for row in feedback[first : last + 1] for room in row if room not in self.apart]
        self.public = [room for room in parted if room in wall["source_modules"]]
        on_both_sides = {".".join(module.split(".")[:2]) for module in wall["source_modules"]} - {*self.public}
        self.later = [row for row in feedback[first:last] if {*row} <= on_both_sides]
        others = {*self.public, *sum(self.later, []), "feedback.desk"}
        self.staff = [[room] for room in parted if room not in others]
        self.not_drawn = [one["name"] for one in found if one["type"] in ("forbidden", "protected") and one is not wall]
        drawn = {room for row in sum(layers, []) for room in row}
        self.by_name = [[room for room in words() if room not in drawn and room != "feedback.desk"]]


def rect(kind, x, y, width, height, round=4):
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round}"/>'


def width_of(kind, said):
    """In pixels, at most."""
    bold = BOLD if kind in ("title", "panel", "name") else 1
    return sum(WIDTHS.get(letter, HAN if letter > "\u2e80" else OTHERS) for letter in said) * SIZES[kind] * bold


def wrap(told, width):
    lines = [""]
    for word in told.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of("line", longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text(kind, x, y, said, room):
    """A line of text; one that `room` cannot hold is refused, so that none is cut."""
    if width_of(kind, said) > room:
        raise ValueError(f"Too long for {room:.0f} pixels: {said}")
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(said)}</text>'


def height_of(layers):
    return sum((LOW if len(layer) == 1 else HIGH) + GAP for layer in layers) - GAP if layers else 0


class Drawing:
    def __init__(self):
        self.parts, self.words = [], words()

    def stack(self, layers, x, y, width, gap=GAP):
        """The layers from `y` down; gives where they end."""
        column = max((width_of("name", name_of(layer[0])) for layer in layers if len(layer) == 1), default=0)
        for layer in layers:
            if len(layer) == 1:
                self._alone(layer[0], x, y, width, column)
                y += LOW + gap
            else:
                self.side_by_side(layer, x, y, width)
                y += HIGH + gap
        return y - gap

    def _alone(self, room, x, y, width, column):
        said = x + column + 22
        self.parts += [
            rect("room", x, y, width, LOW),
            text("name", x + 10, y + 19, name_of(room), column),
            text("line", said, y + 19, self.words[room], x + width - said - 6),
        ]

    def side_by_side(self, layer, x, y, width):
        needs = [max(width_of("name", name_of(room)), width_of("small", self.words[room])) for room in layer]
        spare = (width - sum(needs) - GAP * (len(layer) - 1)) / len(layer)
        for room, need in zip(layer, needs, strict=True):
            self.parts += [
                rect("room", x, y, need + spare, HIGH),
                text("name", x + 8, y + 17, name_of(room), need + spare - 10),
                text("small", x + 8, y + 33, self.words[room], need + spare - 10),
            ]
            x += need + spare + GAP

    def panel(self, kind, name, told, x, y, width, height):
        self.parts.append(rect(kind, x, y, width, height, round=8))
        self.parts.append(text("panel", x + INSIDE, y + 20, name, width))
        begins = INSIDE + width_of("panel", name) + 8
        self.parts.append(text("line", x + begins, y + 20, told, width - begins))

    def wall(self, x, y, height):
        """Bricks."""
        self.parts.append(rect("wall", x, y, WALL, height, round=0))
        for row, joint in enumerate(range(round(y) + 9, round(y + height), 9)):
            self.parts.append(f'<path class="joint" d="M{x:g} {joint}h{WALL}M{x + 4 + 4 * (row % 2):g} {joint}v-9"/>')

    def lines(self, told, x, y, width):
        """What is told, in as many lines as it takes from `y` down; gives where the next one would stand."""
        for line in wrap(told, width):
            self.parts.append(text("line", x, y, line, width))
            y += LINE
        return y


def draw():
    house, drawing = House(), Drawing()
    whole = WIDTH - 2 * EDGE
    parts = drawing.parts
    parts += [
        text("title", EDGE, 34, "The rooms and their layers", whole),
        text("line", EDGE, 56, "Drawn by make picture from the import contracts that make lint proves.", whole),
    ]
    y = 72

    height = HEADING + height_of(house.on_top) + INSIDE
    drawing.panel("portal", "portal/", "what stands on top of all", EDGE, y, whole, height)
    drawing.stack(house.on_top, EDGE + INSIDE, y + HEADING, whole - 2 * INSIDE)
    y += height + 10

    top, bottom = y, _feedback(house, drawing, y)
    _reports(house, drawing, top, bottom)
    y = bottom + 10

    height = HEADING + height_of(house.below) + INSIDE
    drawing.panel("portal", "portal/", "what no app is about", EDGE, y, whole, height)
    drawing.stack(house.below, EDGE + INSIDE, y + HEADING, whole - 2 * INSIDE)
    y += height + 10

    parts.append(text("line", EDGE, y + 14, "In portal/, found by name and imported by no room:", whole))
    y = drawing.stack(house.by_name, EDGE, y + 24, whole) + EDGE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y:g}" width="{WIDTH}" height="{y:g}" '
            'role="img" aria-label="The rooms of the portal and their layers">',
            f"<style>{STYLE}</style>",
            rect("ground", 0, 0, WIDTH, y, round=0),
            *parts,
            "</svg>\n",
        ]
    )


def _feedback(house, drawing, top):
    """Its layers, the wall among them; gives where it ends."""
    x, width = EDGE + INSIDE, FEEDBACK - 2 * INSIDE
    side = (width - WALL - 2 * GAP) / 2
    public = len(house.apart) * (HIGH + GAP) + GAP
    staff = HEADING + height_of(house.desk) + GAP + height_of(house.staff) + GAP
    above_pages = HIGH + GAP + height_of(house.later) + GAP
    parted = HEADING + above_pages + max(public, staff)
    height = HEADING + height_of(house.above_wall) + parted + height_of(house.below_wall) + 2 * GAP + INSIDE
    drawing.panel("feedback", "feedback/", "suggestions, answers, ratings", EDGE, top, FEEDBACK, height)
    y = drawing.stack(house.above_wall, x, top + HEADING, width) + GAP

    right = x + side + WALL + 2 * GAP
    drawing.parts.append(text("line", x, y + 17, "what the public reads", side))
    drawing.parts.append(text("line", right, y + 17, "behind the wall", side))
    begins, ends = y + HEADING - GAP, y + parted
    drawing.wall(x + side + GAP, begins, ends - begins)

    drawing.side_by_side(house.public, x, begins, side)
    drawing.lines("What follows has pages on either side: the wall runs through it.", right, begins + 16, side)
    y = drawing.stack(house.later, x, begins + HIGH + GAP, width) + GAP
    _pages_and_desk(house, drawing, x, right, y, ends, side)
    drawing.stack(house.below_wall, x, ends + GAP, width)
    return top + height


def _pages_and_desk(house, drawing, x, right, begins, ends, side):
    """On the left of the wall what the public reads, a page under the other, on its right the rooms of the desk."""
    drawing.parts.append(rect("apart", x, begins, side, ends - begins))
    step = (ends - begins - 2 * GAP - HIGH) / (len(house.apart) - 1)
    for place, page in enumerate(house.apart):
        drawing.side_by_side([page], x + GAP, begins + GAP + place * step, side - 2 * GAP)

    y = drawing.stack(house.staff, right, begins, side) + GAP
    drawing.parts.append(rect("desk", right, y, side, ends - y))
    drawing.parts.append(text("name", right + GAP + 10, y + 19, "desk/", side))
    drawing.parts.append(text("line", right + 62, y + 19, drawing.words["feedback.desk"], side - 62))
    y += HEADING
    gap = GAP + (ends - y - GAP - height_of(house.desk)) / (len(house.desk) - 1)
    drawing.stack(house.desk, right + GAP, y, side - 2 * GAP, gap)


def _reports(house, drawing, top, bottom):
    """How to read the picture, and below it the reports, which feedback imports."""
    x = EDGE + FEEDBACK + BETWEEN
    width = WIDTH - EDGE - x
    height = HEADING + height_of(house.reports) + INSIDE
    y = bottom - height
    drawing.panel("reports", "reports/", "a report a year", x, y, width, height)
    drawing.stack(house.reports, x + INSIDE, y + HEADING, width - 2 * INSIDE)
    middle = y + height / 2
    drawing.parts.append(
        f'<path class="arrow" d="M{x - BETWEEN + 3} {middle:g}h{BETWEEN - 7}m-7 -6l7 6l-7 6"/>',
    )

    told = [
        "A room may import what stands below it and nothing that stands above.",
        "Rooms side by side, and those in one dashed frame, do not import one another.",
        "The wall: nothing on its public side reaches the desk, directly or through others.",
        "feedback imports reports; reports know nothing of feedback.",
    ]
    drawing.parts.append(text("panel", x, top + 20, "How to read it", width))
    at = top + 44
    for line in told:
        at = drawing.lines(line, x, at, width) + 8
    drawing.parts.append(text("panel", x, at + 14, "Proved as well", width))
    at += 38
    for name in house.not_drawn:
        at = drawing.lines(name, x, at, width) + 8
    if at > y:
        raise ValueError("What is said beside the picture runs into the reports.")


if __name__ == "__main__":
    FILE.write_text(draw(), encoding="utf-8")
