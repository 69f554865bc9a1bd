"""A gateway for short messages in this process that takes them, or misbehaves in one of many ways."""

import socketserver
import threading
from contextlib import contextmanager

TAKES = "takes"


def _says(status, body, length=None):
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length or len(body)}\r\n"
    return (head + "Location: /elsewhere\r\nConnection: close\r\n\r\n").encode() + body


ANSWERS = {
    TAKES: _says("200 OK", b'{"result": {"code": "OK"}}'),
    "refuses this message": _says("200 OK", b'{"result": {"code": "isv.MOBILE_NUMBER_ILLEGAL"}}'),
    "is over its limit": _says("200 OK", b'{"result": {"code": "isv.BUSINESS_LIMIT"}}'),
    "answers another shape": _says("200 OK", b'{"result": []}'),
    "answers a page": _says("200 OK", b"<html>All is well</html>"),
    "answers nonsense": b"well, well\r\n\r\n",
    "answers nothing": b"",
    "breaks off": _says("200 OK", b'{"result": {"code": "OK"}}', length=900),
    "talks without end": _says("200 OK", b" " * 70_000 + b'{"result": {"code": "OK"}}'),
    "sends elsewhere": _says("302 Found", b""),
    "knows no such key": _says("401 Unauthorized", b""),
    "finds it wrong": _says("400 Bad Request", b""),
    "is too busy": _says("429 Too Many Requests", b""),
    "is being mended": _says("503 Service Unavailable", b""),
    "is broken": _says("500 Internal Server Error", b""),
    "has nobody behind it": _says("502 Bad Gateway", b""),
}
SLOW = ["never answers", "drips"]
WAYS = [*ANSWERS, *SLOW]


class Gateway:
    """What it was asked, [(first line, {header: value}, body)]; `way` says how it answers."""

    def __init__(self):
        self.way, self.asked, self.over = TAKES, [], threading.Event()

    def answer(self, way, write):
        if way == "never answers":
            self.over.wait(5)
        elif way == "drips":
            for byte in ANSWERS[TAKES]:
                write(bytes([byte]))
                if self.over.wait(0.1):
                    return
        else:
            write(ANSWERS[way])


@contextmanager
def serving():
    gateway = Gateway()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self):
            first = self.rfile.readline().decode().strip()
            if not first:
                return  # connected, and said nothing
            headers = {}
            while line := self.rfile.readline().decode().strip():
                name, _, value = line.partition(": ")
                headers[name] = value
            body = self.rfile.read(int(headers.get("Content-Length", 0)))
            gateway.asked.append((first, headers, body.decode()))
            try:
                gateway.answer(gateway.way, self.wfile.write)
            except OSError:
                return  # the other side has had enough

        def finish(self):
            try:
                super().finish()
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, block_on_close, allow_reuse_address = True, True, True

    with Server(("127.0.0.1", 0), Conversation) as server:
        gateway.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield gateway
        finally:
            gateway.over.set()
            server.shutdown()
            thread.join()
