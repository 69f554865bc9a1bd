"""A draft in the editor: the report as read, each section and figure with a key of its own, as JSON and back."""

from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from typing import NamedTuple

from reports.drafting.sentences import around, key_of_sentence
from reports.importer.parsed import PARTS, ParsedFigure, ParsedReport, ParsedSection
from reports.importer.years import years_of

DECIMALS = {"value", *PARTS}


class Dropped(NamedTuple):
    """A number of which a person said that it is no figure: `text` stands at `offset` in its sentence."""

    sentence: str
    text: str
    offset: int

    @property
    def key(self):
        """What it shares with the same number of the same sentence, in whichever script."""
        return key_of_sentence(self.sentence), self.offset, len(self.text)


@dataclass(frozen=True)
class DraftFigure(ParsedFigure):
    """`key` names it in the editor and is given once in a draft: a figure that was read anew has another."""

    key: int = 0
    is_corrected: bool = False  # a person typed what it says
    is_confirmed: bool = False  # a person said that it is right

    @property
    def is_settled(self):
        return self.is_corrected or self.is_confirmed

    @property
    def place(self):
        return self.paragraph, self.start, self.end


@dataclass
class DraftSection(ParsedSection):
    key: int = 0
    dropped: list[Dropped] = field(default_factory=list)

    def sentence_of(self, figure):
        """(the sentence it stands in, where that begins) in its paragraph."""
        text = self.paragraphs[figure.paragraph]
        place = around(text, figure.start, figure.end)
        return text[place], place.start

    def drop_of(self, figure):
        """The figure as one that was dropped."""
        sentence, began = self.sentence_of(figure)
        return Dropped(sentence, figure.text, figure.start - began)


@dataclass(frozen=True)
class Earlier:
    """A correction of the draft that was saved before, whose sentence is not there any more.

    `figure` is the correction as it was; `now` is the sentence that may have taken its place, `target` the key of the
    figure in it.
    """

    key: int
    label: str
    sentence: str
    figure: DraftFigure
    is_drop: bool = False
    now: str = ""
    target: int | None = None


@dataclass
class Draft(ParsedReport):
    """Made anew by each edit, never changed. `met` says which saved draft it has taken corrections from."""

    next_key: int = 1
    earlier: list[Earlier] = field(default_factory=list)
    met: str = ""

    def section(self, key):
        """The section of this key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    def year_of(self, key):
        """The year that the headings around a section speak of, or the report's own."""
        years = years_of(self.sections, self.year)
        return next((year for section, year in zip(self.sections, years, strict=True) if section.key == key), self.year)

    def figure(self, key):
        """(section, figure) of this key, or (None, None)."""
        return next((pair for pair in self.figures if pair[1].key == key), (None, None))

    def listed(self, key):
        """The correction from before of this key, or None."""
        return next((one for one in self.earlier if one.key == key), None)

    def with_section(self, section):
        """The draft with `section` in the place of that of its key."""
        return replace(self, sections=[section if one.key == section.key else one for one in self.sections])

    def keyed(self, figures):
        """(draft, the figures with keys that were never given)."""
        first = self.next_key
        given = [as_drafted(figure, key=first + place) for place, figure in enumerate(figures)]
        return replace(self, next_key=first + len(given)), given


def as_drafted(figure, **more):
    """A figure as read, as one of a draft."""
    return DraftFigure(**_values(figure) | more)


def drafted(parsed):
    """A parsed report as a draft that nobody has edited."""
    draft = Draft(parsed.title, parsed.year, [], parsed.is_title_made)
    for section in parsed.sections:
        key = draft.next_key
        draft, figures = replace(draft, next_key=key + 1).keyed(section.figures)
        draft.sections.append(DraftSection(**_values(section) | {"figures": figures, "key": key}))
    return draft


def kept(draft):
    """The draft as plain data; what is as by default is left out."""
    return _kept(draft) | {
        "sections": [
            _kept(section) | {"figures": [_figure_kept(figure) for figure in section.figures]}
            for section in draft.sections
        ],
        "earlier": [_kept(one) | {"figure": _figure_kept(one.figure)} for one in draft.earlier],
    }


def opened(data):
    """The draft that `kept` wrote down."""
    sections = [
        DraftSection(
            **section
            | {
                "figures": [_figure(figure) for figure in section["figures"]],
                "dropped": [Dropped(*one) for one in section.get("dropped", ())],
            }
        )
        for section in data["sections"]
    ]
    earlier = [Earlier(**one | {"figure": _figure(one["figure"])}) for one in data["earlier"]]
    return Draft(**data | {"sections": sections, "earlier": earlier})


def _values(one):
    return {part.name: getattr(one, part.name) for part in fields(one)}


def _kept(one):
    return {
        part.name: value
        for part in fields(one)
        if (value := getattr(one, part.name)) != part.default
        and not (part.default_factory is not MISSING and value == part.default_factory())
    }


def _figure_kept(figure):
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in _kept(figure).items()}


def _figure(data):
    read = {name: Decimal(value) if name in DECIMALS and value is not None else value for name, value in data.items()}
    return DraftFigure(**read | {"doubts": tuple(data.get("doubts", ()))})
