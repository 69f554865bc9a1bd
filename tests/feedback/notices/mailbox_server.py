"""A mailbox in this process that speaks as much IMAP as is asked of it."""

import re
import socketserver
import threading
from contextlib import contextmanager


class Box:
    """Letters in their order, numbered from one, and which of them were marked as seen."""

    def __init__(self):
        self.letters, self.seen, self.said, self.validity = [], set(), [], 7

    def answer(self, command):
        """(lines before the last, the last without its tag) as bytes."""
        if command.startswith("LOGIN"):
            good = command == 'LOGIN bounces "p w"'
            return b"", b"OK done" if good else b"NO LOGIN failed"
        if command.startswith("SELECT"):
            lines = f"* {len(self.letters)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] valid\r\n"
            return lines.encode(), b"OK [READ-WRITE] selected"
        if found := re.match(r"UID SEARCH UNSEEN UID (\d+):\*", command):
            numbers = [n for n in range(1, len(self.letters) + 1) if n not in self.seen and n >= int(found[1])]
            return f"* SEARCH {' '.join(map(str, numbers))}\r\n".encode(), b"OK done"
        if found := re.match(r"UID FETCH (\d+) ", command):
            raw = self.letters[int(found[1]) - 1]
            return (
                f"* {found[1]} FETCH (UID {found[1]} BODY[]<0> {{{len(raw)}}}\r\n".encode() + raw + b")\r\n",
                b"OK done",
            )
        if found := re.match(r"UID STORE (\d+) ", command):
            self.seen.add(int(found[1]))
        if command == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\n", b"OK done"
        return (b"* BYE\r\n" if command == "LOGOUT" else b""), b"OK done"


@contextmanager
def serving():
    box = Box()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline().decode().strip():
                tag, _, command = line.partition(" ")
                box.said.append(command)
                before, last = box.answer(command)
                self.wfile.write(before + tag.encode() + b" " + last + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
