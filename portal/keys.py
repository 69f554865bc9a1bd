"""The secrets of the site: made once for a development machine, checked for every other.

`python -m portal.keys` prints fresh ones as lines for the environment.
"""

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
    }


def local(path):
    """The development secrets kept in `path`, made there on first use, readable by their owner only.

    Two processes that start at once agree: the first to link its file into place wins, both read that one.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(new(), file)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return json.loads(path.read_text())


def is_fernet_key(text):
    """Whether `text` is a key that `cryptography.fernet.Fernet` takes."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    for name, value in new().items():
        print(f"{name}={value if isinstance(value, str) else ','.join(value)}")
