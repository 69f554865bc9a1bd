"""What the importer hands over: a report as read, before anything is saved."""

from dataclasses import dataclass, field
from decimal import Decimal

from reports.importer.names import heading_label, place_name, plain

PARTS = ("lower", "upper", "from_value", "numerator", "denominator")  # a figure has few of them, or none


@dataclass(frozen=True)
class ParsedFigure:
    """A number with a meaning; `paragraph[start:end] == text` in the section it belongs to.

    With a direction its value is by how much it went that way, less than 0 for down.
    """

    name: str
    value: Decimal
    unit: str
    approximation: str
    direction: str
    compared_year: int | None
    text: str
    start: int
    end: int
    paragraph: int = 0
    # Of a range, whose value is its lower end; of one that came from another value; of a fraction or a ratio.
    lower: Decimal | None = None
    upper: Decimal | None = None
    from_value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    doubts: tuple[str, ...] = ()  # why a person should look at it: codes of `doubts.py`, the gravest first

    @property
    def number(self):
        return plain(self.value)

    @property
    def is_change(self):
        return self.direction != ""

    @property
    def is_exact(self):
        """Whether it is one value without a word that makes it a round one: such can be added up and compared."""
        return not self.approximation and self.lower is None and self.denominator is None

    @property
    def is_approximate(self):
        return self.approximation != ""


@dataclass
class ParsedSection:
    anchor: str
    level: int
    numeral: str
    heading: str
    paragraphs: list[str] = field(default_factory=list)
    figures: list[ParsedFigure] = field(default_factory=list)

    @property
    def label(self):
        """The numeral and the heading, or the name of its place."""
        return heading_label(self.numeral, self.heading) or place_name(self.anchor)

    @property
    def texts(self):
        return [self.heading, *self.paragraphs]

    @property
    def length(self):
        return sum(map(len, self.texts))


@dataclass
class ParsedReport:
    title: str
    year: int | None
    sections: list[ParsedSection]
    is_title_made: bool = False

    @property
    def figures(self):
        return [(section, figure) for section in self.sections for figure in section.figures]

    def as_json(self):
        """The form `import_report --check` prints; values are JSON numbers."""
        return {
            "title": self.title,
            "year": self.year,
            "sections": [
                {
                    "anchor": section.anchor,
                    "level": section.level,
                    "numeral": section.numeral,
                    "heading": section.heading,
                    "paragraphs": section.paragraphs,
                }
                for section in self.sections
            ],
            "figures": [
                {
                    "name": figure.name,
                    "value": _json(figure.value),
                    "unit": figure.unit,
                    "approximate": figure.is_approximate,
                    "qualifier": figure.approximation,
                    "text": figure.text,
                    "section": section.anchor,
                    **{name: _json(getattr(figure, name)) for name in PARTS if getattr(figure, name) is not None},
                }
                for section, figure in self.figures
            ],
        }


def _json(value):
    return int(value) if value == int(value) else float(value)
