"""The lines of a list as they are drawn."""

from django import template
from django.utils.safestring import mark_safe

from portal.drawing import drawn

register = template.Library()


@register.simple_tag
def rows(lines):
    """The `Line`s as list items."""
    items = [drawn("feedback/_row.html", suggestion=line) for line in lines]
    return mark_safe("".join(items))  # noqa: S308  a template drew them


@register.simple_tag
def filters(facets, everything=""):
    """The `Facet`s as select boxes; `everything` is what stands for no choice."""
    boxes = [drawn("feedback/_facet.html", facet=facet, everything=everything) for facet in facets]
    return mark_safe("".join(boxes))  # noqa: S308  a template drew them


@register.simple_tag
def hit_text(texts, line):
    """The text of `line` that an excerpt is made of."""
    return texts.get(line.pk, "")
