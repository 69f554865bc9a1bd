"""What a notice says, as the letter or the short message that leaves the site."""


class NotSendable(Exception):
    """It cannot be handed over at all; `why` is one of `feedback.rules.notices.Why`."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why
