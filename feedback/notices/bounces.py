"""Letters that come back: delivery reports in a mailbox, where one is set, mark the notices that did not arrive.

A report names the letter by its Message-ID, which nobody else can know. What names none of ours is left as it lies.
"""

import email
import imaplib
import re
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from django.conf import settings

from feedback.notices import outbox
from feedback.notices.models import Notice
from portal.beside import Round

MOST_READ = 256 * 1024  # of one report: it may bring the whole letter back
MOST_AT_ONCE = 200
TIMEOUT = 30


def read(raw):
    """(Message-ID of the letter, whether it never arrives) of a delivery report; None of any other mail."""
    message = email.message_from_bytes(raw)
    if message.get_content_type() != "multipart/report" or message.get_param("report-type") != "delivery-status":
        return None
    statuses, returned = [], []
    for part in message.walk():
        within = part.get_payload()
        match part.get_content_type():
            case "message/delivery-status" if isinstance(within, list):
                statuses += [block for block in within if block.get("Action")]
            case "message/rfc822" if isinstance(within, list):
                returned += within[:1]
            case "text/rfc822-headers" if isinstance(within, str):
                returned.append(email.message_from_string(within))
    names = [str(letter.get("Message-ID", "")) for letter in returned]
    found = re.fullmatch(r"\s*(<[^<>\s]+>)\s*", names[0]) if names else None
    return (found[1], any(map(_is_for_good, statuses))) if found else None


def _is_for_good(status):
    action, code = str(status["Action"]).strip().lower(), str(status.get("Status", "")).strip()
    return action == "failed" and code.startswith("5")


class Mailbox(Round):
    """Looks into the mailbox again and again; what it read and was ours is marked as seen."""

    pause = 600.0

    def __init__(self, url):
        super().__init__("letters that came back")
        self._url = urlsplit(url)
        self._last = ("", 0)  # (validity of the numbers, the highest that was read): strangers' mail is read once

    def turn(self, now):
        opened = imaplib.IMAP4_SSL if self._url.scheme == "imaps" else imaplib.IMAP4
        port = self._url.port or (993 if self._url.scheme == "imaps" else 143)
        box = opened(self._url.hostname, port, timeout=TIMEOUT)
        try:
            box.login(unquote(self._url.username), unquote(self._url.password))
            return self._look(box, now)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                box.logout()

    def _look(self, box, now):
        state, said = box.select(f'"{unquote(self._url.path.strip("/")) or "INBOX"}"')
        if state != "OK":
            raise imaplib.IMAP4.error(said)
        validity = str(box.response("UIDVALIDITY")[1])
        last = self._last[1] if self._last[0] == validity else 0
        _state, [found] = box.uid("SEARCH", "UNSEEN", "UID", f"{last + 1}:*")
        numbers = [number for number in map(int, (found or b"").split()) if number > last]
        for number in numbers[:MOST_AT_ONCE]:
            self._read(box, number, now)
            self._last = (validity, number)
        return len(numbers) > MOST_AT_ONCE

    def _read(self, box, number, now):
        _state, said = box.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{MOST_READ}>)")
        raw = next((part[1] for part in said if isinstance(part, tuple)), b"")
        try:
            report = read(raw)
        except Exception:  # anybody may write to the mailbox, and what cannot be read holds up no report after it
            return
        if report is None or not Notice.objects.filter(message_id=report[0]).exists():
            return
        if report[1]:
            outbox.bounced(report[0], now)
        box.uid("STORE", str(number), "+FLAGS.SILENT", r"(\Seen)")


def mailboxes():
    return [Mailbox(settings.BOUNCES_URL)] if settings.BOUNCES_URL else []
