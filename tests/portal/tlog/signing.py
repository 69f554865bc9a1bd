"""Witnesses for tests: keys that cosign, of either type the specification knows."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from portal.tlog.notes import COSIGNED_ED25519, COSIGNED_ML_DSA_44, Key, Signature, cosigned_text, cosigned_tree


class Cosigner:
    """`seed` is 32 bytes."""

    def __init__(self, name, seed, kind=COSIGNED_ED25519):
        made = Ed25519PrivateKey.from_private_bytes if kind == COSIGNED_ED25519 else MLDSA44PrivateKey.from_seed_bytes
        self._private = made(seed)
        self.key = Key(name, kind, self._private.public_key().public_bytes_raw())

    def cosign(self, text, time):
        is_ed25519 = self.key.kind == COSIGNED_ED25519
        message = cosigned_text(text, time) if is_ed25519 else cosigned_tree(self.key.name, text, time)
        return Signature(self.key.name, self.key.id, time.to_bytes(8, "big") + self._private.sign(message))


KINDS = {"Ed25519": COSIGNED_ED25519, "ML-DSA-44": COSIGNED_ML_DSA_44}
