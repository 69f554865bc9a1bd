"""`include … only` for what is the same on many pages: drawn once for all that it is given."""

from django import template

from portal.reading.drawing import drawn

register = template.Library()


@register.simple_tag
def draw(template_name, **given):
    """The template with `given`, whose values are hashable: `{% draw "components/breadcrumbs.html" trail=above %}`."""
    return drawn(template_name, **given)
