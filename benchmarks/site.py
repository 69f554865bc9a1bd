"""The portal as it is measured: the environment of a site in service, with keys of its own, and the address it has."""

import os
import sys
from ipaddress import ip_address
from pathlib import Path

from portal import keys

HOST = "127.0.0.1"  # what is measured runs here; nothing of the benchmark speaks to another machine
if not ip_address(HOST).is_loopback:
    sys.exit(f"The benchmark loads the machine it runs on, never another one: {HOST} is refused.")
ROOT = Path(__file__).resolve().parent.parent
VAR_DIR = ROOT / "var" / "benchmarks"
NAME = "portal.example"
# What the web server in front adds to a request.
HEADERS = {"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1"}
FROM_SHELL = ("WORKERS",)  # the rest of the shell's settings would belong to another site


def environment(database_url, **more):
    """The environment of the portal's processes on one database; `more` are further settings."""
    folder = Path(more.get("VAR_DIR", VAR_DIR))
    folder.mkdir(parents=True, exist_ok=True)
    kept = keys.local(folder / "keys.json")
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", *FROM_SHELL)}
    return own | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONPATH": str(ROOT),
        "DEVELOPMENT": "0",
        "DATABASE_URL": database_url,
        "SITE_URL": f"https://{NAME}",
        "ALLOWED_HOSTS": NAME,
        "TRUSTED_PROXIES": HOST,
        "VAR_DIR": str(VAR_DIR),
        "SECRET_KEY": kept["SECRET_KEY"],
        "PERSONAL_DATA_KEYS": ",".join(kept["PERSONAL_DATA_KEYS"]),
        "RECEIPT_KEY": kept["RECEIPT_KEY"],
        "LEDGER_KEY": ",".join(kept["LEDGER_KEY"]),
        "LEDGER_STATE": str(ledger_folder(database_url) / "signed"),
        "LEDGER_TILES": str(ledger_folder(database_url) / "tiles"),
        "LOG_LEVEL": "WARNING",
        "STAFF_TOTP": "0",  # the sessions of the desk are made without signing in
        **{name: str(value) for name, value in more.items()},
    }  # fmt: skip


def ledger_folder(database_url):
    """Where the ledger of one database keeps what it keeps outside it."""
    return VAR_DIR / "ledgers" / database_url.rpartition("/")[2].partition("?")[0]
