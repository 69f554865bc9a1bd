"""Requests as the views may take them: from the visitor's own address, without what no database can store."""

import re
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpResponseBadRequest


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


def plain_text_only(get_response):
    """No NUL reaches PostgreSQL, which would answer with an error: not from an address, not by a cookie."""

    def middleware(request):
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return HttpResponseBadRequest()
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if session is not None and not re.fullmatch("[a-z0-9]+", session):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return get_response(request)

    return middleware
