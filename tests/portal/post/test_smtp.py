"""A mail server may fail at any moment, and what is known of the letter then is what is said."""

import pytest

from portal.post.letters import Letter
from portal.post.mail import Mail
from portal.post.outcome import accepted, later, refused, unknown
from tests.portal.post.mail_server import TAKES, WAYS, free_port, serving

LETTER = Letter(
    to="wang@example.com",
    subject="您的建議已答覆",
    text="您好：\n.您的建議已答覆。\n",
    html="<p>您好</p>",
    headers={"List-Unsubscribe": "<https://portal.example/notices/stop/x/>"},
    message_id="<0123@portal.example>",
)


class Handed(list):
    """How often the letter's bytes were about to go out."""

    def __call__(self):
        self.append("now")


@pytest.fixture
def mail(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "portal.post.smtp.Backend", "127.0.0.1", 0.3
    settings.MAIL_FROM = "民意直通 <notices@portal.example>"
    sender = Mail()
    yield sender
    sender.close()


@pytest.fixture
def post(settings):
    with serving() as post:
        settings.EMAIL_PORT = post.port
        yield post


def test_a_letter_arrives_with_both_its_parts_and_its_headers(mail, post):
    handed = Handed()

    outcome = mail.send(LETTER, handed)

    [letter] = post.letters
    names = ("From", "To", "Message-ID", "Auto-Submitted", "List-Unsubscribe")
    assert (outcome, handed) == (accepted(250), ["now"])
    assert {name: letter[name] for name in names} == {
        "From": "=?utf-8?b?5rCR5oSP55u06YCa?= <notices@portal.example>",
        "To": "wang@example.com",
        "Message-ID": "<0123@portal.example>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://portal.example/notices/stop/x/>",
    }
    assert [(part.get_content_type(), part.get_payload(decode=True).decode()) for part in letter.get_payload()] == [
        ("text/plain", "您好：\r\n.您的建議已答覆。\r\n"),
        ("text/html", "<p>您好</p>"),
    ]


EXPECTED = {
    "closes at once": (later("connection"), [], 0),
    "greets with 421": (later(421), [], 0),
    "greets slowly": (later("connection"), [], 0),
    "rejects the recipient": (refused(550), [], 0),
    "puts the recipient off": (later(450), [], 0),
    "closes within DATA": (unknown("connection"), ["now"], 0),
    "rejects the letter": (refused(554), ["now"], 0),
    "puts the letter off": (later(451), ["now"], 0),
    "closes without an answer": (unknown("connection"), ["now"], 1),
    "hangs after the dot": (unknown("connection"), ["now"], 1),
    "answers nonsense": (unknown("connection"), ["now"], 1),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_known_of_a_letter_when_the_server_misbehaves(mail, post, way):
    handed, post.pick = Handed(), lambda: way

    outcome = mail.send(LETTER, handed)

    assert (outcome, handed, len(post.taken)) == EXPECTED[way]


def test_the_next_letter_after_a_failure_arrives(mail, post):
    found = []
    for way in WAYS:
        mail.close()
        post.pick = lambda: way  # noqa: B023  called within this turn
        mail.send(LETTER, Handed())
        post.pick = lambda: TAKES
        found.append(mail.send(LETTER, Handed()))

    assert found == [accepted(250)] * len(WAYS)


def test_a_server_that_is_not_there_is_tried_later(mail, settings):
    settings.EMAIL_PORT, handed = free_port(), Handed()

    assert (mail.send(LETTER, handed), handed) == (later("connection"), [])


@pytest.mark.parametrize(
    "more", [{"EMAIL_USE_TLS": True}, {"EMAIL_USE_SSL": True}, {"EMAIL_HOST_USER": "a", "EMAIL_HOST_PASSWORD": "b"}]
)
def test_a_server_that_does_not_speak_as_it_was_set_is_tried_later(mail, post, settings, more):
    for name, value in more.items():
        setattr(settings, name, value)
    handed = Handed()

    assert (mail.send(LETTER, handed), handed, post.taken) == (later("connection"), [], [])


def test_a_letter_that_is_held_back_at_the_last_moment_is_not_taken(mail, post):
    class Held(Exception):
        pass

    def handing():
        raise Held

    with pytest.raises(Held):
        mail.send(LETTER, handing)
    outcome = mail.send(LETTER, Handed())

    assert (outcome, len(post.taken)) == (accepted(250), 1)


@pytest.mark.parametrize("address", ["wang@example.com\nBcc: all@example.com", "", "王"])
def test_what_is_no_address_is_refused(mail, post, address):
    handed = Handed()

    assert (mail.send(LETTER._replace(to=address), handed).became, post.taken) == (refused().became, [])
