"""The CSRF token of a form, at the desk with the seal of the account that the page is made for.

It takes the place of Django's own tag, so that no form of the desk, of Django's admin or of a package forgets it.
"""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils.html import format_html

from portal.accounts.kept_words import FIELD, seal

register = template.Library()


class SealedTokenNode(CsrfTokenNode):
    def render(self, context):
        token, request = super().render(context), context.get("request")
        # Elsewhere nobody is asked for: a page for everybody would no longer be one.
        if not token or not request or not request.path.startswith(reverse("admin:index")):
            return token
        if not request.user.is_authenticated:
            return token
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, seal(request.user))


@register.tag
def csrf_token(parser, token):
    return SealedTokenNode()
