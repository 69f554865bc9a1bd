"""Requests over kept connections to this machine, cheap enough to load the server that runs beside them."""

import asyncio
import time
from dataclasses import dataclass

from benchmarks.site import HEADERS, HOST

IDLE = 10  # seconds after which a connection is not used again; the server closes it after thirty
NOT_MODIFIED = 304  # has no body, whatever its head says


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    cookies: dict
    body: bytes
    etag: str = ""
    is_packed: bool = False  # with gzip
    size: int = 0  # bytes as they came, head and body


class Connection:
    """One connection; opened when it is first used, and again when it was idle for long or failed."""

    def __init__(self, port):
        self.port, self.reader, self.writer, self.used_at = port, None, None, 0

    async def ask(self, method, path, headers=None, body=b""):
        """The answer to one request; raises OSError or IncompleteReadError when there is none."""
        fields = HEADERS | (headers or {}) | ({"Content-Length": len(body)} if method == "POST" else {})
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        if self.writer and (self.writer.is_closing() or time.monotonic() - self.used_at > IDLE):
            self.close()
        if not self.writer:
            self.reader, self.writer = await asyncio.open_connection(HOST, self.port)
        try:
            self.writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            answer = await self._answer()
        except BaseException:
            self.close()
            raise
        self.used_at = time.monotonic()
        return answer

    async def _answer(self):
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        location, length, cookies, etag, packing = "", None, {}, "", ""
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            match name.lower():
                case "location":
                    location = value
                case "content-length":
                    length = int(value)
                case "set-cookie":
                    key, _, rest = value.partition("=")
                    cookies[key] = rest.partition(";")[0]
                case "etag":
                    etag = value
                case "content-encoding":
                    packing = value
        body = await self.reader.readexactly(length) if length and status != NOT_MODIFIED else b""
        return Answer(status, location, cookies, body, etag, packing == "gzip", len(head) + len(body))

    def close(self):
        if self.writer:
            self.writer.close()
            self.writer = None


class Pool:
    """Connections that several askers share: each is held by one at a time, the last one given back goes first."""

    def __init__(self, port, most):
        self.free = [Connection(port) for _ in range(most)]
        self.available = asyncio.Semaphore(most)

    async def ask(self, *request):
        async with self.available:
            connection = self.free.pop()
            try:
                return await connection.ask(*request)
            finally:
                self.free.append(connection)

    def close(self):
        for connection in self.free:
            connection.close()
