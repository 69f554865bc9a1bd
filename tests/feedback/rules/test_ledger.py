"""Which verbs the ledger speaks of, and what their entries commit to."""

from types import SimpleNamespace

import pytest

from feedback.rules import ledger
from feedback.rules.ledger import Words
from feedback.rules.workflow import ARROWS, Verb

# Every detail that any event has, with what says who did it, for whom, and among whom: of that nothing may stand.
DETAILS = {
    "level": "five_satisfied", "solved": "solved", "reason": "not_ours", "why": "late", "days": 5,
    "due_on": "2020-12-22", "is_provisional": False, "period": 2, "title": "公開標題", "body": "公開內容",
    "text": "公開評語", "to": "道路交通管理", "from": "治安管理", "channel": "phone", "channel_name": "電話",
    "arrived_on": "2020-11-30", "instead_of": "2020-0001", "supervised_on": "2020-12-05", "talk_from": "2020-12-06",
    "talk_on": "2020-12-13", "unit": "交警支隊", "for": "張三", "left": "李四", "leader": "王五", "file": "a1b2",
    "seen": "c3d4", "rating": 7, "decided": {"7": "content"}, "is_on_staff_receipt": True, "added": ["標籤"],
    "fields": ["title", "name"], "before": {"title": "標題"}, "after": {"title": "標題", "place": "路口"},
}  # fmt: skip
REPLY = SimpleNamespace(
    body="已辦。", outcome="adopted", outcome_reason="", correction_note="寫錯。", drafted_by="張三"
)
WORDS = Words("公開的原因", DETAILS, {"title": "標題", "body": "內容", "kind": "suggestion"}, REPLY)
COMMITTED = {
    Verb.RECEIVE: {"title", "body", "kind"},
    Verb.REGISTER: {"title", "body", "kind", "channel", "arrived_on"},
    Verb.DECLINE: {"reason", "note"},
    Verb.ERASE: {"reason", "note"},
    Verb.OBJECT: {"due_on"},
    Verb.REVOKE_DECLINE: {"due_on", "note"},
    Verb.TAKE_MAIN: {"instead_of"},
    Verb.APPROVE_REPLY: {"text", "outcome", "outcome_reason", "correction_note"},
    Verb.APPROVE_CORRECTION: {"text", "outcome", "outcome_reason", "correction_note"},
    Verb.RATE: {"level", "solved", "reason"},
    Verb.RELEASE: {"title", "body"},
    Verb.RELEASE_COMMENT: {"text"},
    Verb.REDO: {"due_on"},
    Verb.SUPERVISE: {"why"},
    Verb.LIFT_SUPERVISION: {"why", "supervised_on"},
    Verb.CLOSE: {"why"},
    Verb.REOPEN: {"due_on", "note"},
    Verb.EXTEND: {"days", "due_on", "note"},
    Verb.RECATEGORISE: {"to"},
    Verb.RECOUNT_DAYS: {"talk_from", "talk_on", "due_on", "note"},
    Verb.CORRECT_INTAKE: {"title", "note"},
}


def test_every_verb_has_an_entry_or_is_internal():
    groups = (ledger.STATED, ledger.SOMETIMES, ledger.INTERNAL)
    assert (set().union(*groups), sum(map(len, groups))) == (set(Verb), len(Verb))


def test_nothing_moves_to_another_stage_without_an_entry():
    moving = {verb for verb in Verb if ARROWS[verb].to} | {Verb.UNMERGE, Verb.TAKE_MAIN, Verb.PASS_ON}
    assert moving <= ledger.STATED | ledger.SOMETIMES


@pytest.mark.parametrize("verb", sorted(set(Verb) - ledger.INTERNAL))
def test_an_entry_commits_to_what_the_public_reads_and_to_nothing_else(verb):
    assert set(ledger.fields(verb, WORDS)) == COMMITTED.get(verb, set())


def test_of_what_was_corrected_at_intake_the_new_wording_stands():
    words = WORDS._replace(details={"after": {"body": "…", "place": "…"}})
    assert ledger.fields(Verb.CORRECT_INTAKE, words) == {"body": "內容", "note": "公開的原因"}


@pytest.mark.parametrize(
    ("verb", "details", "has_entry"),
    [
        (Verb.ACCEPT, {}, True),
        (Verb.READ_CONTACT, {}, False),
        (Verb.PASS_ON, {"to": "張三"}, False),  # within the unit
        (Verb.PASS_ON, {"from": "交警支隊"}, True),
        (Verb.RECOUNT_DAYS, {"due_on": "2020-12-22"}, False),
        (Verb.RECOUNT_DAYS, {"talk_from": "2020-12-06"}, True),
    ],
)
def test_some_have_one_only_where_everybody_reads_the_event(verb, details, has_entry):
    assert ledger.has_entry(verb, details) == has_entry


def test_a_rating_is_told_without_its_comment():
    rating = SimpleNamespace(level_id="five_satisfied", solved="solved", reason_id=None, comment="謝謝。")
    assert ledger.rated(rating) == {"level": "five_satisfied", "solved": "solved"}
