"""Every verb and the ledger: its entry, or none; and that no entry tells anything but where a suggestion stands."""

import json
import re

import pytest
from django.contrib.auth.models import User

from feedback.models import Draft, Event, Suggestion, Unit
from feedback.records import stating
from feedback.rules import ledger
from feedback.rules.workflow import Refused, Stage, Verb
from portal.ledger import openings
from portal.ledger.append import said, silent
from portal.ledger.models import MOST_BYTES, Entry
from tests import factories
from tests.factories import NOW
from tests.feedback.ledgers import entries, mismatched, told
from tests.feedback.rules.regulation import ALLOWED
from tests.feedback.verbs.reading import fresh
from tests.feedback.verbs.test_stages import CONTACT, THE_FIRST, do, what_comes_before

pytestmark = pytest.mark.django_db

NUMBER = r"2020-\d{4}"
# All that an entry may hold: no text, no person, no unit fits into it.
GRAMMAR = {
    "v": "1",
    "kind": "[a-z_]+",
    "subject": NUMBER,
    "sequence": r"[1-9]\d*",
    "at": r"2020-12-\d\d(T\d\d:\d\d:\d\dZ)?",
    "campaign": "[a-z0-9-]+",
    "stage": "|".join(Stage),
    "main": NUMBER,
    "commitment": "[0-9a-f]{64}",
}


def made(verb, office):
    """A suggestion of marked words and person, where the verb may act, with all that it needs."""
    stage = next(stage for stage in Stage if stage in ALLOWED[verb])
    main = factories.make_suggestion(stage=Stage.REPLIED) if stage == Stage.MERGED else None
    make = factories.make_registered if verb == Verb.CORRECT_INTAKE else factories.make_suggestion
    suggestion = make(
        stage=stage,
        main=main,
        has_consent=True,
        contact=CONTACT,
        name="周標記",
        title="標記的標題",
        body="標記的內容。",
    )
    what_comes_before(verb, suggestion, office)
    return fresh(suggestion)


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in THE_FIRST])
def test_a_verb_leaves_an_entry_for_each_public_event_and_nothing_that_is_not_public(verb, office):
    suggestion = made(verb, office)
    entries_before, events_before = Entry.objects.count(), Event.objects.count()
    do(verb, suggestion, office)
    new = list(Event.objects.order_by("pk"))[events_before:]
    public = [(event.verb, event.pk) for event in new if ledger.has_entry(event.verb, event.details)]
    written = [(one.kind, one.source) for one in entries()[entries_before:]]
    assert written == public
    assert verb in {event.verb for event in new}
    assert verb in ledger.SOMETIMES or (verb in dict(written)) == (verb in ledger.STATED)
    assert mismatched() == []
    _tell_nothing()


def _tell_nothing():
    for entry in entries():
        data = bytes(entry.data)
        assert data.isascii()
        assert len(data) <= MOST_BYTES
        assert [name for name, value in said(entry).items() if not re.fullmatch(GRAMMAR[name], str(value))] == []
    opened = {entry: json.dumps(fields, ensure_ascii=False) for entry, fields in _openings()}
    people = {*User.objects.values_list("username", flat=True), *Unit.objects.values_list("name", flat=True)}
    remarks = set(Event.objects.values_list("remark", flat=True)) - set(Event.objects.values_list("note", flat=True))
    hidden = people | remarks | {CONTACT, "周標記"}
    assert [(one.kind, text) for one, said in opened.items() for text in hidden if f'"{text}' in said] == []
    citizens = [one.kind for one, said in opened.items() if "標記的" in said]
    assert set(citizens) <= ledger.WITH_RECEIPT


def _openings():
    """Of what was erased there is none."""
    found = [entry for entry in entries() if entry.salt]
    fields = openings.opened(found)
    return [(entry, fields[entry.pk]) for entry in found]


def test_an_entry_says_where_it_stands_by_day_for_citizens_and_by_moment_for_staff(office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    number = suggestion.number
    assert told(subject=number) == [
        {
            "v": 1, "kind": "receive", "subject": number, "sequence": 1, "at": "2020-12-01", "campaign": "open",
            "stage": "received",
        },
        {
            "v": 1, "kind": "accept", "subject": number, "sequence": 2, "at": "2020-12-01T02:00:00Z",
            "campaign": "open", "stage": "accepted",
        },
    ]  # fmt: skip


def test_a_merged_one_names_its_main_one_and_the_heir_where_that_is_withdrawn(office):
    main, eldest = factories.make_suggestion(stage=Stage.ACCEPTED), factories.make_suggestion()
    younger = factories.make_suggestion()
    for one in (eldest, younger):
        one.merge(main, by=office.triage_officer, now=NOW)
    fresh(main).withdraw(now=NOW)
    last = {one.number: told(subject=one.number)[-1] for one in (main, eldest, younger)}
    assert {number: (one["kind"], one["stage"], one.get("main")) for number, one in last.items()} == {
        main.number: ("withdraw", "withdrawn", None),
        eldest.number: ("take_main", "accepted", None),
        younger.number: ("merge", "merged", eldest.number),
    }


def test_the_entries_of_one_number_have_no_gap_whatever_the_office_did_in_between(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, contact=CONTACT)
    suggestion.ask("在哪個路口？", by=office.handler, now=NOW)
    suggestion.read_contact(by=office.triage_officer, now=NOW)
    factories.reply(suggestion)
    found = told(subject=suggestion.number)
    assert [(one["sequence"], one["kind"]) for one in found] == [
        (1, "receive"), (2, "accept"), (3, "assign"), (4, "start"), (5, "approve_reply"),
    ]  # fmt: skip


def test_a_short_text_cannot_be_guessed_from_its_commitment(office):
    one, other = (factories.receive(title="停車", body="難。") for _ in range(2))
    [first], [second] = entries(subject=one.number), entries(subject=other.number)
    fields = openings.opened([first, second])
    assert fields[first.pk] == fields[second.pk]
    assert said(first)["commitment"] != said(second)["commitment"]
    assert (len(first.salt), bytes(first.salt).hex() in bytes(first.data).decode()) == (32, False)


def test_what_is_undone_leaves_no_entry(office):
    suggestion = factories.make_suggestion()
    with pytest.raises(Refused):  # the second step is, and undoes the first
        suggestion.together([("accept", {}), ("start", {})], by=office.triage_officer, now=NOW)
    assert [one.kind for one in entries()] == ["receive"]


def test_what_cannot_be_entered_is_not_done_and_the_words_stay_in_the_draft(office, monkeypatch):
    draft = Draft.objects.create(flow_digest="d" * 64, payload="標記", changed_at=NOW)

    def fail(*statements):
        raise OSError("no room")

    monkeypatch.setattr(stating, "append", fail)
    with pytest.raises(OSError, match="no room"):
        factories.receive(draft=draft)
    assert (Suggestion.objects.count(), Event.objects.count(), Draft.objects.count()) == (0, 0, 1)


def test_many_are_entered_with_as_many_queries_as_one(office, django_assert_num_queries):
    with silent():
        for _ in range(4):
            factories.make_suggestion(stage=Stage.ACCEPTED)
    events = list(Event.objects.filter(verb=Verb.ACCEPT).select_related("suggestion").order_by("pk"))
    with django_assert_num_queries(3):  # the campaigns, the sequences, the entries
        stating.state(events[:1])
    with django_assert_num_queries(3):
        stating.state(events[1:])
