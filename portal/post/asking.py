"""One request to another machine: no other address is followed, and the answer is in whole, in time, or not at all."""

import http.client
import io
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from portal.post.timed import Timed


class Unreachable(OSError):
    """There was no answer, or not a whole one."""


class Answer(NamedTuple):
    status: int
    kind: str  # its Content-Type, without what follows
    body: bytes


class Response(http.client.HTTPResponse):
    """An answer that has come in whole within the time-out."""

    def __init__(self, connection, *arguments, **options):
        super().__init__(connection, *arguments, **options)
        self.fp.close()
        self.fp = io.BufferedReader(Timed(connection, connection.gettimeout()))


def connection(target, timeout):
    """A connection to the host of a split address, not opened yet."""
    where = {"host": target.hostname, "port": target.port, "timeout": timeout}
    if target.scheme == "http":
        made = http.client.HTTPConnection(**where)
    else:
        made = http.client.HTTPSConnection(**where, context=ssl.create_default_context())
    made.response_class = Response
    return made


def post(url, body, kind, *, timeout, most):
    """The `Answer` to `body`, of this Content-Type; raises `Unreachable`, also where it has more than `most` bytes."""
    target = urlsplit(url)
    made = connection(target, timeout)
    try:
        made.request("POST", target.path or "/", body, {"Content-Type": kind, "Connection": "close"})
        response = made.getresponse()
        answer = response.read(most + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{type(error).__name__} {error}") from error
    finally:
        made.close()
    if len(answer) > most or response.length:
        raise Unreachable("too long an answer, or it broke off")
    return Answer(response.status, response.headers.get_content_type(), answer)
