"""The owner of the database and of the key rewrites what was: who finds it, and how. `SECURITY.md` has it as a table.

Whoever is not named in what a test expects finds nothing. The owner is thorough: rows, entries, tree, signatures and
the state outside the database agree afterwards, so that nothing of the portal itself finds a fault.
"""

from datetime import timedelta

import pytest

from feedback.models import Event, NumberSeries, Rating, Reply, Suggestion
from feedback.rules.workflow import Stage, Verb
from portal.ledger import promises
from portal.ledger.models import Entry
from portal.ledger.sequencing import sequence
from tests import factories
from tests.feedback.ledger.attacks import finders, owner
from tests.feedback.ledger.attacks.conftest import TODAY, WITNESS, YESTERDAY
from tests.portal.ledger import folders
from tests.portal.ledger.test_check_ledger import run

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]

NOT_KEPT = "有誤 WRONG: 2020-0001 was promised at 2020-12-01T02:00:00Z and is not in the log"
NOT_YESTERDAYS = "有誤 WRONG: it does not continue the 10 that you kept"
NOT_TODAYS = "有誤 WRONG: it does not continue the 20 that you kept"
# Whatever was changed of yesterday: with a checkpoint, be it within a proof, nobody needs to know what.
WITH_A_CHECKPOINT = {
    "the proof of the first": NOT_YESTERDAYS,
    "the checkpoint of yesterday": NOT_YESTERDAYS,
    "the checkpoint of today": NOT_TODAYS,
}
WITH_THE_WITNESS = {
    "the witness": "from size 20 it answers 409 'Another tree of this size was seen.\\n':"
    " this tree and the one it knows differ"
}
SMALLER = {"the witness": "it knows a tree of 20, and we have signed none as large"}


@pytest.fixture
def sign_anew(monkeypatch):
    """`sign_anew(*turns)`: the owner signs the whole log once more, as if it had been on the two days."""
    usual = ((10, YESTERDAY), (10, TODAY))
    return lambda *turns: owner.sign_anew(monkeypatch, *(turns or usual))


def entry_of(number, kind):
    return Entry.objects.get(subject=number, kind=kind)


def test_before_any_attack_nobody_finds_anything(found):
    assert found() == {}


# Whoever runs the program with whatever was kept; that of the newest one stands for a stranger's.
A_NUMBER_IS_GONE = {"the promise of the newest": "有誤 WRONG: numbers that were given out are gone: 2020-0001"}


def test_one_is_deleted(world, found, sign_anew):
    owner.delete(world.first)
    sign_anew((2, YESTERDAY), (10, TODAY))
    assert found() == WITH_A_CHECKPOINT | SMALLER | {"the promise of the first": NOT_KEPT} | A_NUMBER_IS_GONE


def test_one_gets_another_number(world, found, sign_anew):
    """No count is another one then; that the old number is gone anybody sees."""
    owner.change(Suggestion.objects.filter(year=2020, sequence=1), sequence=14)
    NumberSeries.objects.filter(year=2020).update(last=14)
    for entry in Entry.objects.of(world.first):
        owner.change(Entry.objects.filter(pk=entry.pk), subject="2020-0014")
        owner.rewrite(entry, subject="2020-0014")
    sign_anew()
    assert found() == WITH_A_CHECKPOINT | WITH_THE_WITNESS | {"the promise of the first": NOT_KEPT} | A_NUMBER_IS_GONE


def test_one_is_back_dated(world, found, sign_anew):
    """As if it had been there a week before."""
    entry, before = entry_of(world.first, "receive"), YESTERDAY - timedelta(days=7)
    owner.change(Suggestion.objects.filter(year=2020, sequence=1), received_at=before)
    owner.change(Event.objects.filter(pk=entry.source), at=before)
    owner.rewrite(entry, at="2020-11-24")
    sign_anew((1, before), (9, YESTERDAY), (10, TODAY))
    assert found() == WITH_A_CHECKPOINT | WITH_THE_WITNESS | {"the promise of the first": NOT_KEPT}


