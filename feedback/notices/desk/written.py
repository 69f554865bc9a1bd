"""The letters and short messages themselves, which development writes into files, so nobody needs a mail server."""

import json
from email import message_from_bytes
from email.errors import MessageError
from email.policy import default
from pathlib import Path

from django.conf import settings

MOST_FILES = 500  # the newest
BETWEEN = b"\n" + b"-" * 79 + b"\n"  # Django's, between two letters of one file


def by_name():
    """{Message-ID of a letter or key of a short message: its text}; empty outside development."""
    if not settings.DEVELOPMENT:
        return {}
    found = {}
    for path in _newest(settings.VAR_DIR / "letters", "*.log"):
        found |= dict(_letter(data) for data in path.read_bytes().split(BETWEEN) if data.strip())
    for path in _newest(settings.VAR_DIR / "sms", "*.json"):
        found |= dict([_short(path.read_text(encoding="utf-8"))])
    return found


def _newest(folder, names):
    if not Path(folder).is_dir():
        return []
    files = sorted(folder.glob(names), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    return files[:MOST_FILES]


def _letter(data):
    """(Message-ID, what a reader of plain text sees)."""
    try:
        message = message_from_bytes(data, policy=default)
        body = message.get_body(preferencelist=("plain", "html"))
        text = body.get_content() if body else ""
        return message["Message-ID"], f"{message['Subject']}\n\n{text}"
    except (MessageError, LookupError, UnicodeError):
        return "", ""


def _short(text):
    """(key, its template and what stands in the places)."""
    try:
        given = json.loads(text)
        return given["key"], "\n".join(
            [given["template"], *(f"{name}: {said}" for name, said in given["places"].items())]
        )
    except (ValueError, KeyError):  # another process writes it just now
        return "", ""
