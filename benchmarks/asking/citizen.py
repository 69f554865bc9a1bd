"""A citizen who sends a suggestion: through every page of the form, as a browser without JavaScript does it."""

import html
import re
import time
from urllib.parse import urlencode, urlsplit

from benchmarks.asking.client import Connection
from benchmarks.loading.words import Library
from benchmarks.site import NAME

FORM = re.compile(rb'<form class="form"[^>]* method="post".*?</form>', re.DOTALL)
HIDDEN = re.compile(rb'<input[^>]*type="hidden"[^>]*>')
NAMED = re.compile(rb'\bname="([^"]*)"')
VALUE = re.compile(rb'\bvalue="([^"]*)"')
NUMBER = re.compile(rb'class="ticket__number">\s*([0-9-]+)')
SECRET = re.compile(rb'class="ticket__secret">\s*([0-9 ]+)')
BY_MAIL = re.compile(rb'<input[^>]*name="notices_by"[^>]*value="mail"')
START, PERSON, CHECK, RECEIPT = "/suggest/", "/suggest/about-you/", "/suggest/check/", "/suggest/receipt/"
MOST_PAGES = 12
LIBRARY = Library()


class Astray(Exception):  # noqa: N818  it reads as what happened
    """The form did not lead on as it should."""


class Citizen:
    """One citizen with an address, a connection and cookies of their own; `place` tells them apart."""

    receipt_at = RECEIPT

    def __init__(self, port, place, text):
        self.connection, self.cookies, self.text = Connection(port), {}, text
        self.address = f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}"
        self.answers = {
            START: {"title": text.title, "body": f"{text.body}{place}", "website": ""},
            "/suggest/kind/": {"kind": "suggestion", "category": "unsure", "district": "", "place": text.place},
            "/suggest/files/": {},
            PERSON: {
                "name": "示例市民", "contact": f"citizen-{place}@example.invalid", "consent": "yes",
            },
        }  # fmt: skip
        self.page, self.at, self.is_sent = b"", START, False
        self.steps = None  # {step: Times}, if anybody wants to know

    async def prepare(self):
        """Everything up to the page that shows what would be sent."""
        await self._open(START)
        for _ in range(MOST_PAGES):
            if self.at == CHECK:
                return self
            await self._send()
            await self._follow()
        raise Astray(f"still at {self.at} after {MOST_PAGES} pages")

    async def submit(self):
        """The sending itself: one request."""
        await self._send()
        self.is_sent = True

    async def receipt(self):
        """(number, secret) as they are shown."""
        await self._follow()
        number, secret = NUMBER.search(self.page), SECRET.search(self.page)
        if self.at != self.receipt_at or not (number and secret):
            raise Astray(f"no receipt at {self.at}")
        self.connection.close()
        return number[1].decode(), secret[1].decode()

    async def _open(self, path):
        answer = await self._ask("GET", path)
        self.page, self.at = answer.body, path
        if answer.status != 200:
            raise Astray(f"GET {path}: {answer.status} {answer.location}")

    async def _send(self):
        """Post the form of the page with this citizen's answers; keeps where it leads."""
        fields = hidden(self.page) | self.answers.get(self.at, {})
        if self.at == PERSON:
            fields["notices_by"] = "mail" if BY_MAIL.search(self.page) else "none"
        answer = await self._ask("POST", self.at, urlencode(fields).encode())
        if answer.status != 302:
            raise Astray(f"POST {self.at}: {answer.status}")
        self.leads_to = urlsplit(answer.location).path

    async def _follow(self):
        await self._open(self.leads_to)

    async def _ask(self, method, path, body=b""):
        headers = {"X-Forwarded-For": self.address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            origin = f"https://{NAME}"
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded", "Origin": origin, "Referer": origin + self.at,
            }  # fmt: skip
        begun = time.perf_counter()
        answer = await self.connection.ask(method, path, headers, body)
        if self.steps is not None:
            self.steps[f"{method} {path}"].taken.append(time.perf_counter() - begun)
        self.cookies |= answer.cookies
        return answer


def hidden(page):
    """The hidden fields of the page's form."""
    form = FORM.search(page)
    if not form:
        raise Astray("no form")
    fields = {}
    for field in HIDDEN.findall(form[0]):
        name, value = NAMED.search(field), VALUE.search(field)
        if name:
            fields[name[1].decode()] = html.unescape(value[1].decode()) if value else ""
    return fields