def test_an_answer_is_reworded(world, found, sign_anew):
    """What was promised on its receipt is still there: its holder finds it by the proof that was fetched later."""
    owner.change(Reply.objects.all(), body="正在研究。")
    owner.rewrite(entry_of(world.first, "approve_reply"))
    sign_anew()
    assert found() == WITH_A_CHECKPOINT | WITH_THE_WITNESS


def test_a_rating_is_changed(world, found, sign_anew):
    owner.change(Rating.objects.all(), level="five_very_satisfied")
    owner.rewrite(entry_of(world.first, "rate"))
    sign_anew()
    assert found() == WITH_A_CHECKPOINT | WITH_THE_WITNESS


def test_the_newest_ten_are_dropped(world, found):
    """Database and state are put back to yesterday: whoever knows nothing of today misses nothing."""
    put_back(world)
    assert found() == SMALLER | {
        "the promise of the newest": "有誤 WRONG: 2020-0013 was promised at 2020-12-02T02:00:00Z and is not in the log",
        "the checkpoint of today": NOT_TODAYS,
    }


def test_others_are_put_in_the_place_of_the_newest_ten(world, found):
    put_back(world)
    for _ in range(12):
        factories.receive(title="都很滿意", now=TODAY)
    sequence(TODAY)
    assert found() == {
        "the promise of the newest": "有誤 WRONG: 2020-0013 was promised at 2020-12-02T02:00:00Z and is not in the log",
        "the checkpoint of today": NOT_TODAYS,
        "the witness": "from size 20 it answers 422 'It does not continue what was seen:"
        " the proof does not begin with the old root.\\n': this tree and the one it knows differ",
    }


def put_back(world):
    for number in world.newest:
        owner.delete(number)
    owner.drop(world.today)
    NumberSeries.objects.filter(year=2020).update(last=3)
    owner.put_back(world.yesterday.note)


def test_the_whole_log_is_made_anew(world, found, sign_anew):
    """The same entries, with the same key; only the salts are others."""
    for entry in Entry.objects.order_by("pk"):
        owner.change(Entry.objects.filter(pk=entry.pk), salt=b"another salt, of 32 bytes as well")
        owner.rewrite(entry)
    sign_anew()
    newest = "有誤 WRONG: 2020-0013 was promised at 2020-12-02T02:00:00Z and is not in the log"
    promises_broken = {"the promise of the first": NOT_KEPT, "the promise of the newest": newest}
    assert found() == WITH_A_CHECKPOINT | WITH_THE_WITNESS | promises_broken


def test_two_people_are_shown_two_logs(world, client, tmp_path, sign_anew):
    """Each log is well by itself. The two who compare what they kept find it, and so does who asks for the witness."""
    one, other = tmp_path / "one", tmp_path / "other"
    folders.download(one, client)
    kept = finders.kept(tmp_path, world.today)
    owner.change(Reply.objects.all(), body="正在研究。")
    owner.rewrite(entry_of(world.first, "approve_reply"))
    sign_anew()
    folders.download(other, client)

    keys = finders.keys(world.witness.witness.key.vkey)
    shown = [run(log, *keys) for log in (one, other)]
    signed_by = [(status, text.splitlines()[0].partition("signed by ")[2]) for status, text in shown]
    assert signed_by == [(0, f"localhost/ledger, witness {WITNESS}"), (0, "localhost/ledger")]
    assert (kept.told(one), kept.told(other)) == ("", NOT_TODAYS)
    assert {"the witness": world.witness.told(other)} == WITH_THE_WITNESS
    assert finders.Verifying().told(other) == ""


