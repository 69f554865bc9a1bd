"""HTML that says nothing but what it is given: drawn once for all who read it in the same language and script."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.reading import protected, readers


def drawn(template, **given):
    """`template` with `given`, whose values are hashable and all that it shows; it knows no request."""
    who = readers.current()
    html, is_converted = _drawn(template, (*given.items(),), get_language(), who.wants_original, protected.conversion())
    who.met_converted = who.met_converted or is_converted
    return mark_safe(html)  # noqa: S308  a template drew it


@lru_cache(maxsize=8192)
def _drawn(template, given, language, wants_original, conversion):
    with readers.apart(wants_original) as who:
        return render_to_string(template, dict(given)), who.met_converted
