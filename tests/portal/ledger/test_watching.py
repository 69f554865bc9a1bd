"""What `/readyz/` and the desk are told of the log."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from portal.ledger import sequencing, state, watching
from portal.ledger.additions import Sequencer
from tests.portal.ledger import logs

pytestmark = pytest.mark.django_db
NAMES = "ledger", "ledger_origin", "ledger_age", "ledger_guards"


def words(client):
    told = client.get("/readyz/").json()["checks"]
    return [told[name] for name in NAMES]


def test_an_empty_log_is_well(client):
    assert words(client) == ["ok"] * 4


def test_a_log_that_signs_is_well(client):
    logs.signed(3, timezone.now())
    logs.state("2026-0009", at=timezone.now())
    assert words(client) == ["ok"] * 4


def test_a_log_that_signs_nothing_says_so(client, caplog):
    logs.signed(3, timezone.now())
    settings.LEDGER_STATE.unlink()
    assert words(client) == ["refused", "ok", "ok", "ok"]
    logs.state("2026-0009")
    worker = Sequencer("test")
    assert [worker.turn(timezone.now()) for _ in range(2)] == [False, False]
    assert [record.getMessage() for record in caplog.records] == [f"The ledger signs nothing. {watching.refused()}"]


def test_what_is_signed_while_somebody_looks_is_no_trouble(monkeypatch):
    logs.signed(3)
    read = state.read

    def read_late():
        monkeypatch.setattr(state, "read", read)
        logs.state("2026-0009")
        sequencing.sequence(logs.NOW)
        return read()

    monkeypatch.setattr(state, "read", read_late)
    assert (state.trouble(), logs.sizes()) == ("", [3, 4])


def test_an_origin_that_was_changed_is_told(client, settings):
    logs.signed(3, timezone.now())
    settings.LEDGER_ORIGIN = "elsewhere.example/ledger"
    assert words(client) == ["ok", "changed", "ok", "ok"]
    assert "localhost/ledger" in watching.other_origin()


def test_an_entry_that_waits_for_more_than_ten_minutes_is_told(client):
    logs.signed(3, timezone.now())
    logs.state("2026-0009", at=timezone.now() - timedelta(minutes=11))
    assert words(client) == ["ok", "ok", "late", "ok"]


def test_what_is_signed_and_cannot_be_shown_is_told(client, monkeypatch):
    logs.signed(3, timezone.now())
    logs.state("2026-0009", at=timezone.now())
    monkeypatch.setattr(sequencing, "publish", lambda now: None)
    sequencing.sequence(timezone.now() - timedelta(minutes=11))
    assert words(client) == ["ok", "ok", "late", "ok"]


def test_a_day_without_a_checkpoint_is_told(client):
    logs.signed(3, timezone.now() - timedelta(hours=27))
    assert words(client) == ["ok", "ok", "late", "ok"]


def test_looking_costs_the_same_with_many_entries(django_assert_max_num_queries):
    logs.signed(700, timezone.now())
    sequencing.sequence(timezone.now())
    with django_assert_max_num_queries(14):
        assert [watching.refused(), watching.late(), watching.other_origin()] == [""] * 3
