"""Citizens and staff at work on a portal whose processes are killed: they try again, and note what they were shown."""

import http.client
import random
import re
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from benchmarks.site import HEADERS, HOST, NAME
from tests.soak.pages import forms

NUMBER = re.compile(r'class="ticket__number">\s*([0-9-]+)')
SECRET = re.compile(r'class="ticket__secret">\s*([0-9 ]+)')
ROW = re.compile(r"/desk/feedback/suggestion/(\d+)/change/")
ANSWERS = {
    "kind": "suggestion", "category": "unsure", "district": "", "section": "", "website": "",
    "body": "早高峰左轉的車排到直行道，請加一塊待轉牌。（示例資料）", "name": "示例市民", "consent": "yes",
    "notices_by": "mail",
}  # fmt: skip
ASIDE = {"aside", "back", "leave"}  # buttons that do something else
MOST_STEPS = 40  # of one sending, the repeated ones counted
PATIENCE = 60  # seconds that one request is tried again


class Gone(Exception):  # noqa: N818  it reads as what happened
    """The portal did not answer for too long."""


@dataclass
class Browser:
    port: int
    address: str
    cookies: dict = field(default_factory=dict)
    failures: list = field(default_factory=list)

    def ask(self, method, path, fields=None):
        """(status, where it leads, page); tried again while nobody answers, as a person does."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                status, location, page = self._ask(method, path, fields)
                if status == 500:
                    self.failures.append(f"{method} {path}: 500")
                if status < 500:
                    return status, location, page
            time.sleep(0.2)
        raise Gone(f"{method} {path}")

    def _ask(self, method, path, fields):
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        origin = f"https://{NAME}"
        headers = HEADERS | {"X-Forwarded-For": self.address, "Origin": origin, "Referer": origin + path}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(fields).encode() if fields is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        where = urlsplit(answer.headers.get("Location", ""))
        return answer.status, where.path + (f"?{where.query}" if where.query else ""), page


def send(port, place, shown):
    """One citizen sends one suggestion and notes the receipt that is shown."""
    browser = Browser(port, f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}")
    own = ANSWERS | {"title": f"示例建議第 {place} 件", "contact": f"citizen-{place}@example.invalid"}
    at = "/suggest/"
    for _ in range(MOST_STEPS):
        _status, location, page = browser.ask("GET", at)
        if location:
            at = location
            continue
        if number := NUMBER.search(page):
            shown.append((number[1], SECRET.search(page)[1]))
            return browser.failures
        form = next(
            form for form in forms(page, at) if form.method == "post" and not form.address.endswith("/comfort/")
        )
        names = {name for name, _value in form.fields} | {*form.choices}
        fields = {name: unescape(value) for name, value in form.fields}
        fields |= {name: value for name, value in own.items() if name in names}
        _status, location, _page = browser.ask("POST", form.address, fields)
        at = location or at
    raise Gone(f"no receipt after {MOST_STEPS} steps, at {at}")


def triage(port, session, stop, done):
    """An officer accepts and assigns what came, until told to stop; each verb that was done is noted.

    Returns what the portal failed to answer.
    """
    luck = random.Random(session)
    browser = Browser(port, "10.200.0.1", {"sessionid": session})
    while not stop.is_set():
        with suppress(Gone):
            for verb, queue in (("accept", "to_accept"), ("assign", "to_assign")):
                _status, _location, page = browser.ask("GET", f"/desk/feedback/suggestion/?queue={queue}")
                rows = ROW.findall(page)
                if rows:
                    _act(browser, luck.choice(rows), verb, luck, done)
        stop.wait(0.05)
    return browser.failures


def _act(browser, pk, verb, luck, done):
    address = f"/desk/feedback/suggestion/{pk}/do/{verb}/"
    _status, _location, page = browser.ask("GET", address)
    asked = [form for form in forms(page, address) if form.method == "post" and "revision" in dict(form.fields)]
    if asked:
        fields = dict(asked[0].fields)
        fields |= {
            name: luck.choice([one for one in values if one] or [""]) for name, values in asked[0].choices.items()
        }
        status, _location, _page = browser.ask("POST", asked[0].address, fields)
        done.append((verb, status))


def in_threads(count, work):
    """Run `work` in so many threads until all have come to an end."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads
