"""A report as its pages show it: sections laid out for reading, numbers that stay with their units."""

import re
from urllib.parse import unquote

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe

from reports.article import layout

register = template.Library()

# A number and the character it counts or dates: 2021年, 10月3日, 5分鐘.
NUMBER_WITH_UNIT = re.compile(r"\d[\d,.]* ?(?:[%‰]|[萬亿億万千百]?[\u4e00-\u9fff])")
NO_BREAK = "\u00a0"
ENCODED = re.compile(r"(?:%[89A-F][0-9A-F])+")  # characters beyond ASCII, as an address has them

# The numeral of a heading stays with its first clause.
CLAUSE = re.compile(r"^（[^（）]*）[^，；：（]+[，；：]*|（[^（）]*）[，；：]*|[^，；：（]+[，；：]*|.")


@register.filter
def laid_out(section, earlier):
    """The paragraphs of a section with `pieces`, `cards` and `charts`; `earlier` are figures of other reports."""
    return layout.laid_out(section.paragraphs, section.figures.all(), year=section.report.year, earlier=earlier)


@register.filter
def unbroken(text):
    """`text` as HTML in which no line ends between a number and its unit."""
    return mark_safe(NUMBER_WITH_UNIT.sub(_held, conditional_escape(text)))  # noqa: S308 - escaped first


def _held(found):
    return f'<span class="unbroken">{found[0].replace(" ", NO_BREAK)}</span>'


@register.filter
def clauses(heading):
    """`heading` as HTML that breaks behind a comma or before a bracket, and elsewhere only when it must."""
    found = CLAUSE.findall(heading)
    if len(found) < 2:
        return unbroken(heading)
    return format_html_join("", '<span class="clause">{}</span>', ((unbroken(clause),) for clause in found))


@register.filter
def as_typed(address):
    """An address with its Chinese characters as one types them: a report leads to hundreds, in a third of the bytes."""
    return ENCODED.sub(lambda found: unquote(found[0]), address)


@register.filter
def number_and_unit(text):
    """`超過3.5萬人次` as what leads to its digits, the digits, and the words behind them."""
    if not re.search(r"\d", text):  # 下降 兩成, 三分之一
        lead, blank, numeral = text.rpartition(" ")
        return lead + blank, numeral, ""
    return re.match(r"([^\d-]*)(-?[\d,.]*(?:[-—–～~至到:∶][\d,.]+)?)(.*)", text, re.DOTALL).groups()
