"""The secrets of a development machine."""

import json
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
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "keys.json.lock"]


def test_a_folder_of_a_release_before_is_given_what_it_lacks_and_keeps_what_it_has(tmp_path):
    path = tmp_path / "keys.json"
    before = keys.new()
    del before["LEDGER_KEY"]
    path.write_text(json.dumps(before))
    path.chmod(0o600)
    found = keys.local(path)
    assert (found, {**found, **before}, keys.local(path)) == (json.loads(path.read_text()), found, found)
    assert (keys.is_ledger_key(found["LEDGER_KEY"][0]), path.stat().st_mode & 0o777) == (True, 0o600)


@pytest.mark.parametrize("before", [None, {}, {"SECRET_KEY": "kept"}])
def test_processes_that_start_at_once_agree(tmp_path, before):
    if before is not None:
        (tmp_path / "keys.json").write_text(json.dumps(before))
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
    assert [*printed] == ["SECRET_KEY", "PERSONAL_DATA_KEYS", "RECEIPT_KEY", "LEDGER_KEY"]
    assert keys.is_fernet_key(printed["PERSONAL_DATA_KEYS"])
    assert keys.is_ledger_key(printed["LEDGER_KEY"])


def test_fresh_keys_differ_each_time():
    assert not set(map(str, keys.new().values())) & set(map(str, keys.new().values()))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("", False), ("QUJD", False), ("no base64 at all", False), ("é" * 44, False), ("A" * 43 + "=", True)],
)
def test_a_key_of_the_ledger_has_32_bytes(text, is_one):
    assert keys.is_ledger_key(text) is is_one


@pytest.mark.parametrize("text", ["", "short", "é" * 44, "=" * 44])
def test_other_text_is_no_fernet_key(text):
    assert keys.is_fernet_key(text) is False


def test_fresh_key_is_a_fernet_key():
    assert keys.is_fernet_key(keys.new()["PERSONAL_DATA_KEYS"][0]) is True


@pytest.mark.parametrize("text", ["", "short", "é" * 44, "=" * 44, "A" * 40, "A" * 44])
def test_other_text_is_no_ledger_key(text):
    assert keys.is_ledger_key(text) is False


def test_a_key_of_a_release_before_is_added_to_the_local_ones(tmp_path):
    path = tmp_path / "keys.json"
    before = keys.local(path)
    path.write_text(json.dumps({name: value for name, value in before.items() if name != "LEDGER_KEY"}))

    now = keys.local(path)

    assert now == before | {"LEDGER_KEY": now["LEDGER_KEY"]}
    assert all(keys.is_ledger_key(key) for key in now["LEDGER_KEY"])
