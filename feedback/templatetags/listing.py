"""The lines of a list, each drawn once for all who read it in the same script."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal import reading, words

register = template.Library()


@register.simple_tag
def rows(lines):
    """The `Line`s as list items."""
    who, language, conversion = reading.current(), get_language(), words.conversion()
    drawn = [_drawn(line, language, who.wants_original, conversion) for line in lines]
    who.met_converted = who.met_converted or any(is_converted for _html, is_converted in drawn)
    return mark_safe("".join(html for html, _is_converted in drawn))  # noqa: S308  a template drew them


@lru_cache(maxsize=8192)
def _drawn(line, language, wants_original, conversion):
    """A line as HTML, and whether it was converted for reading. It says nothing but what these arguments are."""
    with reading.apart(wants_original) as who:
        return render_to_string("feedback/_row.html", {"suggestion": line}), who.met_converted


@register.simple_tag
def hit_text(texts, line):
    """The text of `line` that an excerpt is made of."""
    return texts.get(line.pk, "")
