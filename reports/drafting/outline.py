"""What a person does to the sections of a draft: pure functions, each gives the draft as it is then."""

import re
from dataclasses import replace

from django.utils.translation import gettext

from reports.drafting.carrying import left_behind
from reports.drafting.draft import DraftSection
from reports.drafting.edits import EditRefused
from reports.drafting.sentences import core, key_of_sentence, sentences
from reports.importer.names import Anchors
from reports.importer.tables import figures_of
from reports.importer.years import years_of

DIGITS = "[一二三四五六七八九十]{1,3}"
NUMERAL = re.compile(rf"(第?{DIGITS}[、章節节]|[（(]{DIGITS}[）)]|\d{{1,2}}[.．、])\s*(?=\S)")


def head_section(draft, key, *, numeral, heading, level):
    """Another numeral, heading or level; a heading leaves the paragraphs and their figures as they are."""
    return draft.with_section(replace(draft.section(key), numeral=numeral, heading=heading, level=level))


def move_section(draft, key, *, by):
    """One place up or down, by -1 or 1; at the end it stays where it is."""
    sections = list(draft.sections)
    place = _place(draft, key)
    other = min(max(place + by, 0), len(sections) - 1)
    sections[place], sections[other] = sections[other], sections[place]
    return replace(draft, sections=sections)


def merge_section(draft, key):
    """Its text goes to the section before, its heading as a paragraph of its own: so no word is lost.

    Raises EditRefused for the first section.
    """
    section = draft.section(key)
    words = section.numeral + section.heading
    return _given_to_the_one_before(draft, section, [words] if words else [])


def delete_section(draft, key, *, keeps_text):
    """Its heading goes; its text goes to the section before, or with it."""
    section = draft.section(key)
    if keeps_text and section.paragraphs:
        return _given_to_the_one_before(draft, section, [])
    if len(draft.sections) == 1:
        raise EditRefused(gettext("這是唯一的一節，不能刪去；不要這份文件的，請放棄這份草稿。"))
    return replace(draft, sections=[one for one in draft.sections if one.key != key])


def split_section(draft, key, *, paragraph, heading, numeral, level, takes_line):
    """A section of its own from that paragraph on, the first being 0.

    With `takes_line` the paragraph is the new section's heading, with its numeral, and goes from its text.
    Raises EditRefused where there is no such paragraph.
    """
    section = draft.section(key)
    if not 0 <= paragraph < len(section.paragraphs):
        raise EditRefused(gettext("這一節沒有這一段，請核對是第幾段。"))
    begin = paragraph + 1 if takes_line else paragraph
    if takes_line:
        numeral, heading = _numbered(section.paragraphs[paragraph], numeral)
    new = DraftSection(
        anchor=Anchors(one.anchor for one in draft.sections).take(section.anchor),
        level=level, numeral=numeral, heading=heading,
        paragraphs=section.paragraphs[begin:],
        figures=[replace(one, paragraph=one.paragraph - begin) for one in section.figures if one.paragraph >= begin],
        dropped=_standing_in(section.paragraphs[begin:], section.dropped),
        key=draft.next_key,
    )  # fmt: skip
    rest = replace(
        section,
        paragraphs=section.paragraphs[:paragraph],
        figures=[one for one in section.figures if one.paragraph < paragraph],
        dropped=_standing_in(section.paragraphs[:paragraph], section.dropped),
    )
    place = _place(draft, key)
    sections = [*draft.sections[:place], rest, new, *draft.sections[place + 1 :]]
    return replace(draft, sections=sections, next_key=draft.next_key + 1)


def rewrite_section(draft, key, *, paragraphs):
    """Other words: figures of sentences that are the same stay, those of others are read anew.

    A correction in a sentence that is no more is listed with those of before.
    """
    section = draft.section(key)
    standing = _standing(section)
    written, fresh, read = [], [], None  # a row of a table is read with the whole table
    for number, text in enumerate(paragraphs):
        for place in sentences(text):
            inner = core(text, place)
            same = standing.get(key_of_sentence(text[place]))
            if same:
                old_start, figures = same.pop(0)
                shift = inner.start - old_start
                written += [
                    replace(one, paragraph=number, start=one.start + shift, end=one.end + shift) for one in figures
                ]
                continue
            read = read or list(figures_of(paragraphs, year=draft.year_of(key), heading=section.heading))
            fresh += [one for one in read[number] if place.start <= one.start < place.stop]
    draft, fresh = draft.keyed(fresh)
    figures = sorted([*written, *fresh], key=lambda one: one.place)
    rewritten = replace(section, paragraphs=list(paragraphs), figures=figures)
    gone = {figure.key for rows in standing.values() for _start, figures in rows for figure in figures}
    lost = [one for one in section.figures if one.key in gone and one.is_corrected]
    return left_behind(draft.with_section(rewritten), section, rewritten, lost, drops=[])


def entitle(draft, *, title, year):
    """Another title; with another year what was compared with the year before is compared with the one before that."""
    if year == draft.year:
        return replace(draft, title=title)
    years = years_of(draft.sections, year)
    sections = [_dated(section, told) for section, told in zip(draft.sections, years, strict=True)]
    return replace(draft, title=title, year=year, sections=sections)


def _numbered(line, numeral):
    """(numeral, heading) of a line; the numeral that it begins with, else the one that was typed."""
    found = NUMERAL.match(line)
    return (found[1], line[found.end() :]) if found else (numeral, line)


def _dated(section, year):
    read = {
        (one.paragraph, one.start): one.compared_year
        for figures in figures_of(section.paragraphs, year=year, heading=section.heading)
        for one in figures
    }
    figures = [
        one if one.is_corrected else replace(one, compared_year=read.get((one.paragraph, one.start), one.compared_year))
        for one in section.figures
    ]
    return replace(section, figures=figures)


def _standing(section):
    """{sentence: [(where it begins, its figures), …]} of a section, in order."""
    found = {}
    for number, text in enumerate(section.paragraphs):
        figures = [one for one in section.figures if one.paragraph == number]
        for place in sentences(text):
            own = [one for one in figures if place.start <= one.start and one.end <= place.stop]
            found.setdefault(key_of_sentence(text[place]), []).append((core(text, place).start, own))
    return found


def _standing_in(paragraphs, dropped):
    """Those of the dropped numbers whose sentence is in these paragraphs."""
    there = {key_of_sentence(text[place]) for text in paragraphs for place in sentences(text)}
    return [one for one in dropped if key_of_sentence(one.sentence) in there]


def _given_to_the_one_before(draft, section, words):
    place = _place(draft, section.key)
    if place == 0:
        raise EditRefused(gettext("這是第一節，前面沒有可以併入的一節。"))
    before = draft.sections[place - 1]
    shift = len(before.paragraphs) + len(words)
    whole = replace(
        before,
        paragraphs=[*before.paragraphs, *words, *section.paragraphs],
        figures=[*before.figures, *(replace(one, paragraph=one.paragraph + shift) for one in section.figures)],
        dropped=[*before.dropped, *section.dropped],
    )
    return replace(draft, sections=[*draft.sections[: place - 1], whole, *draft.sections[place + 1 :]])


def _place(draft, key):
    return next(place for place, section in enumerate(draft.sections) if section.key == key)
