"""Content in the reader's script, and the language it is in."""

from django import template

from portal.reading import languages, readers
from portal.serving.addresses import with_parameter, without_parameter

register = template.Library()
register.filter(languages.reading)
register.filter(languages.spoken)
register.simple_tag(languages.lang_of)


@register.simple_tag(takes_context=True)
def original_switch(context):
    """`is_original` and the `url` of the other way to read this page; nothing where both are the same."""
    request, who = context.get("request"), readers.current()
    if request is None or not (who.wants_original or who.met_converted):
        return None
    path = request.get_full_path()
    turn = without_parameter if who.wants_original else with_parameter
    return {"is_original": who.wants_original, "url": turn(path, readers.PARAMETER)}
