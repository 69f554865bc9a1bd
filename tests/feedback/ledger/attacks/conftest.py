"""Two days of a small portal, as its people keep them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from feedback.rules.workflow import Stage
from portal.ledger import witnesses
from portal.ledger.models import Checkpoint
from portal.ledger.sequencing import sequence
from tests import factories
from tests.factories import NOW
from tests.feedback.ledger.attacks import finders
from tests.portal.ledger.witnesses import start

__all__ = ["start"]  # a fixture
YESTERDAY, TODAY = NOW, NOW + timedelta(days=1)
WITNESS = "university.example/w1"


@dataclass(frozen=True)
class World:
    first: str  # the number that was answered and rated yesterday
    newest: list  # the ten numbers of today
    yesterday: Checkpoint
    today: Checkpoint
    finders: dict
    witness: finders.Witnessing


@pytest.fixture
def world(tmp_path, client, start, time_machine):  # noqa: F811
    """Yesterday three came in, the first was answered and rated. Today ten more. Each day is signed and witnessed."""
    witness = finders.Witnessing(start(WITNESS, finders.keys()[0])[1])
    first = factories.receive(flow="first", has_consent=True, now=YESTERDAY)
    factories.bring(first, to=Stage.REPLIED, now=YESTERDAY)
    factories.release(first, now=YESTERDAY)
    factories.rate(first, "five_satisfied", now=YESTERDAY)
    for _ in range(2):
        factories.receive(now=YESTERDAY)
    yesterday = sequence(YESTERDAY)
    witnesses.cosign(witness.witness, yesterday, YESTERDAY)
    proof = finders.proved(tmp_path, first.number)
    time_machine.move_to(TODAY, tick=False)
    newest = [factories.receive(now=TODAY).number for _ in range(10)]
    today = sequence(TODAY)
    witnesses.cosign(witness.witness, today, TODAY)
    who = {
        "the promise of the first": finders.promised(tmp_path, first.number),
        "the proof of the first": proof,
        "the promise of the newest": finders.promised(tmp_path, newest[-1]),
        "the checkpoint of yesterday": finders.kept(tmp_path, yesterday),
        "the checkpoint of today": finders.kept(tmp_path, today),
        "the witness": witness,
        "the public openings": finders.Reading(client, first.number),
        "verify_ledger": finders.Verifying(),
    }
    return World(first.number, newest, yesterday, today, who, witness)


@pytest.fixture
def found(world, client, tmp_path):
    """`found()`: {who: what they are told} of those of the world who find something in what the site shows now."""
    seen = iter(range(9))
    return lambda: finders.found(world.finders, tmp_path / f"log-{next(seen)}", client)
