"""A citizen who asks in a talk: one page with one text, a second look where the page wants one, and a receipt."""

from benchmarks.asking.citizen import Astray, Citizen

MOST_LOOKS = 3  # at what the page found in the text or has like it, before it is sent all the same
AGAIN = "?again=1"


class Asker(Citizen):
    """`talk` is the path of the talk's page."""

    def __init__(self, port, place, text, talk):
        super().__init__(port, place, text)
        self.asked_at, self.receipt_at = f"{talk}ask/", f"{talk}receipt/"
        self.answers = {self.asked_at: {"question": f"{text.body}{place}", "consent": "yes", "website": ""}}

    async def prepare(self):
        await self._open(self.asked_at)
        return self

    async def submit(self):
        """The sending; a page that comes again is sent again, with what it shows looked at."""
        for _ in range(MOST_LOOKS):
            await self._send()
            if self.leads_to == self.receipt_at:
                self.is_sent = True
                return
            await self._open(self.asked_at + AGAIN)
            self.at = self.asked_at
        raise Astray(f"POST {self.asked_at}: still shown again after {MOST_LOOKS} times")
