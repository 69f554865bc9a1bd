"""How the desk shows a citizen's words: what redaction found in them is marked."""

from django import template
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from feedback.rules.redaction import find

register = template.Library()


@register.filter
def with_findings(text, names=()):
    """`text`, escaped, with each piece of personal data in a `<mark>`; `names` are those that the system knows."""
    parts, at = [], 0
    for finding in find(text, names):
        parts += [escape(text[at : finding.start]), _mark(finding)]
        at = finding.end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - each part is escaped


@register.filter
def lines_with_findings(text, names=()):
    """The same in paragraphs."""
    return mark_safe(linebreaks(with_findings(text, names)))  # noqa: S308 - `with_findings` escapes


def _mark(finding):
    title = finding.kind.label if finding.is_sure else gettext("可能是姓名，沒有遮去")
    return format_html('<mark title="{}">{}</mark>', title, finding.text)
