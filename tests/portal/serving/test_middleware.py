"""A visitor's address is what a trusted proxy says, and nobody else."""

import pytest

from portal.serving.middleware import trusted_proxies

VISITOR, PROXY, FRONT, STRANGER = "203.0.113.7", "10.0.0.1", "10.0.0.2", "198.51.100.9"


def seen(rf, settings, *, peer, forwarded=None, proxies=("10.0.0.0/8",)):
    """The address and the protocol header that views are given."""
    settings.TRUSTED_PROXIES = list(proxies)
    headers = {"HTTP_X_FORWARDED_PROTO": "https"} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    request = rf.get("/", REMOTE_ADDR=peer, **headers)
    return trusted_proxies(lambda request: (request.META["REMOTE_ADDR"], request.META.get("HTTP_X_FORWARDED_PROTO")))(
        request
    )


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (VISITOR, VISITOR),
        (f"{VISITOR}, {FRONT}", VISITOR),
        (f" {VISITOR} ,, {FRONT} ", VISITOR),
        (f"{STRANGER}, {VISITOR}", VISITOR),  # the visitor wrote the first one
        (f"{PROXY}, {VISITOR}", VISITOR),
        ("2001:db8::7", "2001:db8::7"),
        ("unknown", "unknown"),
        (None, PROXY),
        (FRONT, FRONT),
    ],
)
def test_trusted_proxy_is_believed(rf, settings, forwarded, address):
    assert seen(rf, settings, peer=PROXY, forwarded=forwarded) == (address, "https")


def test_stranger_is_not_believed(rf, settings):
    assert seen(rf, settings, peer=STRANGER, forwarded=VISITOR) == (STRANGER, None)


def test_nobody_is_believed_by_default(rf, settings):
    assert seen(rf, settings, peer="127.0.0.1", forwarded=VISITOR, proxies=()) == ("127.0.0.1", None)


def test_peer_without_an_address_is_not_believed(rf, settings):
    assert seen(rf, settings, peer="", forwarded=VISITOR) == ("", None)
