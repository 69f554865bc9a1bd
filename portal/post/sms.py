"""Short messages: through the gateway of the settings, or, in development, into a file each."""

import http.client
import json
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from portal.post import asking
from portal.post.outcome import accepted, later, refused, unknown

MOST_READ = 64 * 1024  # of an answer


def sender():
    """What sends short messages on this site."""
    return ByGateway(settings.SMS_GATEWAY) if settings.SMS_GATEWAY else ToFiles(settings.SMS_FOLDER)


class ToFiles:
    """Each message in a file of its own, named by its key."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def send(self, message, handing):
        handing()
        self._folder.mkdir(parents=True, exist_ok=True)
        written = json.dumps(message._asdict(), ensure_ascii=False, indent=1)
        (self._folder / f"{message.key}.json").write_text(written, encoding="utf-8")
        return accepted("file")

    def close(self):
        """Nothing is open between two messages."""


class ByGateway:
    """One request for each message. No other address is followed, and nothing is asked a second time."""

    def __init__(self, gateway):
        self._gateway, self._target = gateway, urlsplit(gateway.url)

    def send(self, message, handing):
        """Outcome of a message; `handing()` is called just before it might be taken, and what it raises goes on."""
        request = self._gateway.request(message, timezone.now(), secrets.token_hex(16))
        connection = self._connection()
        try:
            try:
                connection.connect()
                _prepare(connection, *request)
            except ValueError:
                return refused("address")
            except (OSError, http.client.HTTPException):
                return later("connection")
            handing()
            return self._asked(connection, request[-1])
        finally:
            connection.close()

    def _asked(self, connection, body):
        try:
            connection.endheaders(body or None)
            response = connection.getresponse()
            answer = response.read(MOST_READ + 1)
        except (OSError, http.client.HTTPException, ValueError):
            return unknown("connection")
        if len(answer) > MOST_READ or response.length:  # too much of it, or it broke off
            return unknown("answer")
        return self._gateway.read(response.status, answer)

    def _connection(self):
        return asking.connection(self._target, self._gateway.timeout)

    def close(self):
        """Nothing is open between two messages."""


def _prepare(connection, method, path, headers, body):
    """Put the head together; nothing of it goes out yet."""
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in ({"Content-Length": str(len(body))} | headers | {"Connection": "close"}).items():
        connection.putheader(name, value.encode("utf-8"))
