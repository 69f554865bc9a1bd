"""Who a request comes from, as far as limits know: a browser, and the network that it sits in."""

from ipaddress import ip_address, ip_network

from portal.tables.encrypted import lookup_key

IPV6_PREFIX = 64  # one household, one phone: it changes its address in there as it likes


def browser(request):
    """A digest of the token that every form of this site needs; empty for who was given none yet.

    It asks for no cookie of its own. Who drops it is another browser, and still in the same network.
    """
    token = request.META.get("CSRF_COOKIE")
    return lookup_key(f"browser:{token}") if token else ""


def network(request):
    """The visitor's address, of IPv6 its /64; None for what is no address."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)


def network_digest(request):
    """The same, unreadable where it is counted."""
    return lookup_key(f"network:{network(request)}")
