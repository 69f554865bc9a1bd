"""A form in which somebody writes, and what its page offers, for tests that read pages as a browser does."""

from html import unescape
from html.parser import HTMLParser


class Form(HTMLParser):
    """The form `typed` of a page: where it goes, what it sends by itself, its buttons by what stands on them.

    `default` is the one that Enter presses.
    """

    def __init__(self, page):
        super().__init__()
        self.address, self.sent, self.buttons = page.request["PATH_INFO"], {}, {}
        self._is_inside, self._button, self.default = False, None, None
        self.feed(page.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._is_inside = attrs.get("id") == "typed"
            self.address = attrs.get("action", self.address) if self._is_inside else self.address
        is_own = self._is_inside or attrs.get("form") == "typed"
        if tag == "input" and is_own and attrs.get("type") == "hidden":
            self.sent[attrs["name"]] = attrs.get("value", "")
        if tag == "button" and is_own:
            self._button = attrs
            self.default = self.default or attrs

    def handle_data(self, data):
        if self._button is not None:
            self.buttons[data.strip()] = self._button

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_inside = False
        if tag == "button":
            self._button = None

    def press(self, client, label, typed, **more):
        """Send it with what was `typed` by the button on which `label` stands, and follow where that leads."""
        button = self.buttons[label]
        pressed = {button["name"]: button["value"]} if "name" in button else {}
        return client.post(button.get("formaction", self.address), self.sent | typed | pressed, follow=True, **more)


def stand_in(page, typed):
    """Whether all that was typed stands in a page."""
    shown = unescape(page.text)
    return all(words in shown for words in typed.values())
