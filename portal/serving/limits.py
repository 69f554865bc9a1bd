"""How often something may be done from one browser and, late and high, from one network: a table.

One address is not one person: an office, a school, a whole mobile cell share one. So a browser is refused first; the
network only where a machine that drops its cookies would be meant. What opens with a secret always opens with the right
one, and nothing is refused because of what strangers did to the same suggestion elsewhere.
"""

from typing import NamedTuple

from django.conf import settings

MINUTE, HOUR = 60, 60 * 60


class Limit(NamedTuple):
    """`browser`, `network` and `each` (one thing from one network) name settings; 0 there refuses nobody."""

    name: str
    seconds: int
    browser: str = ""
    network: str = ""
    each: str = ""
    is_of_secret: bool = False  # then counted in the database, whether a cache is there or not

    @property
    def minutes(self):
        return self.seconds // MINUTE

    def bounds(self, *, browser, network, about=""):
        """{what is counted: how often it may be}, for who is known by these digests."""
        counted = [
            (self.browser, f"{self.name}:browser:{browser}" if browser else ""),
            (self.network, f"{self.name}:network:{network}"),
            (self.each, f"{self.name}:each:{network}:{about}"),
        ]
        return {key: most for setting, key in counted if key and setting and (most := getattr(settings, setting))}


WRONG_RECEIPT = Limit(
    "receipt", 15 * MINUTE, browser="WRONG_RECEIPTS_BROWSER", network="WRONG_RECEIPTS_NETWORK", is_of_secret=True
)
WRONG_LABEL = WRONG_RECEIPT._replace(name="label")  # of who withdraws what somebody else applied for
WRONG_CODE = WRONG_RECEIPT._replace(name="ballot")  # of who votes
BEGIN = Limit("begin", HOUR, browser="BEGUN_PER_HOUR_BROWSER", network="BEGUN_PER_HOUR_NETWORK")
SEND = Limit("send", HOUR, browser="SENT_PER_HOUR_BROWSER", network="SENT_PER_HOUR_NETWORK")
# The questions of a talk: a hall has one network, and one screen there is passed from hand to hand.
ASK = Limit("ask", HOUR, browser="ASKED_PER_HOUR_BROWSER", network="ASKED_PER_HOUR_NETWORK")
SUPPORT = Limit(
    "support", HOUR,
    browser="SUPPORTS_PER_HOUR_BROWSER", network="SUPPORTS_PER_HOUR_NETWORK", each="SUPPORTS_PER_HOUR_EACH",
)  # fmt: skip
OPINION = Limit(
    "opinion", HOUR,
    browser="OPINIONS_PER_HOUR_BROWSER", network="OPINIONS_PER_HOUR_NETWORK", each="OPINIONS_PER_HOUR_EACH",
)  # fmt: skip
UPLOAD = Limit("upload", HOUR, browser="UPLOADS_PER_HOUR_BROWSER", network="UPLOADS_PER_HOUR_NETWORK")
HITS = Limit("hits", MINUTE, network="HITS_PER_MINUTE_NETWORK")
FOLLOW = Limit("follow", HOUR, browser="FOLLOWS_PER_HOUR_BROWSER", network="FOLLOWS_PER_HOUR_NETWORK")
