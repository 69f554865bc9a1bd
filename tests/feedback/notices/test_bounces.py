"""A letter that came back marks its notice; everybody else's mail is left alone."""

import imaplib

import pytest

from feedback.notices import bounces
from feedback.notices.models import Notice
from feedback.rules.notices import State
from tests.factories import NOW, make_notice, receive
from tests.feedback.notices.mailbox_server import serving


def report(*, action="failed", status="5.1.1", message_id="<1@portal.example>", returned="text/rfc822-headers"):
    """What a mail server writes when it could not deliver a letter."""
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@mail.example",
            "To: bounces@portal.example",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "Sorry.",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mail.example",
            "",
            "Final-Recipient: rfc822; wang@example.com",
            f"Action: {action}",
            f"Status: {status}",
            "",
            "--b",
            f"Content-Type: {returned}",
            "",
            "Subject: x",
            f"Message-ID: {message_id}",
            "",
            "--b--",
            "",
        ]
    ).encode()


PLAIN = b"From: li@example.com\r\nSubject: <1@portal.example>\r\n\r\nMessage-ID: <1@portal.example>\r\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (report(), ("<1@portal.example>", True)),
        (report(returned="message/rfc822"), ("<1@portal.example>", True)),
        (report(action="Failed"), ("<1@portal.example>", True)),
        (report(action="delayed", status="4.4.1"), ("<1@portal.example>", False)),
        (report(status="4.4.7"), ("<1@portal.example>", False)),
        (report(action="delivered", status="2.0.0"), ("<1@portal.example>", False)),
        (report(message_id=""), None),
        (report(returned="application/octet-stream"), None),
        (report(returned="multipart/mixed; boundary=c"), None),
        (PLAIN, None),
        (b"", None),
        (b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nnothing", None),
        (b"\xff\xfe\x00 no mail at all", None),
    ],
)
def test_a_report_says_which_letter_never_arrives(raw, expected):
    assert bounces.read(raw) == expected


@pytest.fixture
def box():
    with serving() as box:
        yield box


@pytest.fixture
def mailbox(box):
    return bounces.Mailbox(f"imap://bounces:p%20w@127.0.0.1:{box.port}/INBOX")


@pytest.fixture
def notice(db):
    return make_notice(suggestion=receive(), state=State.SENT, ended_at=NOW, message_id="<1@portal.example>")


def test_what_came_back_is_marked_and_seen_and_nothing_else_is(box, mailbox, notice):
    delayed = report(action="delayed", status="4.4.1")
    box.letters = [PLAIN, report(message_id="<2@elsewhere.example>"), delayed, report()]

    found = [mailbox.turn(NOW) for _ in range(2)]

    notice.refresh_from_db()
    fetched = [command for command in box.said if command.startswith("UID FETCH")]
    assert (found, notice.state, notice.bounced_at, box.seen, len(fetched)) == (
        [False, False], State.SENT, NOW, {3, 4}, 4,
    )  # fmt: skip


def test_what_cannot_be_read_holds_up_nothing_after_it(box, mailbox, notice, monkeypatch):
    def fails(raw, read=bounces.read):
        if raw == PLAIN:
            raise TypeError
        return read(raw)

    monkeypatch.setattr(bounces, "read", fails)
    box.letters = [PLAIN, report()]

    mailbox.turn(NOW)

    assert box.seen == {2}


def test_a_mailbox_that_was_made_anew_is_read_from_its_beginning(box, mailbox, notice):
    box.letters = [PLAIN, PLAIN]
    mailbox.turn(NOW)

    box.letters, box.validity = [report()], 8
    mailbox.turn(NOW)

    assert [*Notice.objects.values_list("bounced_at", flat=True)] == [NOW]


def test_many_letters_are_read_in_several_turns(box, mailbox, notice, monkeypatch):
    monkeypatch.setattr(bounces, "MOST_AT_ONCE", 2)
    box.letters = [PLAIN, PLAIN, report()]

    assert [mailbox.turn(NOW), {*box.seen}, mailbox.turn(NOW), box.seen] == [True, set(), False, {3}]


def test_a_wrong_password_is_no_answer(box, settings):
    mailbox = bounces.Mailbox(f"imap://bounces:wrong@127.0.0.1:{box.port}/INBOX")

    with pytest.raises(imaplib.IMAP4.error):
        mailbox.turn(NOW)


@pytest.mark.parametrize(("url", "count"), [("", 0), ("imaps://a:b@mail.example/INBOX", 1)])
def test_a_mailbox_is_read_where_one_is_set(settings, url, count):
    settings.BOUNCES_URL = url

    assert len(bounces.mailboxes()) == count
