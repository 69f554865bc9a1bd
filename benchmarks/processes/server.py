"""Web servers that run while they are measured: granian as `manage.py serve` starts it, for any application."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.site import HEADERS, HOST, ROOT

PORTAL = "portal.wsgi:application"
BARE = "benchmarks.references.bare:application"
PLAIN = "benchmarks.references.plain.wsgi:application"
SECONDS_TO_START, SECONDS_TO_STOP = 30, 20


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    process: subprocess.Popen

    def workers(self):
        """The process ids of what answers the requests."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def get(self, path, headers=()):
        """(status, headers, body) of one page."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request("GET", path, headers=HEADERS | dict(headers))
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()


@contextlib.contextmanager
def running(name, application, port, environment, path="/"):
    """A server of `application`, once it answers `path`; it ends with the block."""
    command = [sys.executable, "-m", "benchmarks.processes.serving", application, str(port)]
    # A session of its own: Ctrl-C reaches this process alone, which then ends the server with its workers.
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    server = Server(name, port, process)
    try:
        _wait(server, path)
        yield server
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_STOP)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(server, path):
    deadline = time.monotonic() + SECONDS_TO_START
    while server.process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            status, _, body = server.get(path)
            if status == 200:
                return
            sys.exit(f"{server.name} answers {status} for {path}: {body[:300]!r}")
        time.sleep(0.1)
    sys.exit(f"{server.name} did not start on port {server.port}.")
