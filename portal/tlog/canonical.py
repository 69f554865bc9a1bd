"""Canonical JSON (RFC 8785) of what the ledger writes: text, whole numbers, truth, lists, and names in ASCII."""

import json

MOST = 2**53 - 1  # beyond it programs that read JSON round


def written(value):
    """The bytes of `value`; raises `ValueError` for what two programs could write in two ways."""
    _check(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _check(value):
    if isinstance(value, dict):
        if not all(isinstance(name, str) and name.isascii() for name in value):
            raise ValueError("Names must be in ASCII.")
        for one in value.values():
            _check(one)
    elif isinstance(value, list):
        for one in value:
            _check(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > MOST:
            raise ValueError(f"{value} is out of range.")
    elif not (value is None or isinstance(value, str | bool)):
        raise ValueError(f"{value!r} has no canonical form.")
