"""Where lines end, and what stands between sentences.

`<h1>{% breaks %}{{ title|reading }}{% endbreaks %}</h1>` ends the lines of a heading between phrases; `{% gap %}` parts
two sentences, with a space in English and with nothing in Chinese.
"""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

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


@register.simple_tag
def gap():
    return " " if get_language() == "en" else ""
