"""Opening: what was sealed comes out in plain pieces, and stops where it was altered."""

from cryptography.exceptions import InvalidTag

from portal.sealed.shape import HEAD_BYTES, MARK, PIECE, TAG_BYTES, cipher, nonce


class Broken(Exception):
    """The file is not, or not whole, what was sealed under this key."""


def read(storage, name, key):
    """Yield the plain pieces of the file `name`.

    Raises `Broken` at the first piece that is not as it was sealed: who hands pieces on has to do without the rest.
    """
    with storage.open(name, "rb") as file:
        head = file.read(HEAD_BYTES)
        if len(head) != HEAD_BYTES or not head.startswith(MARK):
            raise Broken(name)
        opener = cipher(key, head[len(MARK) :])
        piece, number, is_last = file.read(PIECE + TAG_BYTES), 0, False
        while not is_last:
            following = file.read(PIECE + TAG_BYTES)
            is_last = not following
            try:
                plain = opener.decrypt(nonce(number, is_last), piece, None)
            except (InvalidTag, ValueError) as error:
                raise Broken(name) from error
            yield plain
            piece, number = following, number + 1
