"""What a person does to the figures of a draft: pure functions, each gives the draft as it is then."""

import re
from dataclasses import replace

from django.utils.translation import gettext

from reports.drafting.draft import DraftFigure
from reports.drafting.sentences import nth_place
from reports.importer.tables import figures_of

# What a person may say of a figure; where it stands is said by marking it.
SAID = (
    "name", "value", "unit", "lower", "upper", "from_value", "numerator", "denominator", "approximation", "direction",
    "compared_year",
)  # fmt: skip


class EditRefused(Exception):
    """It cannot be done to this draft; the message is a sentence for the person who tried."""


def correct_figure(draft, key, **said):
    """What a person says of it in place of what was read; a change that goes down is below zero."""
    return _with_figure(draft, key, **_signed(said), is_corrected=True)


def rename_figure(draft, key, name):
    return _with_figure(draft, key, name=name, is_corrected=True)


def confirm_figure(draft, key):
    """It is right as it was read: nobody need look at it again."""
    return _with_figure(draft, key, is_confirmed=True)


def drop_figure(draft, key):
    """It is no figure; its section remembers that, for when the file is read again."""
    section, figure = draft.figure(key)
    figures = [one for one in section.figures if one.key != key]
    return draft.with_section(replace(section, figures=figures, dropped=[*section.dropped, section.drop_of(figure)]))


def add_figure(draft, section_key, *, words, nth=1, **said):
    """A figure where `words` stand for the `nth` time in the section; those that it covers give way to it.

    Raises EditRefused when they do not stand there.
    """
    section = draft.section(section_key)
    paragraph, start = place_of(section, words, nth)
    draft, [figure] = draft.keyed(
        [
            DraftFigure(
                **_signed(said), text=words, paragraph=paragraph, start=start, end=start + len(words), is_corrected=True
            )
        ]
    )
    return draft.with_section(with_figure(section, figure))


def with_figure(section, figure):
    """The section with one more figure, in its place; those that it covers give way to it."""
    beside = [one for one in section.figures if not covers(one, figure)]
    own = section.drop_of(figure).key
    kept = [one for one in section.dropped if one.key != own]
    return replace(section, figures=sorted([*beside, figure], key=lambda one: one.place), dropped=kept)


def covers(one, other):
    """Whether two figures stand in part on the same characters."""
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def place_of(section, words, nth):
    """(paragraph, start) of the `nth` place of `words` in a section; raises EditRefused where there is none."""
    left = nth
    for number, paragraph in enumerate(section.paragraphs):
        count = sum(1 for _place in re.finditer(f"(?={re.escape(words)})", paragraph))
        if left <= count:
            return number, nth_place(paragraph, words, left)
        left -= count
    if left == nth:
        raise EditRefused(gettext("這一節裡找不到「%(words)s」，請照原文逐字填寫。") % {"words": words})
    raise EditRefused(
        gettext("「%(words)s」在這一節裡只出現 %(count)s 次，沒有第 %(nth)s 次。")
        % {"words": words, "count": nth - left, "nth": nth}
    )


def guessed(draft, section_key, *, words, nth=1):
    """What the importer would say of marked words, to begin with: of the number that stands there, or of nothing."""
    section = draft.section(section_key)
    paragraph, start = place_of(section, words, nth)
    read = list(figures_of(section.paragraphs, year=draft.year_of(section_key), heading=section.heading))[paragraph]
    end = start + len(words)
    return next((one for one in read if one.start < end and start < one.end), None)


def _signed(said):
    if said["direction"] and said["value"] is not None:
        value = abs(said["value"])
        return said | {"value": -value if said["direction"] == "down" else value}
    return said


def _with_figure(draft, key, **changes):
    section, _figure = draft.figure(key)
    figures = [replace(one, **changes) if one.key == key else one for one in section.figures]
    return draft.with_section(replace(section, figures=figures))
