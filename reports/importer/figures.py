"""The figures of a paragraph: every counting number with the name the sentence gives it.

「偵破刑事案件9700起」 is named by the words before it, 「發起5次行動」 by the words around it,
「事故起數、死亡人數同比下降0.9%、1.2%」 shares its words out, 「辦理9.4萬人,同比增長72.3%」 goes on with the last name.
"""

import re
from dataclasses import replace
from decimal import Decimal

from reports.importer.approximations import BY_FOLDED
from reports.importer.doubts import Doubt, in_order
from reports.importer.folding import fold
from reports.importer.numbers import numbers_in
from reports.importer.parsed import ParsedFigure
from reports.importer.sentences.blanks import packed, unpacked
from reports.importer.sentences.changes import DOWN, UP
from reports.importer.sentences.finishing import finished
from reports.importer.sentences.naming import RESPECTIVELY, Sentence
from reports.importer.sentences.units import is_known, is_points

EACH = r"(?:每(?:平方米|公斤|[人月年天户吨名亩次件日])){0,2}"  # 「每人每月860元、每人每年8400元」
JOINT = re.compile(rf"(?:以上|左右)?(?:、|和|及|与|以及|或)(?:约|近|超过?)?{EACH}(?:约|近|超过?)?")
TURN = re.compile(rf"(?:、|和|及|与|以及)?(?:{UP}|{DOWN})了?(?:约|近|超过?)?")
OF_ALL = {"突破", "超过", "超", "逾", "不少于", "不低于", "至少", "不足", "不到", "接近"}
FURTHEST_WORD = 20  # characters that 「分別」 may stand before the first number
LONGEST_NAME = 60
LONG, SHORT = 30, 2
MOST_DIGITS = 20  # before the point, as many as a figure can be saved with

# A sentence with its stop; one that never ends is cut, so that no text costs more than its length.
SENTENCE = re.compile(r"[^。！？!?]{1,1500}[。！？!?]*|[。！？!?]+")
OWN_YEAR = re.compile(r"\s*((?:19|20)\d\d)年(?!以来|[底末]?[—~-]|至)(?:全年|度)?[，,、]?")


def figures_in(text, *, year=None, heading="", paragraph=0):
    """The figures of one paragraph in reading order; `year` is the report's, for 「同比」."""
    found = []
    for part in SENTENCE.finditer(text):
        own = OWN_YEAR.match(fold(part.group()[:20]))
        year = int(own[1]) if own else year
        found += [
            replace(figure, paragraph=paragraph, start=figure.start + part.start(), end=figure.end + part.start())
            for figure in _in_sentence(part.group(), year, heading)
        ]
    return found


def _in_sentence(text, year, heading):
    tight, places = packed(text)
    folded = fold(tight)
    figures, floor, sentence = [], 0, None
    for chain, following in _chains(numbers_in(tight, folded), folded):
        sentence = sentence or Sentence(tight, folded, heading)
        named = sentence.named(chain, floor, following.opens if following else len(tight))
        figures += [_figure(text, places, one, year) for one in named]
        floor = chain[-1].end
    return figures


def _chains(numbers, folded):
    """Numbers joined by nothing but 、 or 和, each chain with the number that follows it."""
    chains = []
    for number in numbers:
        if chains and _goes_on(chains[-1], number, folded):
            chains[-1].append(number)
        else:
            chains.append([number])
    for place, chain in enumerate(chains):
        unit = chain[-1].unit
        if is_points(unit):  # 「提升6個和9個百分點」
            chain[:] = [replace(one, unit=unit) if fold(one.unit) == "个" else one for one in chain]
        chain[:] = _alike_round(chain, folded)
        chain[:] = [number if number.unit or number.is_fraction else replace(number, unit=unit) for number in chain]
        yield chain, chains[place + 1][0] if place + 1 < len(chains) else None


def _alike_round(chain, folded):
    """The numbers of a chain with the word that stands before all of them: 「分別突破900萬、340萬」."""
    first = chain[0]
    is_of_all = len(chain) > 1 and first.approximation in OF_ALL and _is_shared_out(first, folded)
    if not is_of_all:
        return chain
    return [first, *(replace(one, approximation=one.approximation or first.approximation) for one in chain[1:])]


def _is_shared_out(number, folded):
    return RESPECTIVELY.search(folded, max(0, number.opens - FURTHEST_WORD), number.opens) is not None


def _goes_on(chain, number, folded):
    """Whether a number goes on a chain: behind 「分別」 each may rise or fall in its own way."""
    between = folded[chain[-1].end : number.opens]
    if JOINT.fullmatch(between):
        return True
    turned = TURN.fullmatch(between)
    return turned is not None and _is_shared_out(chain[0], folded)


def _figure(text, places, named, year):
    number, change = named.number, named.change
    start, end = unpacked(places, number.start, number.end)
    compared_year = change.compared_year
    if compared_year is None and change.is_yearly and year:
        compared_year = year - change.years
    return ParsedFigure(
        name=re.sub(r"[/\\]", "／", finished(named.name)[-LONGEST_NAME:]),
        value=_rounded(_value_of(number, change)),
        unit=number.unit,
        approximation=BY_FOLDED.get(number.approximation, ""),
        direction=change.direction,
        compared_year=compared_year,
        text=text[start:end],
        start=start,
        end=end,
        lower=_part(number.lower),
        upper=_part(number.upper),
        from_value=_part(number.from_value),
        numerator=_part(number.form.numerator),
        denominator=_part(number.form.denominator),
        doubts=_doubts(named),
    )


def _value_of(number, change):
    if not change.is_told:
        return number.value
    return -abs(number.value) if change.direction == "down" else abs(number.value)


def _doubts(named):
    number, name = named.number, fold(named.name)
    doubts = list(named.doubts)
    doubts += [Doubt.NUMERAL] if number.is_numeral else []
    doubts += [Doubt.PAIR] if number.lower is not None or number.from_value is not None else []
    doubts += [Doubt.NO_UNIT] if not number.unit and number.form.denominator is None else []
    doubts += [] if is_known(number.form.unit) else [Doubt.UNKNOWN_UNIT]
    doubts += [Doubt.LONG_NAME] if len(name) > LONG else [Doubt.SHORT_NAME] if len(name) <= SHORT else []
    doubts += [Doubt.RATE_ALONE] if named.change.is_told and Doubt.CARRIED not in doubts else []
    return in_order(doubts)


def _part(value):
    return None if value is None else _rounded(value)


def _rounded(value):
    """To four decimals at most. A value too long for the arithmetic is left alone; saving refuses it in words."""
    if value.adjusted() >= MOST_DIGITS:
        return value
    return value.quantize(Decimal("0.0001")).normalize() if value % 1 else value.quantize(Decimal(1))
