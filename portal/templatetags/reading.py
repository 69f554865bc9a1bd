"""Content in the reader's script."""

from django import template
from django.utils.translation import get_language

from portal.text import SIMPLIFIED, TRADITIONAL, in_script

register = template.Library()


@register.filter
def reading(text):
    """`text` in the script of the page: `{{ suggestion.public_title|reading }}`. Never for what a form sends back."""
    if not text:
        return ""
    return in_script(str(text), SIMPLIFIED if get_language() == SIMPLIFIED else TRADITIONAL)
