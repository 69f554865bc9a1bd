"""Words that stand in every text and every person: none is in what the log, its proofs and its promises say.

What a receipt opens is the citizen's own text, and nothing of the person; what anybody may open are released words.
"""

import json
import re
from hashlib import sha256
from itertools import chain

import pytest
from django.contrib.auth.models import User

from feedback.models import Unit
from feedback.rules.workflow import Stage
from portal.ledger import openings, promises, proving
from portal.ledger.append import said
from portal.ledger.models import Entry, PublicKey
from portal.ledger.sequencing import sequence
from portal.tlog import proofs
from portal.tlog.tree import HASH_BYTES
from tests import factories
from tests.factories import NOW
from tests.feedback.attachments.keeping import own_storages
from tests.feedback.draws import rounds
from tests.feedback.measures import rows
from tests.feedback.records.test_erased import CANARY, FOUND_AS, suggestion
from tests.portal.ledger import folders
from tests.reports.factories import make_report, make_staff

__all__ = ["own_storages", "suggestion"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("own_storages")]

# All that an entry says: there is no room for a word.
MOMENT = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"
SUBJECT = r"(\d{4}-\d{4,}|[a-z]+/[a-z0-9-]+|log)"
ROOM = re.compile(
    rf'{{"at":"{MOMENT}",("campaign":"[a-z0-9-]+",)?"commitment":"[0-9a-f]{{64}}","kind":"[a-z_]+",'
    rf'("main":"\d{{4}}-\d{{4,}}",)?"sequence":\d+,("stage":"[a-z_]+",)?"subject":"{SUBJECT}","v":1}}'
)
# What staff write for each other, or before two people agreed.
AMONG_STAFF = ["撤銷", "詢問", "回答", "請看", "會辦", "批示", "催辦", "便箋", "草稿", "修改意見", "推薦", "暫存"]
PERSON = "鴛鴦wxqjvz"


@pytest.fixture
def world(suggestion, office):  # noqa: F811
    """Beside what was done to the one suggestion, the word in all else that has entries; all of it is signed."""
    for user in User.objects.all():
        user.first_name, user.last_name = PERSON, PERSON
        user.save()
    of_a_person = factories.receive(
        title=f"{CANARY}路燈", name=PERSON, contact="13864210975", place=PERSON, guardian_name=PERSON,
        is_under_14=True, has_consent=True,
    )  # fmt: skip
    factories.bring(of_a_person, to=Stage.CLOSED)
    factories.erase(factories.receive(title=CANARY, name=PERSON))
    report = f"{CANARY}報告\n一、{CANARY}\n{CANARY}新增窗口15個。\n"
    make_report(text=report, published_by=make_staff(permissions=["publish_report"]))
    rows.make_measure(title=f"{CANARY}舉措", body=CANARY)
    two = [factories.make_user(username=name) for name in ("conducts", "confirms")]
    rounds.drawn(rounds.make_round(title=f"{CANARY}活動", slug="sanmin-2019", year=2019), two)
    sequence(NOW)
    return of_a_person


def entries():
    return list(Entry.objects.order_by("pk"))


def found_in(raw, *words):
    """Those of the words that stand in some bytes."""
    return [word for word in words if word in raw]


def answers(client, number):
    """[(kind, answer)] of the addresses at which the openings of a number would be."""
    entries = Entry.objects.of(number)
    return [(one.kind, client.get(f"/ledger/openings/{number}/{one.sequence}.json")) for one in entries]


def persons(*, units=True):
    """All that would say who it was: of the citizen, and of the office."""
    users = User.objects.values_list("username", flat=True)
    of_units = chain.from_iterable(Unit.objects.values_list("name", "code")) if units else ()
    words = [PERSON, "13864210975", "138 6421 0975", *users, *of_units]
    written = chain.from_iterable((word, json.dumps(word)[1:-1]) for word in words)
    return [word.encode() for word in dict.fromkeys(written)]


def test_nothing_that_is_served_says_it(world, client, tmp_path):
    folders.download(tmp_path, client)
    served = b"".join(file.read_bytes() for file in folders.files(tmp_path))
    assert bytes(entries()[0].data) in served
    assert found_in(served, *FOUND_AS, *persons()) == []


