"""What the page frame and the components need to know: the language, where one is, which pages there are."""

from functools import cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from portal.frame import MENU
from portal.reading.drawing import drawn
from portal.reading.languages import html_lang, language_tag
from portal.serving import addresses, pages

register = template.Library()
register.simple_tag(html_lang)

# Each language by the name its own readers use, whatever the page is in.
LANGUAGE_NAMES = {"zh-hant": "繁體", "zh-hans": "简体", "en": "English"}


@register.simple_tag(takes_context=True)
def language_links(context):
    """This page, its query included, in every language; a page without an address leads home.

    `canonical` is its address without what does not name the page.
    """
    request = context.get("request")
    current = get_language() or settings.LANGUAGE_CODE
    is_found = request is not None and request.resolver_match is not None
    own, known_by = (request.get_full_path(), addresses.of(request)) if is_found else ("/", "/")
    return [
        {
            "code": code,
            "tag": language_tag(code),
            "name": LANGUAGE_NAMES.get(code, name),
            "url": addresses.prefixed(own, code),
            "canonical": settings.SITE_URL + addresses.prefixed(known_by, code),
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def desk_address(context):
    """This page of the desk, to come back to in another language; of its query nothing that somebody typed."""
    request = context["request"]
    own, way = addresses.of(request), addresses.canonical(request.GET.get("next", ""))
    return addresses.with_parameter(own, "next", way) if addresses.is_ours(way) else own


@register.simple_tag(takes_context=True)
def page_address(context):
    """The page as others are told of it: `url`, and `qr`, its image; nothing for what is one person's alone."""
    request = context.get("request")
    if request is None or not pages.is_for_everybody(request.resolver_match):
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


class Way(NamedTuple):
    """One way in; `current` says whether it is the page itself or stands above it."""

    url: str
    label: str
    current: str


@cache
def _ways_in(language):
    return [(reverse(page.name), str(page.label)) for page in MENU]


@register.simple_tag(takes_context=True)
def navigation(context):
    """The ways in, the one marked on which one is."""
    path = getattr(context.get("request"), "path", "")

    def current(url):
        return "page" if path == url else "true" if path.startswith(url) else ""

    ways = [Way(url, label, current(url)) for url, label in _ways_in(get_language())]
    return drawn("components/navigation.html", ways=tuple(ways))


@register.simple_tag(takes_context=True)
def added(context, template, own):
    """A piece that an app put into this page: `template`, which sees its own context and that of the page."""
    with context.push(own):
        return context.template.engine.get_template(template).render(context)


@register.simple_tag
def footer(site, takes_calls=False):
    """The foot of every page, the same on all in a language."""
    return drawn("components/footer.html", site=site, takes_calls=bool(takes_calls))


@register.simple_tag
def elided_pages(page_obj):
    """The page numbers to link, gaps as `…`."""
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
