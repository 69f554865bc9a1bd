"""How long to wait before doing again what ended by itself."""

LONGEST = 60  # seconds
STEADY = 60  # seconds: what lived so long begins with a short pause again


class Pauses:
    """Growing pauses of one thing that ends again and again: 1, 2, 4 … 60 seconds."""

    def __init__(self):
        self._next = 1

    def after(self, lived):
        """Seconds to wait once it has ended after `lived` seconds."""
        if lived >= STEADY:
            self._next = 1
        pause, self._next = self._next, min(2 * self._next, LONGEST)
        return pause
