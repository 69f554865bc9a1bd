"""A gateway for short messages as its operator describes it: what it is sent, and how its answer is read.

Templates hold places such as `${to}`; each value is written as its surroundings need it: within the quotes of JSON, in
a form, in an address.
"""

import base64
import hashlib
import hmac
import json
import re
from datetime import UTC
from string import Template
from typing import NamedTuple
from urllib.parse import quote, quote_plus, urlsplit

from portal.post.outcome import accepted, later, refused, unknown

WHOLE = ("places_object", "places_list")  # JSON that stands in a body without quotes around it
PLACES = {"to", "template", "places", *WHOLE, "key", "time", "time_iso", "nonce", "signature"}
FORM = "application/x-www-form-urlencoded"
NOT_NOW = {401, 403, 404, 405, 407, 408, 425, 429, 503}  # the gateway took nothing, and may take it another time
BUSY = {500, 502, 504}  # what stands before it broke: it may have taken the message


class Unfit(Exception):
    """A setting that does not do: its name and why, in a sentence."""

    def __init__(self, name, why):
        super().__init__(name, why)
        self.name, self.why = name, why


class Success(NamedTuple):
    """When a message counts as taken: a status, and where a value stands in the JSON of the answer."""

    status: str = "2xx"
    path: tuple = ()
    value: str = ""


class Gateway(NamedTuple):
    url: str
    method: str = "POST"
    headers: dict = {}  # noqa: RUF012  never changed
    body: str = ""
    signed: str = ""  # the template of what is signed
    secret: str = ""
    in_base64: bool = False
    success: Success = Success()
    busy: frozenset = frozenset()  # values that stand where success does, and mean that it may be tried again
    templates: dict = {}  # noqa: RUF012  {our name: the gateway's}
    timeout: int = 20

    def request(self, message, now, nonce):
        """(method, path, headers, body as bytes) of one message."""
        places = json.dumps(message.places, ensure_ascii=False, separators=(",", ":"))
        told = {
            "to": message.to,
            "template": self.templates.get(message.template, message.template),
            "places": places,
            "places_object": places,
            "places_list": json.dumps([*message.places.values()], ensure_ascii=False, separators=(",", ":")),
            "key": message.key,
            "time": str(int(now.timestamp())),
            "time_iso": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "nonce": nonce,
            "signature": "",
        }
        if self.signed:
            told["signature"] = self._signature(told | {"body": _filled(self.body, told, self._in_body)})
        target = urlsplit(_filled(self.url, told, lambda name, value: quote(value, safe="")))
        headers = {name: _filled(text, told, lambda name, value: value) for name, text in self.headers.items()}
        body = _filled(self.body, told, self._in_body).encode() if self.body else b""
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        return self.method, path, {"Idempotency-Key": message.key} | headers, body

    def _in_body(self, name, value):
        if self.headers.get("Content-Type", "").startswith(FORM):
            return quote_plus(value)
        return value if name in WHOLE else json.dumps(value, ensure_ascii=False)[1:-1]

    def _signature(self, told):
        what = _filled(self.signed, told, lambda name, value: value).replace("\\n", "\n")
        digest = hmac.new(self.secret.encode(), what.encode(), hashlib.sha256)
        return base64.b64encode(digest.digest()).decode() if self.in_base64 else digest.hexdigest()

    def read(self, status, answer):
        """Outcome by a whole answer; what cannot be understood leaves it unknown."""
        if status in NOT_NOW or 300 <= status <= 399:
            return later(status)
        if status in BUSY or not 200 <= status <= 499:
            return unknown(status)
        if status >= 400:
            return refused(status)
        if not _is_like(status, self.success.status):
            return unknown(status)
        return self._by_value(status, answer) if self.success.path else accepted(status)

    def _by_value(self, status, answer):
        try:
            value = json.loads(answer)
            for step in self.success.path:
                value = value[int(step)] if isinstance(value, list) else value[step]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            return unknown("answer")
        said = value if isinstance(value, str) else json.dumps(value)
        if said == self.success.value:
            return accepted(status)
        return later(said) if said in self.busy else refused(said)


def _filled(template, told, written):
    return Template(template).substitute({name: written(name, value) for name, value in told.items()})


def _is_like(status, pattern):
    return re.fullmatch(pattern.replace("x", r"\d"), str(status)) is not None


def described(told):
    """The gateway of the settings `told`, {name: text, empty where not set}; `Unfit` says which one does not do."""
    if not re.fullmatch(r"\d*", told["SMS_TIMEOUT"]):
        raise Unfit("SMS_TIMEOUT", "a whole number of seconds.")
    gateway = Gateway(
        url=told["SMS_URL"],
        method=told["SMS_METHOD"].upper() or "POST",
        headers={"Content-Type": "application/json"} | _json(told, "SMS_HEADERS"),
        body=told["SMS_BODY"],
        signed=told["SMS_SIGNATURE"],
        secret=told["SMS_SECRET"],
        in_base64=told["SMS_SIGNATURE_FORM"] == "base64",
        success=_success(told["SMS_SUCCESS"]),
        busy=frozenset(told["SMS_BUSY"].replace(" ", "").split(",")) - {""},
        templates=_json(told, "SMS_TEMPLATES"),
        timeout=int(told["SMS_TIMEOUT"] or 20),
    )
    target = urlsplit(gateway.url)
    if target.scheme not in ("http", "https") or not target.hostname or "$" in target.netloc:
        raise Unfit("SMS_URL", "the address of the gateway, such as https://sms.example/send.")
    if gateway.method not in ("POST", "GET", "PUT"):
        raise Unfit("SMS_METHOD", "POST, GET or PUT.")
    if gateway.method != "GET" and not gateway.body:
        raise Unfit("SMS_BODY", "the body that the gateway is sent, with places such as ${to}.")
    if told["SMS_SIGNATURE_FORM"] not in ("", "hex", "base64"):
        raise Unfit("SMS_SIGNATURE_FORM", "hex or base64.")
    if gateway.signed and not gateway.secret:
        raise Unfit("SMS_SECRET", "what the gateway's requests are signed with.")
    checked = {"SMS_URL": [gateway.url], "SMS_BODY": [gateway.body], "SMS_HEADERS": gateway.headers.values()}
    for name, templates in checked.items():
        _check(name, templates, PLACES)
    _check("SMS_SIGNATURE", [gateway.signed], PLACES - {"signature"} | {"body"})
    return gateway


def _json(told, name):
    try:
        found = json.loads(told[name] or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise Unfit(name, 'names and texts as JSON, such as {"name": "text"}.')
    return found


def _success(text):
    match = re.fullmatch(r"\s*([1-5][0-9x]{2})?(?:\s*([\w.-]+)=(\S+))?\s*", text)
    if not match:
        raise Unfit("SMS_SUCCESS", "a status, and where which value stands in the answer, such as 200 Code=OK.")
    status, path, value = match.groups()
    return Success(status or "2xx", tuple(path.split(".")) if path else (), value or "")


def _check(name, templates, places):
    for template in map(Template, templates):
        if not template.is_valid() or not set(template.get_identifiers()) <= places:
            raise Unfit(name, f"a text with no other places than {', '.join(sorted(places))}; a dollar sign is $$.")