def test_two_promises_of_one_number_are_not_both_kept(world, client, tmp_path):
    """Two citizens get one number: the log holds one of their entries, and the other one has the proof of it."""
    swallowed = factories.receive(title="沒有記下的", now=TODAY)
    first = finders.promised(tmp_path, swallowed.number)
    owner.delete(swallowed.number)
    NumberSeries.objects.filter(year=2020).update(last=13)
    kept = factories.receive(title="記下的", now=TODAY)
    second = finders.Keeper(tmp_path / "second", promises.promise_of(entry_of(kept.number, "receive")))
    sequence(TODAY)
    folders.download(tmp_path / "log", client)
    missing = "有誤 WRONG: 2020-0014 was promised at 2020-12-02T02:00:00Z and is not in the log"
    assert (first.told(tmp_path / "log"), second.told(tmp_path / "log")) == (missing, "")


# What nobody finds.


def test_what_was_swallowed_before_its_receipt_is_found_by_nobody(world, found):
    swallowed = factories.receive(now=TODAY)
    owner.delete(swallowed.number)
    NumberSeries.objects.filter(year=2020).update(last=13)
    factories.receive(now=TODAY)
    sequence(TODAY)
    assert found() == {}


def test_what_nobody_kept_and_no_witness_signed_is_found_by_nobody(world, found, sign_anew):
    """Another log from the beginning, shown to people who saw nothing of the one before."""
    owner.change(Reply.objects.all(), body="正在研究。")
    owner.rewrite(entry_of(world.first, "approve_reply"))
    sign_anew()
    strangers = ("the promise of the newest", "the public openings", "verify_ledger")
    assert {who: told for who, told in found().items() if who in strangers} == {}


# An owner who is not thorough: what the portal itself says.


def deleted(world):
    owner.delete(world.first)


def renumbered(world):
    owner.change(Suggestion.objects.filter(year=2020, sequence=1), sequence=14)


def back_dated(world):
    owner.change(Suggestion.objects.filter(year=2020, sequence=1), received_at=YESTERDAY - timedelta(days=7))


def reworded(world):
    owner.change(Reply.objects.all(), body="正在研究。")


def rated_otherwise(world):
    owner.change(Rating.objects.all(), level="five_very_satisfied")


def dropped(world):
    for number in world.newest:
        owner.delete(number)
    owner.drop(world.today)


OTHER_WORDS = "2020-0001 的第 {}所記的文字與數據庫裡的不同。"


@pytest.mark.parametrize(
    ("attack", "sentence"),
    [
        (deleted, "帳本第 1 條缺失。"),
        (renumbered, OTHER_WORDS.format("1 條記錄（receive）")),
        (back_dated, OTHER_WORDS.format("1 條記錄（receive）")),
        (reworded, OTHER_WORDS.format("5 條記錄（approve_reply）")),
        (rated_otherwise, OTHER_WORDS.format("7 條記錄（rate）")),
        (dropped, "數據庫裡的帳本比簽署過的舊，或者不是同一份。網站照常使用，帳本暫停簽署。請運行 recover_ledger。"),
    ],
)
def test_rows_that_are_changed_alone_are_named(world, attack, sentence):
    attack(world)
    assert finders.Verifying().told(None) == sentence


@pytest.mark.parametrize("attack", [reworded, rated_otherwise])
def test_what_anybody_may_open_does_not_fit_any_more(world, client, attack):
    assert world.finders["the public openings"].told(None) == ""
    attack(world)
    assert world.finders["the public openings"].told(None) != ""


def test_an_act_that_is_entered_late_stands_behind_the_day_that_it_claims(world):
    """As if it had been accepted in time. Its place is behind the checkpoint that somebody kept in between."""
    second = Suggestion.objects.get(year=2020, sequence=2)
    factories.bring(second, to=Stage.ACCEPTED, now=TODAY)
    late = entry_of(second.number, Verb.ACCEPT)
    owner.change(Event.objects.filter(pk=late.source), at=YESTERDAY)
    owner.rewrite(late, at="2020-12-01T02:00:00Z")
    sequence(TODAY)
    assert entry_of(second.number, Verb.ACCEPT).leaf.index >= world.yesterday.size
    assert finders.Verifying().told(None) == (
        "2020-0002 的第 2 條記錄（accept）寫明的時間（2020-12-01T02:00:00Z）與載入帳本的時間（2020-12-02 10:00）不符。"
    )
