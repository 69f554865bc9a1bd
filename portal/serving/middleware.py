"""Requests as the views may take them: readable in one way only, from the visitor's own address."""

from functools import lru_cache
from ipaddress import ip_address, ip_network

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponseBadRequest, UnreadablePostError
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from portal.serving.addresses import language_of
from portal.serving.context import site
from portal.serving.gate import IS_READABLE, is_readable, without_nul
from portal.serving.unsaved import NamesAlone

# What protects a page that never came as far as the rest of the middleware.
PROTECTIONS = (XFrameOptionsMiddleware, CSPMiddleware, SecurityMiddleware)


def gate(get_response):
    """Stands first: 400 for what cannot be read; and what a POST holds is text that can be stored."""
    layers = [layer(get_response) for layer in PROTECTIONS]

    def refusal(request):
        response = HttpResponseBadRequest(_bad_request(language_of(request.path_info)))
        response["Cache-Control"] = "no-store"
        for layer in layers:
            response = layer.process_response(request, response)
        return response

    def middleware(request):
        passes = request.META.get(IS_READABLE)
        if not (is_readable(request.META) if passes is None else passes):
            return refusal(request)
        if request.encoding not in (None, "utf-8"):
            request.encoding = "utf-8"  # by the one name that all of Django knows
        _drop_what_is_no_session(request)
        return get_response(request)

    def process_view(request, view, args, kwargs):
        """Before anything else reads what was sent; a view that takes files reads it itself."""
        if request.method != "POST" or getattr(view, "reads_its_form", False):
            return None
        if not request.path.startswith(reverse("admin:index")):  # the desk alone has further forms with files
            request.upload_handlers = [NamesAlone(request)]
        try:
            request.POST = without_nul(request.POST)
        except UnreadablePostError:  # whoever sends it has gone
            return refusal(request)
        return None

    middleware.process_view = process_view
    return middleware


def _drop_what_is_no_session(request):
    """A cookie may say what no header can hold; a session's name goes to the database."""
    name = settings.SESSION_COOKIE_NAME
    if name in request.META.get("HTTP_COOKIE", ""):
        key = request.COOKIES.get(name)
        if key is not None and not (key.isascii() and key.isalnum()):
            del request.COOKIES[name]


@lru_cache(maxsize=16)
def _bad_request(language):
    """The site's page for it, made once: who sends many of them costs little, and asks no database."""
    with override(language):
        return render_to_string("400.html", site(None))


def trusted_proxies(get_response):
    """Take the visitor's address from X-Forwarded-For when, and only when, a trusted proxy wrote it."""
    networks = [ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES]

    @lru_cache(maxsize=4096)
    def is_trusted(address):
        try:
            return any(ip_address(address) in network for network in networks)
        except ValueError:
            return False

    def middleware(request):
        peer = request.META.get("REMOTE_ADDR", "")
        if is_trusted(peer):
            hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
            while hops and is_trusted(peer):
                peer = hops.pop()
            request.META["REMOTE_ADDR"] = peer
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware
