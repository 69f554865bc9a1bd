"""How a log asks a witness for its cosignature (C2SP `tlog-witness`): the requests and answers, as text."""

import base64
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from portal.tlog import notes
from portal.tlog.notes import COSIGNED_ED25519, COSIGNED_ML_DSA_44, Key, Untrusted

OF_A_SIZE = "text/x.tlog.size"  # what a witness answers with the size it knows


class Witness(NamedTuple):
    url: str  # without a slash at its end
    key: Key


def witness_of(text):
    """The `Witness` of `https://…|<vkey>`; raises `ValueError`, in words for whoever sets it up."""
    url, line, vkey = text.partition("|")
    target = urlsplit(url)
    if not line or target.scheme not in ("http", "https") or not target.hostname or target.query or target.fragment:
        raise ValueError(f"{text[:60]} is not of the form https://…|<vkey>.")
    try:
        key = notes.key_of(vkey)
    except ValueError as error:
        raise ValueError(f"the key of {url} is none: {error}") from error
    if key.kind not in (COSIGNED_ED25519, COSIGNED_ML_DSA_44):
        raise ValueError(f"the key of {url} does not cosign; it is the key of a log.")
    if not notes.can_check(key):
        raise ValueError(f"the key of {url} is one of ML-DSA-44, which the cryptography of this machine cannot check.")
    return Witness(url.rstrip("/"), key)


def witnesses_of(texts):
    """The `Witness` of each; raises `ValueError`, also where two have one name."""
    found = [witness_of(text) for text in texts]
    names = [witness.key.name for witness in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two witnesses are named {twice}.")
    return found


def request(old, proof, note):
    """The body of `add-checkpoint`: `proof` leads from the tree of `old` leaves to that of the checkpoint in `note`."""
    hashes = "".join(f"{base64.b64encode(one).decode()}\n" for one in proof)
    return f"old {old}\n{hashes}\n{note}"


def size_in(answer):
    """The size of a tree that a witness says it knows; raises `Untrusted` where it says none."""
    if not re.fullmatch(r"(0|[1-9]\d{0,18})\n", answer, re.ASCII):
        raise Untrusted("the witness tells no size")
    return int(answer)


def cosignature_in(answer, note, key):
    """The `Signature` that `key` made of the text of `note`, from the lines a witness answered.

    Those of other keys are left alone. Raises `Untrusted` where there is none, or it does not fit.
    """
    text = notes.read(note).text
    answered = notes.read(f"{text}\n{answer}")
    if answered.text != text:
        raise Untrusted("the witness answered more than signatures")
    for signature in answered.signatures:
        if (signature.name, signature.id) == (key.name, key.id):
            notes.check(key, text, signature.signature)
            return signature
    raise Untrusted(f"{key.name} did not sign it")
