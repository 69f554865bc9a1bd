"""Numbers that count something: where they stand in a sentence, their value in the base unit, their measure word.

Two that are the ends of a range are one number, and so are two of which the second is what the first became.
All patterns are matched against folded text (see folding.py), so they are written in Simplified characters.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.importer.sentences.forms import Form, form_at, forms_in
from reports.importer.sentences.joined import joined
from reports.importer.sentences.uncounted import Surroundings, is_date, is_uncounted
from reports.importer.sentences.units import SCALES, is_share

__all__ = ["SCALES", "Number", "is_share", "number_of", "numbers_in", "unit_as_written"]

APPROXIMATE_BEFORE = re.compile(
    r"(?:(?P<word>超过?|逾|突破|(?<!附)近|接近|不少于|不低于|至少|不足|不到)|(?<![节预合违条签履制])(?P<about>约)为?)了?[“「]?$"
)
APPROXIMATE_AFTER = re.compile(r"以[上内下]|左右|上下|许(?![可多])")
NEAR = 12


@dataclass(frozen=True)
class Number:
    """One number of a sentence; its words begin at `opens`, where 「由7萬元提升至10萬元」 does.

    `approximation` is the word that makes it a round one, folded, or "".
    """

    start: int
    end: int
    value: Decimal
    unit: str
    approximation: str = ""
    opens: int = 0
    form: Form | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    from_value: Decimal | None = None

    @property
    def is_share(self):
        return is_share(self.unit) or self.is_fraction

    @property
    def is_fraction(self):
        return self.form.kind == "fraction"

    @property
    def is_numeral(self):
        return self.form.kind == "numeral" or not self.form.digits_end


def numbers_in(text, folded):
    """The counting numbers of a sentence in order; `folded` is fold(text)."""
    around = Surroundings(folded)
    forms = [form for form in forms_in(folded) if not is_date(form, folded)]
    return [
        _number(joint, text, folded)
        for joint in joined(forms, folded, around)
        if (joint.from_value is not None and joint.form.kind != "ratio") or not is_uncounted(joint.form, around)
    ]


def _number(joint, text, folded):
    form, start = joint.form, joint.start
    before, after = folded[max(0, start - NEAR) : start], folded[form.end : form.end + NEAR]
    return Number(
        start=start,
        end=form.end,
        value=joint.value,
        unit=unit_as_written(form, text),
        approximation=_approximation(form, before, after),
        opens=joint.opens,
        form=form,
        lower=joint.lower,
        upper=joint.upper,
        from_value=joint.from_value,
    )


def number_of(folded):
    """(Form, lower, upper) of a text that is one number or the two ends of a range; (None, None, None) otherwise."""
    found = joined(forms_in(folded), folded, Surroundings(folded), is_alone=True)
    if len(found) == 1 and found[0].start == 0 and found[0].form.end == len(folded):
        return found[0].form, found[0].lower, found[0].upper
    form = form_at(folded, 1 if folded[:1] in {"-", "负"} else 0) if folded else None
    return form, None, None


def unit_as_written(form, text):
    """The measure word of a form read from the folded `text`, as written there."""
    if form.kind in {"share", "duration", "fraction", "ratio"}:
        return form.unit
    written = text[form.unit_start : form.unit_start + len(form.unit)] if form.unit else ""
    if form.unit in {"个百分点", "个千分点", "个基点", "个工作日", "个小时"}:
        return written[1:]
    return "%" if written == "％" else written


def _approximation(form, before, after):
    """The word that makes a number a round one; of two, the one that stands within the number itself."""
    if form.odd:
        return form.odd
    ahead, behind = APPROXIMATE_BEFORE.search(before), APPROXIMATE_AFTER.match(after)
    if ahead:
        return ahead["word"] or ahead["about"]
    return behind[0] if behind else ""
