"""A database that was restored or copied signs nothing; a mirror makes it whole, or the log ends and another begins."""

import subprocess
import sys
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.ledger import openings, recovering, sequencing, state, stored
from portal.ledger.append import said
from portal.ledger.models import Checkpoint, Day, Entry, Latest, Leaf, Log
from portal.ledger.state import Refused
from portal.tlog import checkpoints, notes
from tests.portal.ledger import logs
from tests.portal.ledger.logs import NOW

pytestmark = pytest.mark.django_db


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def refuses():
    """Whether a new entry is not signed, which `/readyz/` says too."""
    logs.state("2026-9999")
    with pytest.raises(Refused):
        sequencing.sequence(NOW)
    return bool(state.trouble()) and "2026-9999" not in logs.subjects()


@pytest.fixture
def grown():
    """A log of 2 leaves that grew to 300."""
    logs.signed(2)
    logs.state(*[f"2026-{number:04}" for number in range(3, 301)])
    return sequencing.sequence(NOW)


def test_a_restored_older_database_signs_nothing(grown):
    logs.restore(2)
    assert (refuses(), state.read(), logs.sizes()) == (True, grown.note, [2])


def test_a_restored_database_does_not_publish_what_it_had_not_published_over_what_was_signed_since(grown, monkeypatch):
    logs.restore(2)
    with monkeypatch.context() as patch:
        patch.setattr(state, "require_consistent", lambda *_: None)
        patch.setattr(sequencing, "publish", lambda now: None)
        logs.state("2026-0003")
        sequencing.sequence(NOW)
    with pytest.raises(Refused):
        sequencing.publish(NOW)
    assert (state.read(), logs.published()) == (grown.note, [2])


def test_an_emptied_database_signs_nothing(grown):
    logs.restore(0)
    logs.forget(Log.objects.get())
    assert refuses()


def test_a_copied_database_without_a_state_signs_nothing(grown):
    settings.LEDGER_STATE.unlink()
    assert refuses()


def test_a_state_of_another_log_or_none_of_ours_signs_nothing(grown):
    settings.LEDGER_STATE.write_text(grown.note.replace("\n300\n", "\n301\n"))
    assert refuses()


def test_a_state_that_cannot_be_read_signs_nothing(grown):
    settings.LEDGER_STATE.unlink()
    settings.LEDGER_STATE.mkdir()
    assert refuses()


def test_a_mirror_gives_back_what_a_restored_database_lacks(grown, tmp_path):
    whole = logs.subjects()
    mirror = logs.mirrored(tmp_path)
    logs.restore(2)
    call_command("recover_ledger", mirror=mirror)
    log = Log.objects.get()
    assert (logs.subjects(), stored.tree(log, 300).root, state.trouble()) == (whole, bytes(grown.root), "")
    assert Latest.objects.get(subject="2026-0300").index == 299
    logs.state("2026-0301")
    assert sequencing.sequence(NOW).size == 301


def test_of_the_checkpoint_of_a_mirror_our_signature_alone_is_taken_back(grown, tmp_path):
    mirror = logs.mirrored(tmp_path)
    stranger = notes.Signature("這本帳是假的", b"9999", bytes(64)).line
    (tmp_path / "checkpoint").write_text(grown.note + stranger + grown.note.partition("\n\n")[2], encoding="utf-8")
    logs.restore(2)
    recovering.take_back(mirror, NOW)
    assert (Checkpoint.objects.newest().note, state.read()) == (grown.note, grown.note)


def test_entries_that_the_database_has_but_not_in_the_tree_keep_their_salt(grown, tmp_path):
    mirror = logs.mirrored(tmp_path)
    logs.restore(2, entries=5)
    recovering.take_back(mirror, NOW)
    salted = [bool(entry.salt) for entry in Entry.objects.order_by("leaf__index")[:7]]
    assert salted == [True] * 5 + [False] * 2


