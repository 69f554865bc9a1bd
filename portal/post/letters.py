"""What leaves the site: a letter, or a short message whose text stands with the gateway."""

from typing import NamedTuple


class Letter(NamedTuple):
    """A mail to one person; its Message-ID stays the same, however often it is tried."""

    to: str
    subject: str
    text: str
    html: str
    headers: dict  # {name: value} beside those that every mail has
    message_id: str  # with its angle brackets


class ShortMessage(NamedTuple):
    """An SMS to one number: the name of a template and what its places say."""

    to: str
    template: str  # our name of it; `SMS_TEMPLATES` says the gateway's
    places: dict  # {name: a number or a word}, in the order of the template
    key: str  # by which a gateway knows one that it has taken before
