"""The lines of a list as they are drawn."""

from django import template
from django.utils.safestring import mark_safe

from portal.reading.drawing import drawn
from portal.reading.languages import lang_of
from portal.templatetags.search import excerpt_with_hits, with_hits

register = template.Library()


@register.simple_tag
def rows(lines, late_on, here=None):
    """The `Line`s as list items, each with how late it is; not told of the place whose page `here` is."""
    items = [drawn("parts/_row.html", suggestion=line, late=late_on.of(line.owed), here=here) for line in lines]
    return mark_safe("".join(items))  # noqa: S308  a template drew them


@register.simple_tag
def filters(facets, everything=""):
    """The `Facet`s as select boxes; `everything` is what stands for no choice."""
    boxes = [drawn("board/_facet.html", facet=facet, everything=everything) for facet in facets]
    return mark_safe("".join(boxes))  # noqa: S308  a template drew them


@register.simple_tag
def hits(lines, texts, query, late_on):
    """The `Line`s that were found as list items; `texts` are what an excerpt is made of, by key."""
    items = [_hit(line, texts.get(line.pk, ""), query, late_on) for line in lines]
    return mark_safe("".join(items))  # noqa: S308  a template drew them


def _hit(line, text, query, late_on):
    return drawn(
        "board/_hit.html",
        suggestion=line,
        late=late_on.of(line.owed),
        title=with_hits(query, line.public_title),
        excerpt=excerpt_with_hits(query, text),
        language=lang_of(text),
    )
