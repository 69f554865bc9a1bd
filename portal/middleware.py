"""Requests as they were before a proxy passed them on."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def trusted_proxies(get_response):
    """Take the visitor's address from X-Forwarded-For when, and only when, a trusted proxy wrote it."""
    networks = [ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES]

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
