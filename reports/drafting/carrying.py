"""Importing again: corrections of sentences that are the same are kept, the others are listed for a person."""

from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from reports.drafting.draft import DraftFigure, Earlier
from reports.drafting.edits import SAID, covers, with_figure
from reports.drafting.sentences import core, key_of_sentence, sentences
from reports.importer.names import key_of

ALIKE = 0.5  # of two sentences, by which one may have taken the place of the other
LONGEST_COMPARED = 400  # characters of a sentence


def matched(known, sections):
    """Which saved section each imported one is, as {place in the import: saved section}.

    A heading that stands once on either side goes with its section even when the numbering moved; what is left
    goes by anchor.
    """
    found = {}
    free = {id(row): row for row in known}
    old, new = _by_heading(known), _by_heading(sections)
    places = {id(section): place for place, section in enumerate(sections)}
    for heading, rows in old.items():
        if len(rows) == len(new.get(heading, ())) == 1:
            found[places[id(new[heading][0])]] = free.pop(id(rows[0]))
    by_anchor = {row.anchor: row for row in free.values()}
    for place, section in enumerate(sections):
        if place not in found and section.anchor in by_anchor:
            found[place] = by_anchor[section.anchor]
    return found


def _by_heading(sections):
    groups = {}
    for section in sections:
        if section.heading:
            groups.setdefault(key_of(section.heading), []).append(section)
    return groups


def carry(draft, known):
    """The draft with what people said of the report before; `known` are its saved sections as those of a draft.

    What somebody has settled in this draft stays. What is found in no sentence that is the same is listed.
    """
    earlier = {id(section): place for place, section in matched(known, draft.sections).items()}
    for saved in known:
        place = earlier.get(id(saved))
        section = draft.sections[place] if place is not None else None
        said = [one for one in saved.figures if one.is_settled]
        if section is None:
            lost, drops = [one for one in said if one.is_corrected], saved.dropped
        else:
            draft, section, lost, drops = _carried(draft, section, saved, said)
        draft = left_behind(draft, saved, section, lost, drops=drops)
    return draft


def _carried(draft, section, saved, said):
    """(draft, section, corrections and drops that found no place) of one section."""
    before, places = _places(saved), _places(section)
    lost, drops = [], []
    for one in said:
        sentence, began = saved.sentence_of(one)
        nth = before[key_of_sentence(sentence)].index((one.paragraph, began))
        place = _spot(section, places, saved.drop_of(one), nth)
        if place:
            draft, section = _said_again(draft, section, one, *place)
        elif one.is_corrected:
            lost.append(one)
    for drop in saved.dropped:
        place = _spot(section, places, drop)
        if not place:
            drops.append(drop)
        elif drop.key not in {one.key for one in section.dropped}:
            section = _without(section, drop, *place)
    return draft.with_section(section), section, lost, drops


def _places(section):
    """{sentence: [(paragraph, where it begins), …]} of a section."""
    found = {}
    for number, text in enumerate(section.paragraphs):
        for place in sentences(text):
            found.setdefault(key_of_sentence(text[place]), []).append((number, core(text, place).start))
    return found


def _spot(section, places, words, nth=0):
    """(paragraph, start, end) where a number stands in a sentence that is the same; None where that is gone.

    Of several such sentences it is the one that comes as far down, counted from 0.
    """
    same = places.get(key_of_sentence(words.sentence), [])
    for number, began in same[min(nth, len(same) - 1) :]:
        start = began + words.offset
        end = start + len(words.text)
        if key_of_sentence(section.paragraphs[number][start:end]) == key_of_sentence(words.text):
            return number, start, end
    return None


def _said_again(draft, section, said, paragraph, start, end):
    """What was said of a figure is said of that which stands there now, or makes one."""
    text = section.paragraphs[paragraph][start:end]
    here = replace(said, paragraph=paragraph, start=start, end=end, text=text)
    there = [one for one in section.figures if covers(one, here)]
    if any(one.is_settled for one in there):
        return draft, section
    if not said.is_corrected:
        same = [one for one in there if _says_the_same(one, said)]
        figures = [replace(one, is_confirmed=True) if one in same else one for one in section.figures]
        return draft, replace(section, figures=figures)
    if len(there) == 1:
        here = replace(here, key=there[0].key, doubts=there[0].doubts)
    else:
        draft, [here] = draft.keyed([here])
    return draft, with_figure(section, here)


