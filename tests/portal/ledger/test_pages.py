"""/ledger/ in every state, the sheet of a day, and the files beside the log."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.ledger import keys, sequencing
from portal.ledger.files import PROGRAM
from portal.ledger.models import Checkpoint, Erasure, Log, Publication
from portal.tlog import notes
from portal.tlog.witnessing import Witness
from tests.portal.ledger.logs import NOW, tell, told_by, witnessed

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]
CITY = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def _state(settings, tmp_path, time_machine):
    settings.LEDGER_STATE = tmp_path / "signed"
    time_machine.move_to(NOW, tick=False)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def signed_on(*moments):
    """A checkpoint at each moment, over one more entry each."""
    return [tell(f"report/{2000 + place}") and sequencing.sequence(at(moment)) for place, moment in enumerate(moments)]


@pytest.mark.parametrize("prefix", ["", "/zh-hans", "/en"])
def test_an_empty_log_has_a_page_that_says_so(client, prefix):
    page = client.get(f"{prefix}/ledger/")
    assert (page.status_code, page.context["newest"], "check_ledger.py" in page.text) == (200, None, False)


def test_the_page_shows_the_newest_checkpoint_the_keys_and_how_to_check(client):
    [_first, newest] = signed_on("2026-11-26 09:00", "2026-11-27 09:00")
    page = client.get("/ledger/")
    origin = settings.LEDGER_ORIGIN
    vkeys = [signer.key.vkey for signer in (*keys.signers(origin), *keys.receipt_signers(origin))]
    assert {key.vkey: key.is_used for key in page.context["keys"]} == dict.fromkeys(vkeys, True)
    assert page.context["newest"] == newest
    text = page.text.replace("&#x27;", "'")
    wanted = [
        newest.root_in_base64, "這個檢查點還沒有見證機構簽名", "2026年11月27日", "2026年11月26日",
        f"python3 check_ledger.py {settings.SITE_URL}/ledger '{vkeys[0]}'",
    ]  # fmt: skip
    assert [words for words in wanted if words not in text] == []


def test_witnesses_of_the_newest_are_named(client):
    [newest] = signed_on("2026-11-27 09:00")
    witnessed(newest, "newspaper.example")
    witnessed(newest, "university.example")
    page = client.get("/ledger/")
    assert [one.name for one in page.context["cosignatures"]] == ["newspaper.example", "university.example"]
    assert "還沒有見證機構" not in page.text


def test_who_is_asked_to_witness_is_named_and_nobody_is_said_to(client, settings):
    signed_on("2026-11-27 09:00")
    assert "目前還沒有單位為本站見證。" in client.get("/ledger/").text
    [key] = [signer.key for signer in keys.signers(settings.LEDGER_ORIGIN)]
    settings.LEDGER_WITNESSES = [Witness("https://witness.example", key)]
    assert f"為本站見證的：{key.name}。" in client.get("/ledger/").text


def test_a_log_that_refuses_to_sign_says_so_and_shows_what_was_signed(client, settings):
    [newest] = signed_on("2026-11-27 09:00")
    settings.LEDGER_STATE.write_text(_note_of(9), encoding="utf-8")
    page = client.get("/ledger/")
    assert "帳本暫時停止簽署" in page.text
    assert newest.root_in_base64 in page.text


def _note_of(size):
    text = f"{settings.LEDGER_ORIGIN}\n{size}\n{'A' * 43}=\n"
    return notes.signed(text, *keys.signers(settings.LEDGER_ORIGIN))


def test_a_key_of_before_is_listed_as_no_longer_used(client, settings):
    signed_on("2026-11-27 09:00")
    settings.LEDGER_KEY = ["b" * 43 + "="]
    used = [key.is_used for key in client.get("/ledger/").context["keys"]]
    assert used == [False, False]


def test_each_day_has_its_last_checkpoint_and_a_page_has_a_month(client):
    first, *_rest, last = signed_on("2026-10-01 08:00", "2026-11-26 23:50", "2026-11-27 00:10", "2026-11-27 09:00")
    newest_page, last_page = (client.get(f"/ledger/?page={number}").context for number in (1, 2))
    assert [one.size for one in newest_page["days"]] == [4, 2]
    assert [one.size for one in last_page["days"]] == [1]
    assert (first.size, last.size) == (1, 4)


def test_a_clock_that_was_set_back_hides_no_day(client):
    signed_on("2026-11-28 09:00", "2026-11-25 09:00")
    page = client.get("/ledger/")
    assert (page.context["newest"].size, [one.size for one in page.context["days"]]) == (2, [2, 1])


def test_what_was_not_published_is_nowhere(client, monkeypatch):
    signed_on("2026-11-26 09:00")
    monkeypatch.setattr(sequencing, "publish", lambda *given: None)
    tell("report/2001")
    sequencing.sequence(at("2026-11-27 09:00"))
    assert client.get("/ledger/").context["newest"].size == 1
    assert client.get("/ledger/days/2026-11-27/").status_code == 404


def test_a_log_that_ended_stays_listed(client):
    [old] = signed_on("2026-11-26 09:00")
    log = Log.objects.create(number=2, origin=f"{settings.LEDGER_ORIGIN}/2", opened_at=NOW)
    new = Checkpoint.objects.create(log=log, size=1, root=old.root, note=old.note, signed_at=NOW)
    Publication.objects.create(checkpoint=new, published_at=NOW)
    page = client.get("/ledger/")
    assert page.context["ended"] == [old]
    assert 'href="/ledger/2/checkpoint"' in page.text
    assert 'href="/ledger/checkpoint"' in page.text


def test_the_page_asks_as_much_for_one_day_as_for_many(client):
    asked = []
    for days in (["2026-11-01 09:00"], ["2026-11-02 09:00", "2026-11-03 09:00", "2026-11-04 09:00"]):
        signed_on(*days)
        client.get("/ledger/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/ledger/?page=1")
        asked.append((len(page.context["days"]), len(queries)))
    assert asked == [(1, asked[0][1]), (4, asked[0][1])]
    assert asked[0][1] <= 20


def test_the_sheet_of_a_day_has_the_root_in_groups_and_the_note(client):
    _first, _earlier, newest = signed_on("2026-11-26 09:00", "2026-11-27 08:00", "2026-11-27 09:00")
    page = client.get("/ledger/days/2026-11-27/")
    assert "".join(page.context["root"]) == bytes(newest.root).hex()
    assert {len(group) for group in page.context["root"]} == {4}
    assert [part for part in (settings.LEDGER_ORIGIN, newest.note, "保存人（簽字）") if part not in page.text] == []


@pytest.mark.parametrize("day", ["2026-11-25", "2026-02-30", "2026-13-01", "0000-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_without_a_checkpoint_has_no_sheet(client, day):
    signed_on("2026-11-26 09:00")
    assert client.get(f"/ledger/days/{day}/").status_code == 404


def test_the_program_is_handed_out_as_it_is(client):
    answer = client.get("/ledger/check_ledger.py")
    assert answer.content == PROGRAM.read_bytes()
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/x-python; charset=utf-8", 'attachment; filename="check_ledger.py"',
    )  # fmt: skip


def test_an_opening_is_served_while_anybody_may_read_it(client, monkeypatch):
    entry = tell("report/2021", fields={"digest": "甲"})
    told_by(monkeypatch, {entry.pk: {"digest": "甲"}}, public={entry.pk})
    address = "/ledger/openings/report/2021/1.json"
    before = client.get(address).status_code
    sequencing.sequence(NOW)
    answer = client.get(address)
    told = json.loads(answer.content)
    commitment = sha256(bytes.fromhex(told["salt"]) + told["opening"].encode()).hexdigest()
    assert (before, answer.status_code, answer["Content-Type"]) == (404, 200, "application/json")
    assert (told["opening"], told["index"]) == ('{"digest":"甲"}', 0)
    assert json.loads(told["entry"])["commitment"] == commitment
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"

    told_by(monkeypatch, {entry.pk: {"digest": "甲"}})
    assert client.get(address).status_code == 404


def test_an_act_without_words_is_opened_too(client, monkeypatch):
    entry = tell("2026-0001")
    told_by(monkeypatch, {entry.pk: {}}, public={entry.pk})
    sequencing.sequence(NOW)
    told = client.get("/ledger/openings/2026-0001/1.json").json()
    commitment = sha256(bytes.fromhex(told["salt"]) + told["opening"].encode()).hexdigest()
    assert (told["opening"], json.loads(told["entry"])["commitment"]) == ("{}", commitment)


@pytest.mark.parametrize(
    "address",
    ["/ledger/openings/report/2021/2.json", "/ledger/openings/2026-0009/1.json", "/ledger/openings/2021.json"],
)
def test_an_opening_that_never_was_is_not_found(client, address):
    tell("report/2021")
    sequencing.sequence(NOW)
    assert client.get(address).status_code == 404


def test_an_opening_that_was_erased_is_gone(client, monkeypatch):
    entry = tell(fields={"title": "甲"})
    told_by(monkeypatch, {}, public={entry.pk})
    sequencing.sequence(NOW)
    Erasure.objects.create(subject="2026-0001", erased_at=NOW + timedelta(days=1))
    assert client.get("/ledger/openings/2026-0001/1.json").status_code == 410
