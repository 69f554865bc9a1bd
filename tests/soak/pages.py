"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass
class Form:
    """`fields` are (name, value) as they stand on the page; `choices` are the values that a name may take."""

    address: str
    method: str = "get"
    fields: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address, self.forms, self.form, self.select, self.area = address, [], None, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = Form(urljoin(self.address, given.get("action") or ""), (given.get("method") or "get").lower())
            self.forms.append(self.form)
        elif self.form and (name := given.get("name")):
            if tag == "select":
                self.select = name
            elif tag == "textarea":
                self.area = [name, ""]
            elif tag in ("input", "button"):
                self._control(name, given)
        elif self.form and tag == "option" and self.select:
            self._choice(self.select, given.get("value") or "", is_chosen="selected" in given)

    def _control(self, name, given):
        kind, value = given.get("type", "submit"), given.get("value") or ""
        if kind in ("radio", "checkbox", "submit"):
            self._choice(name, value or "on", is_chosen="checked" in given)
        else:
            self.form.fields.append((name, value))

    def _choice(self, name, value, *, is_chosen):
        self.form.choices.setdefault(name, []).append(value)
        if is_chosen:
            self.form.fields.append((name, value))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.form.fields.append(tuple(self.area))
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def forms(page, address):
    """Every form of `page`, which was found at `address`."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms
