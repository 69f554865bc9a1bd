"""A gateway may fail at any moment, and what is known of the message then is what is said."""

import json

import pytest

from portal.post import sms
from portal.post.gateway import Gateway, Success
from portal.post.letters import ShortMessage
from portal.post.outcome import accepted, later, refused, unknown
from tests.portal.post.gateway_server import WAYS, serving
from tests.portal.post.mail_server import free_port

MESSAGE = ShortMessage("13864210975", "replied", {"number": "2026-0012", "word": "已答覆"}, "0123456789abcdef")


@pytest.fixture
def gateway():
    with serving() as gateway:
        yield gateway


def described(port, **more):
    told = {
        "url": f"http://127.0.0.1:{port}/send", "body": '{"to": "${to}", "text": ${places_object}}',
        "success": Success("200", ("result", "code"), "OK"), "busy": frozenset({"isv.BUSINESS_LIMIT"}), "timeout": 0.3,
    }  # fmt: skip
    return Gateway(**told | more)


def handed_to(port, **more):
    """(outcome, how often the bytes were about to go out)."""
    handed = []
    outcome = sms.ByGateway(described(port, **more)).send(MESSAGE, lambda: handed.append("now"))
    return outcome, len(handed)


EXPECTED = {
    "takes": accepted(200),
    "refuses this message": refused("isv.MOBILE_NUMBER_ILLEGAL"),
    "is over its limit": later("isv.BUSINESS_LIMIT"),
    "answers another shape": unknown("answer"),
    "answers a page": unknown("answer"),
    "answers nonsense": unknown("connection"),
    "answers nothing": unknown("connection"),
    "breaks off": unknown("answer"),
    "talks without end": unknown("answer"),
    "sends elsewhere": later(302),
    "knows no such key": later(401),
    "finds it wrong": refused(400),
    "is too busy": later(429),
    "is being mended": later(503),
    "is broken": unknown(500),
    "has nobody behind it": unknown(502),
    "never answers": unknown("connection"),
    "drips": unknown("connection"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_known_of_a_message_when_the_gateway_misbehaves(gateway, way):
    gateway.way = way

    found = handed_to(gateway.port)

    assert (found, len(gateway.asked)) == ((EXPECTED[way], 1), 1)


def test_a_gateway_that_is_not_there_is_tried_later():
    assert handed_to(free_port()) == (later("connection"), 0)


def test_a_plain_answer_where_a_certificate_is_due_is_tried_later(gateway):
    gateway.way = "answers nothing"

    assert handed_to(gateway.port, url=f"https://127.0.0.1:{gateway.port}/send") == (later("connection"), 0)


def test_a_header_that_cannot_be_sent_refuses_the_message(gateway):
    assert handed_to(gateway.port, headers={"X-To": "a\r\nX-From: b"}) == (refused("address"), 0)


def test_the_gateway_is_asked_as_it_was_described(gateway):
    handed_to(
        gateway.port,
        headers={"Content-Type": "application/json", "Authorization": "Bearer k", "X-Signature": "${signature}"},
        signed="${key}\\n${to}", secret="secret",
    )  # fmt: skip

    assert gateway.asked == [
        (
            "POST /send HTTP/1.1",
            {
                "Host": f"127.0.0.1:{gateway.port}",
                "Content-Length": "72",
                "Idempotency-Key": "0123456789abcdef",
                "Content-Type": "application/json",
                "Authorization": "Bearer k",
                "X-Signature": "9b6cb7e01b9a4cf33ae60753aa746dbf2a704cdf486f5c9efdca94e7e83315ef",
                "Connection": "close",
            },
            '{"to": "13864210975", "text": {"number":"2026-0012","word":"已答覆"}}',
        )
    ]


def test_what_is_held_back_at_the_last_moment_is_not_sent(gateway):
    class Held(Exception):
        pass

    def handing():
        raise Held

    with pytest.raises(Held):
        sms.ByGateway(described(gateway.port)).send(MESSAGE, handing)

    assert gateway.asked == []


def test_without_a_gateway_each_message_is_a_file(tmp_path, settings):
    settings.SMS_GATEWAY, settings.SMS_FOLDER, handed = None, tmp_path / "sms", []

    outcome = sms.sender().send(MESSAGE, lambda: handed.append("now"))

    [written] = (tmp_path / "sms").iterdir()
    assert (outcome, handed, written.name) == (accepted("file"), ["now"], "0123456789abcdef.json")
    assert json.loads(written.read_text()) == {
        "to": "13864210975", "template": "replied", "places": {"number": "2026-0012", "word": "已答覆"},
        "key": "0123456789abcdef",
    }  # fmt: skip
