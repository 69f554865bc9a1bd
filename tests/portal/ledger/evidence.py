"""What somebody may hold of a log, as files: a proof with its extra, a promise, a checkpoint, the paper's lines."""

import base64
from dataclasses import dataclass, replace

from django.conf import settings

from portal.ledger import keys
from portal.ledger.openings import committed, opening_of
from portal.tlog import canonical, notes
from portal.tlog.checkpoints import Checkpoint
from portal.tlog.proofs import Proof
from portal.tlog.tree import inclusion_proof, leaf_hash, root_of

FIELDS = {"title": "路燈不亮", "body": "香港中路 “12號”門前的路燈\n已經三天不亮。\n\n請修。", "kind": "suggestion"}
SALT = bytes(range(32))
OTHER_SEED = bytes(31) + b"\x01"


def entry_of(number="2026-0001", fields=FIELDS, **said):
    """The bytes of the entry with which a suggestion is received."""
    about = {"v": 1, "kind": "receive", "subject": number, "sequence": 1, "at": "2026-11-27", "stage": "received"}
    return canonical.written(about | said | {"commitment": committed(fields, SALT).digest.hex()})


def entries(size, index, entry):
    """As many entries, the one in its place."""
    return [entry if at == index else entry_of(f"2026-{1000 + at}") for at in range(size)]


def log_signers():
    return keys.signers(settings.LEDGER_ORIGIN)


def receipt_signers():
    return keys.receipt_signers(settings.LEDGER_ORIGIN)


def other_signers(name):
    return [notes.Signer(name, OTHER_SEED)]


@dataclass(frozen=True)
class Evidence:
    """Of one entry in a log of `size`; what is changed with `but` is changed before anything is signed."""

    entry: bytes = entry_of()
    fields: dict | None = None
    size: int = 11
    index: int = 5
    leaves: tuple | None = None  # of the log that is signed, where it is not the one that the proof is made of
    signers: tuple | None = None
    promised: str = "2026-0001"
    cosigners: tuple = ()
    extra: dict | None = None

    def but(self, **changes):
        return replace(self, **changes)

    @property
    def hashes(self):
        return [leaf_hash(one) for one in entries(self.size, self.index, self.entry)]

    @property
    def checkpoint(self):
        head = Checkpoint(settings.LEDGER_ORIGIN, self.size, root_of(self.leaves or self.hashes))
        return notes.signed(head.text, *(self.signers or log_signers())) + "".join(
            cosigned(head.text, signer) for signer in self.cosigners
        )

    @property
    def promise(self):
        name = receipt_signers()[0].key.name
        leaf = base64.b64encode(leaf_hash(self.entry)).decode()
        return notes.signed(f"{name}\n{self.promised}\n2026-11-27T22:58:01Z\n{leaf}\n", *receipt_signers())

    @property
    def proof(self):
        said = {
            "entry": self.entry.decode(),
            "opening": opening_of(self.fields or FIELDS).decode(),
            "salt": SALT.hex(),
            "promise": self.promise,
            "keys": [signer.key.vkey for signer in (*log_signers(), *receipt_signers())],
        }
        extra = {name: value for name, value in (said | (self.extra or {})).items() if value is not None}
        hashes = inclusion_proof(lambda start, end: root_of(self.hashes[start:end]), self.index, self.size)
        return Proof(self.index, hashes, self.checkpoint, canonical.written(extra) if extra else b"").text

    @property
    def paper(self):
        return f"2026-0001\n{SALT.hex()}\n{base64.b64encode(leaf_hash(self.entry)).decode()}"


def cosigned(text, signer, time=1_795_000_000):
    """The line of a witness, whose key is the Ed25519 one of `signer` under its name."""
    key = witness_key(signer)
    signature = time.to_bytes(8, "big") + signer._private.sign(notes.cosigned_text(text, time))
    return notes.Signature(key.name, key.id, signature).line


def witness_key(signer):
    return notes.Key(signer.key.name, notes.COSIGNED_ED25519, signer.key.public)
