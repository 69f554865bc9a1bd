"""A real mail server in this process that takes letters, or misbehaves in one of many ways."""

import asyncio
import email
import logging
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

TAKES = "takes"
AT_THE_DOOR = ["closes at once", "greets with 421", "greets slowly"]
BEFORE_THE_LETTER = ["rejects the recipient", "puts the recipient off", "closes within DATA"]
# Those of the second line took the letter, and do not say so.
AFTER_THE_LETTER = [
    "rejects the letter", "puts the letter off",
    "closes without an answer", "hangs after the dot", "answers nonsense",
]  # fmt: skip
WAYS = AT_THE_DOOR + BEFORE_THE_LETTER + AFTER_THE_LETTER
SAYS = {
    "rejects the recipient": "550 no such user here",
    "puts the recipient off": "450 mailbox busy",
    "rejects the letter": "554 no thanks",
    "puts the letter off": "451 try again",
    "answers nonsense": "?? well",
}

logging.getLogger("mail.log").setLevel(logging.ERROR)  # the library tells of every line


class Conversation(SMTP):
    """One connection. How it misbehaves is picked at its beginning, and anew after each letter."""

    post = None

    def connection_made(self, transport):
        super().connection_made(transport)
        self.post.open.add(transport)

    def connection_lost(self, error):
        self.post.open.discard(self.transport)
        super().connection_lost(error)

    async def _handle_client(self):
        self.way = self.post.pick()
        if self.way == "closes at once":
            self.transport.abort()
        elif self.way == "greets with 421":
            await self.push("421 not now")
            self.transport.close()
        else:
            if self.way == "greets slowly":
                await asyncio.sleep(self.post.slow)
            await super()._handle_client()

    async def smtp_DATA(self, arg):  # noqa: N802  as the library calls it
        if self.way == "closes within DATA":
            await self.push("354 go on")
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class Post:
    """What the server took, by Message-ID; `pick()` says how it behaves next."""

    def __init__(self, pick, slow):
        self.pick, self.slow, self.taken, self.letters, self.open = pick, slow, [], [], set()

    def hang_up(self):
        for transport in self.open:
            transport.abort()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if server.way in ("rejects the recipient", "puts the recipient off"):
            said = SAYS[server.way]
            server.way = self.pick()
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        way, server.way = server.way, self.pick()
        if way in ("rejects the letter", "puts the letter off"):
            return SAYS[way]
        letter = email.message_from_bytes(envelope.content)
        self.letters.append(letter)
        self.taken.append(letter["Message-ID"])
        if way == "closes without an answer":
            server.transport.abort()
        if way in ("closes without an answer", "hangs after the dot"):
            await asyncio.sleep(60)
        return SAYS.get(way, "250 OK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(pick=lambda: TAKES, slow=1.0):
    """A server on a port of its own, with what it took; `Post.pick` may be changed while it runs."""
    post = Post(lambda: TAKES, slow)

    class Ours(Controller):
        def factory(self):
            conversation = Conversation(self.handler, hostname="mail.example", loop=self.loop)
            conversation.post = post
            return conversation

    controller = Ours(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    post.port, post.pick = controller.port, pick
    try:
        yield post
    finally:
        controller.loop.call_soon_threadsafe(post.hang_up)
        controller.stop()
