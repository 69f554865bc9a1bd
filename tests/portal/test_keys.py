"""The secrets of a development machine."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal import keys


def test_local_keys_are_made_once_and_only_their_owner_reads_them(tmp_path):
    path = tmp_path / "keys.json"

    first = keys.local(path)

    assert keys.local(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_start_at_once_agree(tmp_path):
    code = (
        f"from pathlib import Path; from portal import keys; print(keys.local(Path({str(tmp_path / 'keys.json')!r})))"
    )

    def start(_):
        return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1


def test_operator_is_given_lines_for_the_environment():
    done = subprocess.run([sys.executable, "-m", "portal.keys"], capture_output=True, check=True, text=True)

    printed = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert [*printed] == ["SECRET_KEY", "PERSONAL_DATA_KEYS", "RECEIPT_KEY"]
    assert keys.is_fernet_key(printed["PERSONAL_DATA_KEYS"])


def test_fresh_keys_differ_each_time():
    assert not set(map(str, keys.new().values())) & set(map(str, keys.new().values()))


@pytest.mark.parametrize("text", ["", "short", "é" * 44, "=" * 44])
def test_other_text_is_no_fernet_key(text):
    assert keys.is_fernet_key(text) is False


def test_fresh_key_is_a_fernet_key():
    assert keys.is_fernet_key(keys.new()["PERSONAL_DATA_KEYS"][0]) is True
