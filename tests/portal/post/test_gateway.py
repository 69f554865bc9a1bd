"""A gateway is sent what its operator described, each value as its place needs it."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from portal.post.gateway import Gateway, Success, Unfit, described
from portal.post.letters import ShortMessage

NOW = datetime(2026, 11, 27, 1, 2, 3, tzinfo=UTC)
MESSAGE = ShortMessage("13864210975", "replied", {"number": "2026-0012", "word": '"答"&'}, "k1")
SETTINGS = (
    "SMS_URL", "SMS_METHOD", "SMS_HEADERS", "SMS_BODY", "SMS_SIGNATURE", "SMS_SECRET", "SMS_SIGNATURE_FORM",
    "SMS_SUCCESS", "SMS_BUSY", "SMS_TEMPLATES", "SMS_TIMEOUT",
)  # fmt: skip
UNSET = dict.fromkeys(SETTINGS, "")


def request(**told):
    return Gateway(**{"url": "https://sms.example/v1/send", "body": "x"} | told).request(MESSAGE, NOW, "n1")


def test_values_stand_within_json():
    body = '{"to":"${to}","id":"${template}","text":"${places}","list":${places_list},"at":${time},"n":"${nonce}"}'

    assert request(body=body, templates={"replied": "SMS_7"}, headers={"Content-Type": "application/json"}) == (
        "POST",
        "/v1/send",
        {"Idempotency-Key": "k1", "Content-Type": "application/json"},
        (
            r'{"to":"13864210975","id":"SMS_7","text":"{\"number\":\"2026-0012\",\"word\":\"\\\"答\\\"&\"}",'
            r'"list":["2026-0012","\"答\"&"],"at":1795741323,"n":"n1"}'
        ).encode(),
    )


def test_values_stand_within_a_form_and_an_address():
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    assert request(url="https://sms.example?k=${key}&w=${places_list}", body="w=${places_list}", headers=form) == (
        "POST",
        "/?k=k1&w=%5B%222026-0012%22%2C%22%5C%22%E7%AD%94%5C%22%26%22%5D",
        {"Idempotency-Key": "k1", **form},
        b"w=%5B%222026-0012%22%2C%22%5C%22%E7%AD%94%5C%22%26%22%5D",
    )


@pytest.mark.parametrize("in_base64", [True, False])
def test_what_is_signed_is_the_text_of_the_settings(in_base64):
    found = request(
        body='{"to":"${to}"}', signed="POST\\n${time_iso}\\n${body}", secret="秘", in_base64=in_base64,
        headers={"X-Signature": "${signature}"},
    )  # fmt: skip

    signed = b'POST\n2026-11-27T01:02:03Z\n{"to":"13864210975"}'
    digest = hmac.new("秘".encode(), signed, hashlib.sha256)
    expected = base64.b64encode(digest.digest()).decode() if in_base64 else digest.hexdigest()
    assert found[2]["X-Signature"] == expected


def test_a_gateway_is_read_from_the_settings():
    told = UNSET | {
        "SMS_URL": "https://sms.example/send", "SMS_METHOD": "put", "SMS_HEADERS": '{"X-Key": "1"}',
        "SMS_BODY": "${to}", "SMS_SIGNATURE": "${body}", "SMS_SECRET": "s", "SMS_SIGNATURE_FORM": "base64",
        "SMS_SUCCESS": "200 Set.0.Code=Ok", "SMS_BUSY": "limit, busy", "SMS_TEMPLATES": '{"replied": "7"}',
        "SMS_TIMEOUT": "5",
    }  # fmt: skip

    assert described(told) == Gateway(
        url="https://sms.example/send", method="PUT", headers={"Content-Type": "application/json", "X-Key": "1"},
        body="${to}", signed="${body}", secret="s", in_base64=True, success=Success("200", ("Set", "0", "Code"), "Ok"),
        busy=frozenset({"limit", "busy"}), templates={"replied": "7"}, timeout=5,
    )  # fmt: skip


PLACES = "key, nonce, places, places_list, places_object, signature, template, time, time_iso, to"
JSON = 'names and texts as JSON, such as {"name": "text"}.'


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("SMS_URL", "file:///etc/passwd", "the address of the gateway, such as https://sms.example/send."),
        ("SMS_URL", "https://${to}/", "the address of the gateway, such as https://sms.example/send."),
        ("SMS_METHOD", "DELETE", "POST, GET or PUT."),
        ("SMS_BODY", "", "the body that the gateway is sent, with places such as ${to}."),
        ("SMS_BODY", "${name}", f"a text with no other places than {PLACES}; a dollar sign is $$."),
        ("SMS_BODY", "5 $", f"a text with no other places than {PLACES}; a dollar sign is $$."),
        ("SMS_HEADERS", "X-Key: 1", JSON),
        ("SMS_TEMPLATES", '{"replied": 7}', JSON),
        ("SMS_SIGNATURE", "${to}", "what the gateway's requests are signed with."),
        ("SMS_SIGNATURE_FORM", "md5", "hex or base64."),
        ("SMS_SUCCESS", "OK", "a status, and where which value stands in the answer, such as 200 Code=OK."),
        ("SMS_TIMEOUT", "soon", "a whole number of seconds."),
    ],
)
def test_a_setting_that_does_not_do_is_named(name, value, why):
    told = UNSET | {"SMS_URL": "https://sms.example/send", "SMS_BODY": "${to}"} | {name: value}
    field = "SMS_SECRET" if name == "SMS_SIGNATURE" else name

    with pytest.raises(Unfit) as found:
        described(told)

    assert found.value.args == (field, why)
