"""What happened on a day and is told by numbers alone stands in the log the day after."""

from datetime import date, timedelta

import pytest

from portal.ledger import days, openings, sequencing
from portal.ledger.additions import Sequencer
from portal.ledger.append import said
from portal.ledger.models import Day, Entry
from tests.portal.ledger import logs
from tests.portal.ledger.logs import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def totals(monkeypatch):
    """Counts by name, the same for every day."""
    counted = {"opinions": 5, "supports": 4, "follows": 0}
    monkeypatch.setattr(days, "TOTALS", {name: lambda day, name=name: counted[name] for name in counted})
    return counted


def entries():
    return Entry.objects.filter(kind="day").order_by("pk")


def test_a_day_is_stated_when_it_is_over_without_numbers_below_five():
    logs.signed(1)
    sequencing.state_days(NOW + timedelta(days=1))
    [entry] = entries()
    assert (entry.subject, said(entry)["at"]) == ("day/2026-11-27", "2026-11-28")
    told = openings.opened([entry])[entry.pk]
    assert told == {"date": "2026-11-27", "totals": {"opinions": 5}}
    assert openings.committed(told, bytes(entry.salt)).digest.hex() == said(entry)["commitment"]
    assert openings.public([entry]) == {entry.pk}


def test_what_was_stated_stays_whatever_is_counted_later(totals):
    logs.signed(1)
    sequencing.state_days(NOW + timedelta(days=1))
    totals["opinions"] = 9
    [entry] = entries()
    assert openings.opened([entry])[entry.pk]["totals"] == {"opinions": 5}


def test_every_day_that_the_workers_were_away_is_stated():
    logs.signed(1)
    sequencing.state_days(NOW + timedelta(days=3))
    sequencing.state_days(NOW + timedelta(days=3, hours=1))
    assert [day.date for day in Day.objects.order_by("date")] == [date(2026, 11, day) for day in (27, 28, 29)]


def test_nothing_is_stated_before_there_is_a_log():
    sequencing.state_days(NOW)
    assert not entries().exists()


def test_the_first_turn_after_midnight_makes_a_new_checkpoint():
    logs.signed(1)
    worker = Sequencer("test")
    midnight = NOW.replace(hour=0, minute=0) + timedelta(days=1)
    for moment in (NOW, midnight - timedelta(seconds=1), midnight, midnight + timedelta(seconds=3)):
        worker.turn(moment)
    assert (logs.sizes(), entries().count()) == ([1, 2], 1)