def test_a_number_taken_back_is_not_given_again(grown, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("portal.ledger.recovering.RECOVERED", [told.append])
    mirror = logs.mirrored(tmp_path)
    logs.restore(2)
    recovering.take_back(mirror, NOW)
    assert told == [[f"2026-{number:04}" for number in range(3, 301)]]


def test_days_go_on_after_one_that_was_taken_back(tmp_path):
    logs.signed(2)
    for days in (1, 2):
        sequencing.state_days(NOW + timedelta(days=days))
        sequencing.sequence(NOW + timedelta(days=days))
    mirror = logs.mirrored(tmp_path)
    logs.restore(2)
    recovering.take_back(mirror, NOW + timedelta(days=2))
    sequencing.state_days(NOW + timedelta(days=3))
    sequencing.sequence(NOW + timedelta(days=3))
    assert logs.subjects()[2:] == ["day/2026-11-27", "day/2026-11-28", "day/2026-11-29"]
    assert [str(day) for day in Day.objects.all()] == ["2026-11-29"]


def test_a_number_given_twice_is_no_case_for_a_mirror(grown, tmp_path):
    mirror = logs.mirrored(tmp_path)
    logs.restore(2)
    logs.state("2026-0003", kind="register")
    with pytest.raises(CommandError, match="2026-0003"):
        call_command("recover_ledger", mirror=mirror)
    assert (logs.sizes(), state.read()) == ([2], grown.note)


def test_a_mirror_with_another_entry_is_refused(grown, tmp_path):
    mirror = logs.mirrored(tmp_path)
    path = tmp_path / "tile" / "entries" / "001.p" / "44"
    path.write_bytes(path.read_bytes().replace(b"2026-0300", b"2026-0400"))
    logs.restore(2)
    with pytest.raises(Refused):
        recovering.take_back(mirror, NOW)
    assert (logs.sizes(), state.read()) == ([2], grown.note)


def test_an_old_mirror_is_refused(tmp_path):
    logs.signed(2)
    mirror = logs.mirrored(tmp_path)
    logs.state("2026-0003", "2026-0004")
    sequencing.sequence(NOW)
    logs.restore(2)
    with pytest.raises(Refused):
        recovering.take_back(mirror, NOW)


def test_a_mirror_shows_that_a_database_without_a_state_is_the_real_one(grown, tmp_path):
    mirror = logs.mirrored(tmp_path)
    settings.LEDGER_STATE.unlink()
    assert (recovering.take_back(mirror, NOW), state.read(), state.trouble()) == (0, grown.note, "")


def test_a_log_that_cannot_go_on_is_followed_by_one_that_names_its_last_checkpoint(grown, monkeypatch):
    stated = []
    monkeypatch.setattr("portal.ledger.recovering.RESTATE", [lambda now, since: stated.append((now, since))])
    logs.restore(2)
    call_command("recover_ledger", end=True)
    first = Leaf.objects.get(log__number=2, index=0).entry
    told = openings.opened([first])[first.pk]
    assert told == {"origin": "localhost/ledger/2", "follows": grown.note}
    assert openings.committed(told, bytes(first.salt)).digest.hex() == said(first)["commitment"]
    assert (openings.public([first]), [since for _, since in stated]) == ({first.pk}, [first.pk])
    assert (state.trouble(), checkpoints.parsed(state.read().partition("\n\n")[0] + "\n").size) == ("", 1)


def test_every_process_can_read_again_what_the_log_says_of_itself():
    told = "import django; django.setup(); from portal.ledger.openings import SOURCES; print(*sorted(SOURCES))"
    asked = [sys.executable, "-W", "ignore", "-c", told]
    known = subprocess.run(asked, cwd=settings.BASE_DIR, capture_output=True, encoding="utf-8", check=True).stdout
    assert {"day", "log"} - {*known.split()} == set()


def test_what_comes_after_the_end_stands_in_the_new_log(grown, client):
    logs.restore(2)
    recovering.end(NOW)
    logs.state("2026-9998")
    sequencing.sequence(NOW)
    assert [*Checkpoint.objects.order_by("pk").values_list("log__number", "size")] == [(1, 2), (2, 1), (2, 2)]
    shown = [client.get(f"/ledger/{path}checkpoint").content.decode().split("\n")[:2] for path in ("", "2/")]
    assert shown == [["localhost/ledger", "2"], ["localhost/ledger/2", "2"]]


def test_a_log_that_is_well_does_not_end(grown):
    with pytest.raises(CommandError):
        call_command("recover_ledger", end=True)
    assert Log.objects.count() == 1


def test_what_was_interrupted_is_stated_by_running_it_again(grown, monkeypatch):
    logs.restore(2)
    recovering.end(NOW)
    stated = []
    monkeypatch.setattr("portal.ledger.recovering.RESTATE", [lambda now, since: stated.append(since)])
    call_command("recover_ledger", end=True)
    assert (len(stated), Log.objects.count()) == (1, 2)


def test_an_end_that_was_interrupted_is_made_again_and_names_what_was_signed(grown, monkeypatch):
    settings.LEDGER_STATE.unlink()
    begin = state.begin

    def killed(origin):
        begin(origin)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(state, "begin", killed)
        with pytest.raises(KeyboardInterrupt):
            recovering.end(NOW)
    log = recovering.end(NOW)
    assert (log.origin, log.follows, state.trouble()) == ("localhost/ledger/2", grown.note, "")


def test_a_first_log_that_was_lost_is_not_listed_as_ended(grown, client):
    logs.restore(0)
    logs.forget(Log.objects.get())
    recovering.end(NOW)
    assert client.get("/ledger/").context["ended"] == []


def test_a_database_from_before_the_end_is_followed_by_a_third_log(grown):
    logs.restore(2)
    recovering.end(NOW)
    ended = state.read()
    logs.forget(Log.objects.get(number=2))
    assert refuses()
    assert (recovering.end(NOW).origin, Log.objects.newest().follows) == ("localhost/ledger/3", ended)


def test_an_emptied_database_takes_back_the_whole_log_from_an_address(grown, tmp_path):
    whole = logs.subjects()
    logs.mirrored(tmp_path)
    logs.restore(0)
    logs.forget(Log.objects.get())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        call_command("recover_ledger", mirror=f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert (logs.subjects(), bytes(Checkpoint.objects.get().root), state.trouble()) == (whole, bytes(grown.root), "")


@pytest.mark.parametrize("place", ["http://127.0.0.1:9/ledger", "/nowhere"])
def test_a_mirror_that_is_away_is_told(grown, place):
    logs.restore(2)
    with pytest.raises(CommandError, match="鏡像不能用"):
        call_command("recover_ledger", mirror=place)
