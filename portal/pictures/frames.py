"""How the worker and the process that draws talk: pieces of bytes, each behind its length."""

LENGTH_BYTES = 4


class Unframed(Exception):
    """What was said is no row of whole pieces."""


def framed(*pieces):
    return b"".join(len(piece).to_bytes(LENGTH_BYTES, "big") + piece for piece in pieces)


def pieces_of(said):
    """The pieces of what was said; raises `Unframed` where the last one is cut off."""
    pieces, at = [], 0
    while at < len(said):
        begin = at + LENGTH_BYTES
        at = begin + int.from_bytes(said[at:begin], "big")
        if begin > len(said) or at > len(said):
            raise Unframed
        pieces.append(said[begin:at])
    return pieces
