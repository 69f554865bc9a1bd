"""Witnesses that run in this process, each behind an address of its own; one may be told to lie."""

import threading
from contextlib import ExitStack, contextmanager

import pytest

from deploy import witness as program
from portal.tlog.witnessing import Witness


class Lying(program.Witness):
    """Signs whatever it is given; `tells` turns the text that it is given into the one that it signs."""

    def __init__(self, *given, tells=lambda text: text):
        super().__init__(*given)
        self.tells = tells

    def add(self, body):
        text = body.partition("\n\n")[2].rpartition("\n\n")[0] + "\n"
        return self.cosignature(self.tells(text))


@contextmanager
def running(witness):
    """The `Witness` that a log is told, while it runs."""
    server = program.serving(witness, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Witness(f"http://127.0.0.1:{server.server_port}", witness.key)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def start(tmp_path):
    """`start(name, *vkeys)`: (the witness, what a log is told of it); further names are those of `kind`."""
    with ExitStack() as stack:

        def started(name, *vkeys, kind=program.Witness, **more):
            folder = tmp_path / name.replace("/", "_")
            folder.mkdir(exist_ok=True)
            made = kind(name, folder, vkeys, **more)
            return made, stack.enter_context(running(made))

        yield started
