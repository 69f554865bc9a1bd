"""Hits marked in the text they stand in, in the reader's script."""

from django import template
from django.utils.html import format_html, format_html_join

from portal.reading.readers import shown

register = template.Library()


@register.simple_tag
def with_hits(query, text):
    """`text` as `|reading` shows it, its hits marked: `{% with_hits query suggestion.public_title %}`."""
    return _with_marks(query, shown(str(text)))


@register.simple_tag
def excerpt_with_hits(query, text):
    """About 80 characters of it around the first hit."""
    return _with_marks(query, query.excerpt(shown(str(text))))


def _with_marks(query, text):
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if is_hit else piece,) for piece, is_hit in query.mark(text))
    )