def _says_the_same(one, other):
    return all(getattr(one, name) == getattr(other, name) for name in SAID)


def _without(section, drop, paragraph, start, end):
    figures = [
        one
        for one in section.figures
        if one.is_settled or not (one.paragraph == paragraph and one.start < end and start < one.end)
    ]
    return replace(section, figures=figures, dropped=[*section.dropped, drop])


def left_behind(draft, saved, section, lost, *, drops):
    """The draft that lists corrections whose sentence is gone from `section`, or reads otherwise now.

    `lost` are figures of `saved`, `drops` are those that were dropped there.
    """
    told = [(saved.sentence_of(one)[0], one, False) for one in lost]
    told += [(drop.sentence, _no_figure(drop), True) for drop in drops]
    known = {(one.sentence, one.figure.text, one.is_drop) for one in draft.earlier}
    for sentence, figure, is_drop in told:
        if (sentence, figure.text, is_drop) in known:
            continue
        now, target = _taking_its_place(section, sentence, figure) if section else ("", None)
        listed = Earlier(draft.next_key, saved.label, sentence, figure, is_drop, now, target and target.key)
        draft = replace(draft, next_key=draft.next_key + 1, earlier=[*draft.earlier, listed])
    return draft


def _no_figure(drop):
    nothing = {"name": "", "value": Decimal(0), "unit": "", "approximation": "", "direction": "", "compared_year": None}
    return DraftFigure(**nothing, text=drop.text, start=drop.offset, end=drop.offset + len(drop.text))


def _taking_its_place(section, sentence, figure):
    """(the sentence that may have taken its place, the figure in it that is the same one) of a section.

    That is the sentence most like it, else one with the same number; without either ("", None).
    """
    place = _most_like(section, sentence)
    free = [one for one in section.figures if not one.is_settled]
    if place is None:
        target = _by_words(free, figure)
        return (section.sentence_of(target)[0], target) if target else ("", None)
    number, inner = place
    inside = [one for one in free if one.paragraph == number and inner.start <= one.start < inner.stop]
    by_unit = [one for one in inside if figure.unit and key_of(one.unit) == key_of(figure.unit)]
    target = _by_words(inside, figure) or (by_unit[0] if len(by_unit) == 1 else None)
    return section.paragraphs[number][inner], target


def _most_like(section, sentence):
    """(paragraph, where in it) of the sentence most like this one; None where none is."""
    best, found = ALIKE, None
    matcher = SequenceMatcher(b=key_of_sentence(sentence)[:LONGEST_COMPARED], autojunk=False)
    for number, text in enumerate(section.paragraphs):
        for place in sentences(text):
            matcher.set_seq1(key_of_sentence(text[place])[:LONGEST_COMPARED])
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, found = ratio, (number, core(text, place))
    return found


def _by_words(figures, figure):
    words = key_of_sentence(figure.text)
    return next((one for one in figures if key_of_sentence(one.text) == words), None)


def take_over(draft, key):
    """What was said of a figure before is said of the one in its place; its value only where the words are the same.

    Nothing changes of a figure that is not there any more.
    """
    listed = draft.listed(key)
    section, figure = draft.figure(listed.target)
    draft = let_go(draft, key)
    if figure is None:
        return draft
    section = draft.section(section.key)
    if listed.is_drop:
        return draft.with_section(_without(section, section.drop_of(figure), *figure.place))
    is_as_written = key_of_sentence(listed.figure.text) == key_of_sentence(figure.text)
    names = SAID if is_as_written else ("name", "unit", "approximation")
    said = {name: getattr(listed.figure, name) for name in names}
    figures = [replace(one, **said, is_corrected=True) if one.key == figure.key else one for one in section.figures]
    return draft.with_section(replace(section, figures=figures))


def let_go(draft, key):
    """The draft without this one in its list."""
    return replace(draft, earlier=[one for one in draft.earlier if one.key != key])


def settled(draft):
    """What is taken over where nobody is asked: each listed one whose number stands as it was written."""
    for listed in draft.earlier:
        _section, figure = draft.figure(listed.target)
        if figure and key_of_sentence(figure.text) == key_of_sentence(listed.figure.text):
            draft = take_over(draft, listed.key)
    return draft
