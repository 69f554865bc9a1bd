"""The secrets of the site: made once for a development machine, checked for every other.

`python -m portal.keys` prints fresh ones as lines for the environment.
"""

import base64
import fcntl
import json
import os
import secrets

from cryptography.fernet import Fernet


def new():
    """Fresh values for the settings that hold secrets."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PERSONAL_DATA_KEYS": [Fernet.generate_key().decode()],
        "RECEIPT_KEY": secrets.token_urlsafe(48),
        "LEDGER_KEY": [base64.b64encode(secrets.token_bytes(32)).decode()],
    }


def local(path):
    """The development secrets kept in `path`, made there on first use, readable by their owner only.

    Processes that start at once agree: one after another, the first makes the file, or adds what a release before did
    not know of; it is put into place whole.
    """
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = json.loads(path.read_text()) if path.exists() else {}
        if missing := {name: value for name, value in new().items() if name not in kept}:
            kept |= missing
            _write(path, kept)
    return kept


def _write(path, kept):
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(kept, file)
    draft.replace(path)


def are_made_here(name, value, path):
    """Whether the setting `name` holds what was made in `path` for a development machine, nothing of a real site."""
    return path.exists() and json.loads(path.read_text()).get(name) == value


def _write(path, kept):
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(kept, file)
    draft.replace(path)


def is_fernet_key(text):
    """Whether `text` is a key that `cryptography.fernet.Fernet` takes."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def is_ledger_key(text):
    """Whether `text` is the base64 of 32 random bytes, which an Ed25519 key is made from."""
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except ValueError:  # of base64, or of what is no ASCII
        return False


if __name__ == "__main__":
    for name, value in new().items():
        print(f"{name}={value if isinstance(value, str) else ','.join(value)}")
