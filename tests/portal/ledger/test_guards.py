"""The database refuses to change or delete what is only added to, whoever asks it."""

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.utils import timezone

from feedback.rules.workflow import Stage
from portal.ledger import guards, sequencing, watching
from portal.ledger.models import Entry, Erasure
from tests import factories
from tests.portal.ledger import logs
from tests.portal.ledger.logs import NOW

pytestmark = pytest.mark.django_db
GUARDED = [
    "feedback_event",
    "ledger_checkpoint",
    "ledger_cosignature",
    "ledger_day",
    "ledger_entry",
    "ledger_erasure",
    "ledger_kept",
    "ledger_leaf",
    "ledger_log",
    "ledger_node",
    "ledger_publication",
    "ledger_publickey",
    "ledger_stamp",
]


def is_refused(statement, *params):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is emptied while keys wait to be looked at
            cursor.execute(statement, params)
    except Error as error:
        return guards.REFUSED in str(error)
    return False


@pytest.fixture
def world():
    """A row in each of the tables that a first checkpoint fills, and the events of a suggestion."""
    suggestion = factories.make_suggestion(stage=Stage.REPLIED)
    logs.signed(256)
    Erasure.objects.create(subject="2026-0001", erased_at=NOW)
    return suggestion


FILLED = [
    table for table in GUARDED if table not in ("ledger_cosignature", "ledger_day", "ledger_kept", "ledger_stamp")
]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("table", FILLED)
def test_rows_are_neither_changed_nor_deleted(table):
    key = "checkpoint_id" if table == "ledger_publication" else "id"
    refused = [
        is_refused(f"UPDATE {table} SET {key} = {key} + 1000000"),
        is_refused(f"DELETE FROM {table}"),
    ]
    if connection.vendor == "postgresql":
        refused.append(is_refused(f"TRUNCATE {table} CASCADE"))
    assert set(refused) == {True}


def test_every_guard_stands_under_its_name():
    acts = ("delete", "update") if connection.vendor == "sqlite" else ("delete", "truncate", "update")
    assert sorted(guards._standing()) == sorted(f"guard_{act}_{table}" for act in acts for table in GUARDED)


def test_an_update_that_changes_nothing_passes(world):
    assert not is_refused("UPDATE ledger_entry SET kind = kind")


def test_a_salt_is_emptied_only_once_its_subject_was_erased(world):
    empty = "UPDATE ledger_entry SET salt = %s WHERE subject = %s"
    assert is_refused(empty, b"", "2026-0002")
    assert is_refused(empty, b"other", "2026-0001")
    assert not is_refused(empty, b"", "2026-0001")
    assert is_refused("UPDATE ledger_entry SET salt = %s, kind = 'other' WHERE subject = '2026-0001'", b"")


@pytest.mark.parametrize("column", ["note", "remark", "details"])
def test_the_words_of_an_event_are_emptied_only_once_its_suggestion_was_erased(world, column):
    events = f"UPDATE feedback_event SET {column} = %s WHERE suggestion_id = {world.pk}"
    with guards.lifted():
        assert not is_refused(events, '{"a": 1}')
    empty = "{}" if column == "details" else ""
    assert is_refused(events, empty)
    Erasure.objects.create(subject=world.number, erased_at=NOW)
    assert is_refused(events, '{"b": 1}')
    assert not is_refused(events, empty)


def test_a_guard_that_was_taken_away_is_missed_and_made_again_by_migrating(world):
    name = "guard_delete_ledger_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{' ON ledger_entry' if connection.vendor == 'postgresql' else ''}")
    assert (guards.missing(), name in watching.missing_guards()) == ([name], True)
    call_command("migrate", verbosity=0)
    assert (guards.missing(), watching.missing_guards()) == ([], "")


def test_a_guard_that_says_something_else_is_missed(world):
    name = "guard_update_ledger_entry"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON ledger_entry BEGIN SELECT 1; END")
        else:
            cursor.execute(f"ALTER TABLE ledger_entry DISABLE TRIGGER {name}")
    assert guards.missing() == [name]
    guards.make()
    assert is_refused("UPDATE ledger_entry SET kind = 'other'")


def test_sequencing_goes_on_under_guards(world):
    logs.state("2026-9999")
    assert sequencing.sequence(timezone.now()).size == Entry.objects.count()


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_may_empty_the_tables():
    logs.signed(3)
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
    assert (Entry.objects.count(), guards.missing()) == (0, [])
