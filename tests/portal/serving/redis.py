"""A Redis for tests: the real one on a port of its own, and stand-ins that speak its protocol and do harm."""

import os
import shutil
import socket
import socketserver
import subprocess
from contextlib import closing, contextmanager
from threading import Thread

import pytest

MISSING = "redis-server is missing: apt-get install redis-server"
READS = {b"GET": b"$-1\r\n", b"MGET": b"*1\r\n$-1\r\n", b"EXISTS": b":0\r\n", b"CLIENT": b"+OK\r\n"}


def free_port():
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class RealRedis:
    """A server of its own, started and stopped as a test likes."""

    def __init__(self):
        self.port = free_port()
        self._running = None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._running = subprocess.Popen(
            ["redis-server", *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for line in self._running.stdout:  # it says when it listens
            if "Ready to accept connections" in line:
                return
        raise RuntimeError("redis-server did not start")

    def stop(self):
        if self._running:
            self._running.kill()
            self._running.wait()
            self._running.stdout.close()
            self._running = None


@contextmanager
def real():
    if not shutil.which("redis-server"):
        (pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip)(MISSING)
    server = RealRedis()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def nothing(words):
    """Hears and never answers."""
    return b""


def garbage(words):
    return b"HTTP/1.1 400 Bad Request\r\n\r\n"


def other_type(words):
    return b"*2\r\n$3\r\nabc\r\n$3\r\nabc\r\n"


def loading(words):
    return b"-LOADING Redis is loading the dataset in memory\r\n"


def full(words):
    """Answers readers, and takes nothing."""
    return READS.get(words[0].upper(), b"-OOM command not allowed when used memory > 'maxmemory'.\r\n")


def half(words):
    """Begins an answer that does not end."""
    return b"$100\r\nabc"


HARMFUL = [nothing, garbage, other_type, loading, full, half]


@contextmanager
def stand_in(answer):
    """A server that gives `answer(words)` to each command; its `asked` are the commands that came."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            try:
                while head := self.rfile.readline():
                    words = []
                    for _ in range(int(head[1:])):
                        size = int(self.rfile.readline()[1:])
                        words.append(self.rfile.read(size + 2)[:-2])
                    self.server.asked.append(words)
                    self.wfile.write(answer(words))
            except OSError:
                pass  # the other side had enough

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        server.url = f"redis://127.0.0.1:{server.server_address[1]}/0"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
