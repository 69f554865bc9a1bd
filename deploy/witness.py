"""A witness of transparency logs (C2SP tlog-witness): it signs that a log continues what it saw of it before.

    python3 -m deploy.witness witness.example.edu/w1 FOLDER 127.0.0.1:8200 VKEY [VKEY ...]

For an institution that watches a log and has no other part in it; VKEY are the keys of the logs. It needs this file,
the folder portal/tlog and `pip install cryptography`, a machine of its own, and a web server in front for HTTPS. FOLDER
gets its private key and what it has seen; never put back an old copy of it. `GET /` shows what was signed last.
"""

import base64
import fcntl
import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from portal.tlog import checkpoints, notes
from portal.tlog.tree import EMPTY_ROOT, Unproven, check_consistency

MOST_BYTES = 64 * 1024
NOTHING = {"size": 0, "root": EMPTY_ROOT.hex(), "note": ""}


class Refused(Exception):
    """The status of the answer, and its words and their type."""


class Witness:
    def __init__(self, name, folder, logs):
        self.file, self.lock = Path(folder) / "seen.json", threading.Lock()
        self.private = Ed25519PrivateKey.from_private_bytes(_seed(Path(folder) / "key"))
        self.key = notes.Key(name, notes.COSIGNED_ED25519, self.private.public_key().public_bytes_raw())
        self.logs = [notes.key_of(vkey) for vkey in logs]
        self.seen = json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}

    def add(self, body):
        """The cosignature of a checkpoint that continues what was seen of its log; raises `Refused`."""
        head, _, note = body.partition("\n\n")
        try:
            old = int(re.fullmatch(r"old (0|[1-9]\d{0,18})(\n.+){0,63}", head, re.ASCII)[1])
            proof = [base64.b64decode(line, validate=True) for line in head.split("\n")[1:]]
            signed = notes.read(note)
            checkpoint = checkpoints.parsed(signed.text)
        except (TypeError, ValueError, notes.Untrusted) as error:
            raise Refused(400, "This is no request to add a checkpoint.\n") from error
        keys = [key for key in self.logs if key.name == checkpoint.origin]
        if not keys:
            raise Refused(404, "This log is not watched here.\n")
        try:
            notes.signers_of(signed, keys)
        except notes.Untrusted as error:
            raise Refused(403, f"{error}\n") from error
        if old > checkpoint.size:
            raise Refused(400, "The old size is beyond the new one.\n")
        with self.lock:  # from looking at what was seen to having written down what is seen now
            seen = self.seen.get(checkpoint.origin, NOTHING)
            demand_continued(seen, old, checkpoint, proof)
            line = self.cosignature(signed.text)
            now_seen = {"size": checkpoint.size, "root": checkpoint.root.hex(), "note": note + line}
            self.keep(self.seen | {checkpoint.origin: now_seen})
        return line

    def cosignature(self, text):
        now = int(time.time())
        signature = now.to_bytes(8, "big") + self.private.sign(notes.cosigned_text(text, now))
        return notes.Signature(self.key.name, self.key.id, signature).line

    def keep(self, seen):
        """On the disk before anybody is answered."""
        write(self.file, json.dumps(seen).encode())
        self.seen = seen


def demand_continued(seen, old, new, proof):
    if old != seen["size"]:
        raise Refused(409, f"{seen['size']}\n", "text/x.tlog.size")
    if old == new.size and new.root.hex() != seen["root"]:
        raise Refused(409, "Another tree of this size was seen.\n")
    try:
        if old:
            check_consistency(old, bytes.fromhex(seen["root"]), new.size, new.root, proof)
        elif proof:
            raise Unproven("the proof is too long")
    except Unproven as error:
        raise Refused(422, f"It does not continue what was seen: {error}.\n") from error


def _seed(file):
    """Of the private key, which is made where there is none."""
    if not file.exists():
        write(file, os.urandom(32))
    return file.read_bytes()


def write(file, content):
    """On the disk, whole or not at all, and for nobody else to read."""
    draft = file.with_name(f"{file.name}.new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)  # the name, too
    os.close(folder)


def serving(witness, host, port):
    """An HTTP server of the witness; it does not run yet."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version, timeout = "HTTP/1.1", 30

        def do_POST(self):  # noqa: N802  so named by http.server
            length = self.headers.get("Content-Length", "")
            self.close_connection = True  # of a body that is not read, nothing is taken for the next request
            if self.path != "/add-checkpoint":
                self.say(404, "Only /add-checkpoint is taken.\n")
            elif not re.fullmatch(r"\d{1,6}", length, re.ASCII) or int(length) > MOST_BYTES:
                self.say(413, "The request is too long, or does not say how long it is.\n")
            else:
                self.answer(self.rfile.read(int(length)).decode("utf-8", "replace"))

        def answer(self, body):
            try:
                self.say(200, witness.add(body))
            except Refused as refused:
                self.say(*refused.args)

        def do_GET(self):  # noqa: N802  so named by http.server
            self.say(200, "\n".join(one["note"] for one in witness.seen.values()))

        def say(self, status, words, kind="text/plain; charset=utf-8"):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())

    return ThreadingHTTPServer((host, port), Handler)


def main(name, folder, address, *logs):
    Path(folder).mkdir(mode=0o700, exist_ok=True)
    lock = open(Path(folder) / "lock", "w")  # noqa: SIM115  held to the end: two of one witness could sign two trees
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    witness = Witness(name, folder, logs)
    host, _, port = address.rpartition(":")
    print(f"https://…|{witness.key.vkey}", flush=True)
    serving(witness, host, int(port)).serve_forever()


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
