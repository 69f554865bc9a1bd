"""What the page frame and the components need to know: the language, where one is, which pages there are."""

from django import template
from django.conf import settings
from django.urls import LocalePrefixPattern, get_script_prefix, reverse, translate_url
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from portal import addresses

register = template.Library()

# Each language by the name its own readers use, whatever the page is in.
LANGUAGE_NAMES = {"zh-hant": "繁體", "zh-hans": "简体", "en": "English"}


def language_tag(code):
    """`zh-hant` as HTML writes it: `zh-Hant`."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


@register.simple_tag
def html_lang():
    return language_tag(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def language_links(context):
    """This page, its query included, in every language; a page without an address leads home.

    `canonical` is its address without what does not name the page.
    """
    request = context.get("request")
    current = get_language() or settings.LANGUAGE_CODE

    def address(code):
        if request is not None and request.resolver_match is not None:
            return translate_url(request.get_full_path(), code)
        with override(code):
            return get_script_prefix() + LocalePrefixPattern(prefix_default_language=False).language_prefix

    return [
        {
            "tag": language_tag(code),
            "name": LANGUAGE_NAMES.get(code, name),
            "url": address(code),
            "canonical": settings.SITE_URL + addresses.canonical(address(code)),
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def page_address(context):
    """The page as others are told of it: `url`, and `qr`, its image; nothing for what is one person's alone."""
    request = context.get("request")
    if request is None or request.resolver_match is None or not addresses.is_shared(request.resolver_match):
        return None
    address = addresses.of(request)
    return {"url": settings.SITE_URL + address, "qr": f"{reverse('page_qr')}?{urlencode({'path': address})}"}


@register.simple_tag(takes_context=True)
def comfort_address(context):
    """Where text size is chosen, and the way back from there."""
    request = context.get("request")
    if request is None or request.resolver_match is None or request.resolver_match.url_name == "comfort_choice":
        return reverse("comfort_choice")
    return f"{reverse('comfort_choice')}?{urlencode({'next': request.get_full_path()})}"


@register.simple_tag(takes_context=True)
def aria_current(context, url):
    """Marks a link of the navigation: the page itself, or one above it."""
    path = getattr(context.get("request") or getattr(context, "request", None), "path", "")
    if path == url:
        return mark_safe(' aria-current="page"')  # noqa: S308 - a constant
    return mark_safe(' aria-current="true"') if url and path.startswith(url) else ""  # noqa: S308 - a constant


@register.simple_tag
def elided_pages(page_obj):
    """The page numbers to link, gaps as `…`."""
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
