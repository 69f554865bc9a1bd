"""Headings whose lines end between phrases: `<h1>{% breaks %}{{ title|reading }}{% endbreaks %}</h1>`."""

from django import template
from django.utils.safestring import mark_safe

from portal.reading.phrases import with_breaks

register = template.Library()


class BreaksNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return mark_safe(with_breaks(self.nodelist.render(context)))  # noqa: S308  a template drew it


@register.tag
def breaks(parser, token):
    """`{% breaks %}…{% endbreaks %}`: what stands between, with marks where a line may end."""
    nodelist = parser.parse(["endbreaks"])
    parser.delete_first_token()
    return BreaksNode(nodelist)
