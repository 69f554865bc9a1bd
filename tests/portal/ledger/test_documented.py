"""`docs/ledger.md` and what `SECURITY.md` says of the ledger name what is there, as it is called."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from portal.frame import WATCHED
from portal.ledger import check_ledger
from portal.ledger.append import Statement, data_of

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
POLICY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SECURITY = POLICY.partition("## What the ledger shows")[2].partition("\n## ")[0]
IN_AN_ADDRESS = {
    "<L>": "0", "<N>": "000", "[.p/<W>]": ".p/1", "<subject>": "2026-0001", "<sequence>": "1", "<size>": "1",
    "2/…": "2/checkpoint",
}  # fmt: skip


def quoted(text, pattern):
    """What stands between backticks and is of that form, each once."""
    return {found for found in re.findall(r"`([^`\n]+)`", text) if re.fullmatch(pattern, found)}


def leads_nowhere(address):
    for name, value in IN_AN_ADDRESS.items():
        address = address.replace(name, value)
    try:
        resolve(address)
    except Resolver404:
        return True
    return False


@pytest.mark.parametrize("text", [GUIDE, SECURITY])
def test_files_and_commands_are_there(text):
    files = quoted(text, r"(portal|feedback|tests|deploy|docs)/[\w/.]+")
    commands = {command.split()[1] for command in quoted(text, r"manage\.py \w+.*")}
    assert (len(files) > 4, len(commands) > 0) == (True, True)
    assert [file for file in sorted(files) if not (ROOT / file).exists()] == []
    assert commands - {*get_commands()} == set()


def test_addresses_lead_somewhere():
    addresses = quoted(GUIDE, r"/ledger/.*")
    assert len(addresses) > 8
    assert [address for address in sorted(addresses) if leads_nowhere(address)] == []


def test_what_is_watched_is_called_so():
    watched = {watch.name for watch in WATCHED}
    assert quoted(GUIDE.partition("**Watching.**")[2].partition("|")[0], r"ledger\w*|witnesses") == {
        name for name in watched if name.startswith("ledger") or name == "witnesses"
    }


def test_the_entry_that_is_shown_is_one():
    shown = re.search(r'^{"at":.*}$', GUIDE, re.MULTILINE)[0]
    made = Statement("receive", "2026-0001", date(2026, 11, 27), campaign="open", stage="received")
    assert shown.encode() == data_of(made, 1, bytes(32)).replace(b"0" * 64, "cc87…c6b5".encode())


def test_the_sentences_of_the_program_are_its_own():
    program = Path(check_ledger.__file__).read_text(encoding="utf-8")
    said = {part for quote in re.findall("「(.+?)」", SECURITY) for part in quote.split("…")}
    assert len(said) == 4
    assert [part for part in said if part.strip() not in program] == []
