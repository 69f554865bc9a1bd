"""What the other side says, read for so long and no longer, however slowly it says it."""

import io
from time import monotonic


class Timed(io.RawIOBase):
    """Reads from a socket until a moment. The socket's own time-out begins anew with each byte that drips in."""

    def __init__(self, connection, seconds):
        super().__init__()
        self._connection, self._seconds = connection, seconds
        self._raw = connection.makefile("rb", buffering=0)
        self.again()

    def again(self):
        """What is read from now on has its own time."""
        self._until = monotonic() + self._seconds

    def readable(self):
        return True

    def readinto(self, buffer):
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("It was said too slowly.")
        self._connection.settimeout(left)
        count = self._raw.readinto(buffer)
        self._connection.settimeout(self._seconds)
        return count

    def close(self):
        self._raw.close()
        super().close()