def test_an_entry_has_no_room_for_it(world):
    kinds = {entry.kind for entry in entries()}
    assert [entry.data for entry in entries() if not ROOM.fullmatch(bytes(entry.data).decode())] == []
    assert kinds >= {
        "receive", "register", "correct_intake", "approve_reply", "approve_correction", "rate", "release_comment",
        "release_file", "extend", "erase", "report_publish", "measure_publish", "draw_announce", "draw_select",
        "award_decide",
    }  # fmt: skip


def test_no_promise_and_no_code_on_paper_says_it(world):
    said_on_receipts = [promises.promise_of(entry) + promises.on_paper(entry) for entry in entries()]
    assert found_in("".join(said_on_receipts).encode(), *FOUND_AS, *persons()) == []


def test_a_proof_says_nothing_but_the_own_text_and_nobody(world):
    """Of every entry, though a receipt gives that of the first alone."""
    for entry in entries():
        proof = proofs.parsed(proving.proof_of(entry))
        beside = json.loads(proof.extra)
        opening = beside.pop("opening", "")
        told = proof._replace(extra=b"").text + json.dumps(beside, ensure_ascii=False)
        assert found_in(told.encode(), *FOUND_AS, *persons()) == []
        is_of_office = "/" in entry.subject  # a measure, say, is of a unit, as its page says
        assert found_in(opening.encode(), *persons(units=not is_of_office)) == [], entry.kind


def test_what_is_for_staff_is_committed_to_by_no_entry(world):
    opened = b"".join(openings.opening_of(fields) for fields in openings.opened(entries()).values())
    assert f"{CANARY}更正的原因".encode() in opened
    assert found_in(opened, *(f"{CANARY}{what}".encode() for what in AMONG_STAFF)) == []


def test_of_what_was_not_released_nothing_is_opened(world, client):
    """It was answered, rated and closed; of its whole way nobody opens a word."""
    status = [(kind, answer.status_code) for kind, answer in answers(client, world.number)]
    kinds = ("receive", "accept", "assign", "start", "approve_reply", "rate", "close")
    assert status == [(kind, 404) for kind in kinds]


def test_what_was_released_is_opened_as_it_was_released(world, suggestion, client):  # noqa: F811
    opened = [(kind, answer) for kind, answer in answers(client, suggestion.number) if answer.status_code == 200]
    found = {kind: json.loads(json.loads(answer.content)["opening"]) for kind, answer in opened}
    assert found["release"] == {"title": f"{CANARY}公開", "body": f"{CANARY}公開內容"}
    assert {"register", "correct_intake"} & {*found} == set()
    suggestion.refresh_from_db()
    suggestion.take_back("", by=factories.office().triage_officer, now=NOW)
    sequence(NOW)
    assert {answer.status_code for _kind, answer in answers(client, suggestion.number)} == {404}


# A short text behind a commitment.

TITLES = [f"{what}{state}" for what in ("路燈", "井蓋", "護欄", "紅綠燈") for state in ("不亮", "壞了", "太暗", "鬆了")]


def guessed(entry, salts):
    """The titles of which a dictionary of openings, with these salts, makes the commitment of an entry."""
    commitment = said(entry)["commitment"]
    return [
        title
        for title in TITLES
        for salt in salts
        if sha256(salt + openings.opening_of({"title": title, "body": "請修。", "kind": "suggestion"})).hexdigest()
        == commitment
    ]


def test_a_short_text_is_guessed_with_the_salt_alone():
    """Whoever tries knows all else: the log, the keys, the number, the salts of all the others."""
    mine, *others = [factories.receive(title=title, body="請修。") for title in ("井蓋鬆了", *TITLES)]
    sequence(NOW)
    [entry] = Entry.objects.of(mine.number)
    known = [
        b"", bytes(HASH_BYTES), mine.number.encode(), bytes(entry.data), bytes(entry.leaf.hash),
        bytes.fromhex(said(entry)["commitment"]), *(key.vkey.encode() for key in PublicKey.objects.all()),
    ]  # fmt: skip
    digests = [sha256(one).digest() for one in known]
    of_others = [bytes(one.salt) for one in Entry.objects.exclude(pk=entry.pk)]
    assert len(of_others) == len(others)
    assert guessed(entry, known + digests + of_others) == []
    assert guessed(entry, [bytes(entry.salt)]) == ["井蓋鬆了"]


def test_the_same_text_twice_is_committed_to_in_two_ways():
    for _ in range(3):
        factories.receive(title="路燈不亮", body="請修。")
    commitments = {said(entry)["commitment"] for entry in entries()}
    assert (len(commitments), {len(entry.salt) for entry in entries()}) == (3, {HASH_BYTES})
