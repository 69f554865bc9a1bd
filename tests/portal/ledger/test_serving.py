"""The log under its addresses, as other people's programs ask for it."""

import gzip
import os
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.ledger import kept, proving, sequencing, stored, witnesses
from portal.ledger.models import Checkpoint, Leaf, Log
from portal.tlog import tiles
from tests.portal.ledger import logs

pytestmark = pytest.mark.django_db
FOR_EVER = {"max-age=31536000", "public", "immutable"}


@pytest.fixture
def log():
    """Of 300 leaves."""
    return logs.signed(300).log


def kept_for(response):
    return set(response["Cache-Control"].split(", "))


def test_the_checkpoint_is_the_newest_that_was_published(client, log):
    response = client.get("/ledger/checkpoint")
    assert response.content.decode() == Checkpoint.objects.published().newest().note
    assert (response["Content-Type"], kept_for(response)) == ("text/plain; charset=utf-8", {"max-age=3", "public"})


def test_a_checkpoint_that_was_not_published_is_nobody_s(client, log):
    Checkpoint.objects.create(log=log, size=301, root=bytes(32), note="secret", signed_at=logs.NOW)
    logs.state("2026-9999")
    assert (client.get("/ledger/checkpoint").content.decode().split("\n")[1], tile(client, "0/001.p/45")) == (
        "300",
        404,
    )


def tile(client, address, log=""):
    """The bytes of a tile, else the status."""
    response = client.get(f"/ledger/{log}tile/{address}")
    return response.content if response.status_code == 200 else response.status_code


def test_tiles_are_the_hashes_of_the_tree(client, log):
    leaves = stored.hashes(log, 0, 0, 300)
    assert tile(client, "0/000") == b"".join(leaves[:256])
    assert tile(client, "0/001.p/44") == b"".join(stored.hashes(log, 0, 1, 44))
    assert tile(client, "0/001.p/7") == b"".join(stored.hashes(log, 0, 1, 7))
    assert tile(client, "1/000.p/1") == b"".join(stored.hashes(log, 1, 0, 1))


def test_bundles_are_the_entries(client, log):
    assert tiles.entries_in(tile(client, "entries/000")) == stored.entries(log, 0, 256)
    assert tiles.entries_in(tile(client, "entries/001.p/44")) == stored.entries(log, 1, 44)


@pytest.mark.parametrize(
    "address",
    [
        "0/001", "0/001.p/45", "0/001.p/0", "0/001.p/044", "0/001.p/256", "0/000.p/256", "0/002.p/1", "1/000",
        "1/001.p/1", "2/000.p/1",
        "00/000", "0/0", "0/x000/000", "63/000.p/1", "entries/001", "entries/001.p/45", "0/../0/000",
    ],
)  # fmt: skip
def test_what_the_tree_does_not_have_is_not_found(client, log, address):
    assert tile(client, address) == 404


@pytest.mark.parametrize("path", ["checkpoint", "2/checkpoint", "tile/0/000", "2/tile/0/000.p/1", "1/checkpoint"])
def test_where_there_is_no_log_there_is_nothing(client, path):
    assert client.get(f"/ledger/{path}").status_code == 404


@pytest.mark.parametrize("address", ["tile/0/000", "tile/0/001.p/44", "tile/entries/000", "checkpoint"])
def test_whoever_has_it_is_told_that_it_stayed(client, log, address):
    first = client.get(f"/ledger/{address}")
    again = client.get(f"/ledger/{address}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    head = client.head(f"/ledger/{address}")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert client.post(f"/ledger/{address}").status_code == 405


@pytest.mark.parametrize("address", ["tile/0/000", "tile/0/001.p/44", "tile/entries/001.p/44"])
def test_a_tile_is_for_everybody_and_for_ever(client, log, address):
    response = client.get(f"/ledger/{address}", HTTP_COOKIE="django_language=en", HTTP_ACCEPT_LANGUAGE="en")
    assert (kept_for(response), response["Content-Type"]) == (FOR_EVER, "application/octet-stream")
    assert ("Set-Cookie" in response, response["Vary"]) == (False, "Accept-Encoding")


def test_entries_are_packed_for_whoever_takes_it(client, log):
    response = client.get("/ledger/tile/entries/000", HTTP_ACCEPT_ENCODING="gzip")
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == tile(client, "entries/000")


def test_a_full_tile_is_read_from_its_file(client, log):
    whole = tile(client, "0/000")
    path = settings.LEDGER_TILES / "tile" / "0" / "000"
    assert path.read_bytes() == whole
    path.write_bytes(b"as the file has it")
    assert tile(client, "0/000") == b"as the file has it"
    assert sorted(one.name for one in path.parent.iterdir()) == ["000"]


def test_a_tile_is_on_the_disk_before_it_has_its_name(client, log, monkeypatch):
    path, kept_before = settings.LEDGER_TILES / "tile" / "0" / "000", []
    monkeypatch.setattr("os.fsync", lambda number: kept_before.append((os.fstat(number).st_size, path.exists())))
    tile(client, "0/000")
    assert (kept_before, path.exists()) == ([(256 * 32, False)], True)


def test_a_partial_tile_lies_on_no_disk_and_is_read_once(client, log, django_assert_num_queries):
    first = tile(client, "entries/001.p/44")
    with django_assert_num_queries(0):
        assert tile(client, "entries/001.p/44") == first
    assert not settings.LEDGER_TILES.exists()


def test_the_newest_checkpoint_is_asked_for_when_a_tile_is_not_in_the_tree_that_is_known(client, log):
    assert (tile(client, "0/000") != 404, tile(client, "0/001.p/45")) == (True, 404)
    logs.state("2026-9999")
    sequencing.sequence(logs.NOW)
    assert (len(tile(client, "0/001.p/45")), tile(client, "0/001.p/46")) == (45 * 32, 404)


def test_a_folder_that_cannot_be_written_to_keeps_no_tile_from_anybody(client, log):
    settings.LEDGER_TILES.parent.mkdir(parents=True, exist_ok=True)
    settings.LEDGER_TILES.write_text("no folder")
    assert len(tile(client, "0/000")) == 256 * 32


def test_logs_lie_apart(log):
    second = Log(number=2, origin="localhost/ledger/2")
    assert kept.path_of(second, 0, 1) == settings.LEDGER_TILES / "2" / "tile" / "0" / "001"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans small tables in another way")
def test_the_newest_checkpoint_is_found_without_sorting_all(client, log):
    """Every proof, turn of a witness and tile of a larger tree asks for it; there may be one for every few seconds.

    An order by a column of another table is one that PostgreSQL has to sort.
    """
    with CaptureQueriesContext(connection) as asked:
        client.get("/ledger/checkpoint")
        proving.checkpoint_for(Leaf.objects.first())
        witnesses._last_size(SimpleNamespace(key=SimpleNamespace(name="w")), log)
    looked = [one["sql"] for one in asked if "ledger_checkpoint" in one["sql"] and "LIMIT 1" in one["sql"]]
    sorting = [sql for sql in looked if '"ledger_log"."number" DESC' in sql]
    with connection.cursor() as cursor:
        for sql in looked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            sorting += [row for row in cursor.fetchall() if "TEMP B-TREE" in row[-1]]
    assert (len(looked), sorting) == (4, [])


def test_nobody_is_signed_in_by_asking(log):
    assert Client().get("/ledger/tile/0/000").cookies == {}
