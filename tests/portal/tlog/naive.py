"""RFC 6962, section 2.1, written down word for word: slow, and by nobody's code but its own."""

from hashlib import sha256


def root(entries):
    """MTH(D[n])."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return sha256(b"\x01" + root(entries[:k]) + root(entries[k:])).digest()


def path(m, entries):
    """PATH(m, D[n])."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*path(m, entries[:k]), root(entries[k:])]
    return [*path(m - k, entries[k:]), root(entries[:k])]


def proof(m, entries):
    """PROOF(m, D[n])."""
    return subproof(m, entries, True)


def subproof(m, entries, is_whole):
    if m == len(entries):
        return [] if is_whole else [root(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], is_whole), root(entries[k:])]
    return [*subproof(m - k, entries[k:], False), root(entries[:k])]


def largest_power_below(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k
