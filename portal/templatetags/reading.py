"""Content in the reader's script, and the language it is in."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from portal.reading import readers
from portal.serving.addresses import with_parameter, without_parameter
from portal.templatetags.components import html_lang, language_tag

register = template.Library()

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@register.filter
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


@register.simple_tag
def lang_of(text):
    """The `lang` attribute of an element that holds `text` and nothing else: `<h1{% lang_of title %}>`."""
    tag = _other_language(text)
    return format_html(' lang="{}"', tag) if tag else ""


@register.filter
def spoken(text):
    """`text|reading` for the middle of a sentence, with its language around it; in HTML only, never in an attribute."""
    tag = _other_language(text)
    return format_html('<span lang="{}">{}</span>', tag, reading(text)) if tag else reading(text)


def told(sentence, **named):
    """A translated sentence with content or rows in its places, each in its own language; it is HTML."""
    places = {name: conditional_escape(spoken(thing)) for name, thing in named.items()}
    return mark_safe(conditional_escape(sentence) % places)  # noqa: S308  all of it is escaped


@register.simple_tag(takes_context=True)
def original_switch(context):
    """`is_original` and the `url` of the other way to read this page; nothing where both are the same."""
    request, who = context.get("request"), readers.current()
    if request is None or not (who.wants_original or who.met_converted):
        return None
    path = request.get_full_path()
    turn = without_parameter if who.wants_original else with_parameter
    return {"is_original": who.wants_original, "url": turn(path, readers.PARAMETER)}
