"""The checking page as it is sent: whole in itself, under a policy that names what stands in it and nothing else."""

import base64
import json
import re
from hashlib import sha256

import pytest
from django.conf import settings
from django.utils import timezone

from portal.ledger.checking import OWN
from portal.ledger.models import PublicKey
from tests.portal.ledger.evidence import log_signers, other_signers, receipt_signers

ADDRESSES = ["/ledger/check/", "/zh-hans/ledger/check/", "/en/ledger/check/"]
INLINE = re.compile(r'<(style|script type="module")>(.*?)</(?:style|script)>', re.DOTALL)
SIGNED = {"right", "forged", "elsewhere", "unknown"}  # of either note
# `line("step", "state", "said")`, where what is said may be left out, or one of two by whether it is right.
LINES = re.compile(r'line\((?:step|"(?P<step>\w+)"), (?:"(?P<state>\w+)"|[^"]*"right" : "wrong")(?:, "(?P<said>\w+)")?')


def digests(page):
    raw = [sha256(inline.encode()).digest() for _tag, inline in INLINE.findall(page)]
    return [f"'sha256-{base64.b64encode(one).decode()}'" for one in raw]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_policy_names_what_stands_in_the_page(client, db, address):
    response = client.get(address)
    style, script = digests(response.text)
    expected = {
        "default-src": "'none'", "script-src": script, "style-src": style, "img-src": "data:",
        "connect-src": "'none'", "form-action": "'none'",
    }  # fmt: skip
    sent, written = response["Content-Security-Policy"], re.search(r'Policy" content="(.*?)"', response.text)[1]
    told = [
        dict(part.strip().split(" ", 1) for part in policy.replace("&#x27;", "'").split(";"))
        for policy in (sent, written)
    ]
    assert told[1] == expected
    assert {name: told[0][name] for name in expected} == expected


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_asks_for_nothing_else(client, db, address):
    page = client.get(address).text
    assert re.findall(r"<(?:script|img|iframe)[^>]* src=|<link rel=\"(?:stylesheet|preload)|@import|url\(", page) == []


def test_it_knows_the_keys_in_use_and_all_that_were(client, db):
    former = other_signers(settings.LEDGER_ORIGIN)[0].key.vkey
    PublicKey.objects.create(vkey=former, first_used_at=timezone.now())
    page = client.get(ADDRESSES[0]).text
    keys = re.search(r'<script id="keys" type="application/json">(.*?)</script>', page)[1]
    assert json.loads(keys) == [log_signers()[0].key.vkey, receipt_signers()[0].key.vkey, former]


def test_all_that_the_script_says_stands_in_the_page(client, db):
    words = set(re.findall(r'data-word="([\w.]+)"', client.get(ADDRESSES[0]).text))
    found = LINES.findall((OWN / "judging.js").read_text(encoding="utf-8"))
    asked = set()
    for step, state, said in found:
        for one in [step] if step else ["checkpoint", "promise"] if said in SIGNED else ["pinned", "named"]:
            asked |= {one} | {f"{one}.{what}" for what in ([said or state] if state else ["right", "wrong"])}
    states = {name for name in words if re.match(r"(verdict|state|fact)\.", name)}
    assert (sorted(asked - words), len(states)) == ([], 7 + 14)
