"""The language that content is in, beside the language of the page: in sentences, attributes and cells."""

import re

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.reading import readers

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def language_tag(code):
    """`zh-hant` as HTML writes it: `zh-Hant`."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def html_lang():
    return language_tag(get_language() or settings.LANGUAGE_CODE)


def reading(text):
    """Content in the script of the page, a row by its name there: `{{ suggestion.public_title|reading }}`.

    Never for what a form sends back.
    """
    return readers.shown(text) if text else ""


def _other_language(text):
    """The language tag of `text` as it is shown when that is not the page's own, else nothing."""
    text = readers.worded(text or "")
    if not HAN.search(text):
        return ""
    tag = language_tag(readers.script_shown(text))
    return "" if tag == html_lang() else tag


def lang_of(text):
    """The `lang` attribute of an element that holds `text` and nothing else: `<h1{% lang_of title %}>`."""
    tag = _other_language(text)
    return format_html(' lang="{}"', tag) if tag else ""


def spoken(text):
    """`text|reading` for the middle of a sentence, with its language around it; in HTML only, never in an attribute."""
    tag = _other_language(text)
    return format_html('<span lang="{}">{}</span>', tag, reading(text)) if tag else reading(text)


def told(sentence, **named):
    """A translated sentence with content or rows in its places, each in its own language; it is HTML."""
    places = {name: conditional_escape(spoken(thing)) for name, thing in named.items()}
    return mark_safe(conditional_escape(sentence) % places)  # noqa: S308  all of it is escaped
