"""Entries of suggestions, read back from the tables: to the byte what they committed to, whatever was done since."""

import pytest
from django.db.models import QuerySet
from hypothesis import Phase, given, settings

from feedback.models import Rating, Reply, Suggestion
from feedback.rules.workflow import Stage, Verb
from portal.ledger import guards, openings
from tests import factories
from tests.databases import undone
from tests.factories import NOW, at
from tests.feedback.histories import STEPS, lived
from tests.feedback.ledgers import entries, mismatched

pytestmark = pytest.mark.django_db

LATER = at("2020-12-02 09:00")


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(STEPS)
def test_every_entry_of_any_history_opens_to_what_it_committed_to(steps):
    with undone():
        lived(steps, is_shared=True)
        assert mismatched() == []


def shown(suggestion):
    """The kinds of its entries whose opening everybody may read."""
    found = entries(subject=suggestion.number)
    public = openings.public(found)
    return [one.kind for one in found if one.pk in public]


def test_what_was_released_and_taken_back_released_anew_and_corrected_still_opens(office):
    suggestion = factories.make_registered(stage=Stage.IN_PROGRESS, has_consent=True)
    triage = {"by": office.triage_officer, "now": LATER}
    suggestion.release("一", "一。", **triage)
    suggestion.take_back("有人名。", **triage)
    suggestion.release("二", "二。", **triage)
    suggestion.correct_intake("聽錯了。", title="更正的標題", **triage)
    suggestion.correct_intake("又聽錯了。", title="再更正的標題", body="再更正的內容", **triage)
    suggestion.release("三", "三。", **triage)
    suggestion.release("四", "四。", **triage)
    found = openings.opened(entries(subject=suggestion.number))
    assert [fields.get("title") for fields in found.values()] == [
        "香港中路路口加待轉提示", None, None, None, "一", None, "二", "更正的標題", "再更正的標題", "三", "四",
    ]  # fmt: skip
    assert mismatched() == []


def test_openings_are_public_while_the_text_is_and_never_what_a_citizen_wrote(office):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS, has_consent=True)
    factories.reply(suggestion)
    assert shown(suggestion) == []
    factories.release(suggestion, title="一", body="一。")
    factories.release(suggestion, title="二", body="二。")
    assert shown(suggestion) == ["accept", "assign", "start", "approve_reply", "release"]
    suggestion.take_back("有人名。", by=office.triage_officer, now=NOW)
    assert shown(suggestion) == []


def test_a_comment_is_shown_with_its_entry_until_it_is_taken_back(office):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    factories.rate(suggestion, comment="謝謝。", has_consent=True)
    rating = suggestion.ratings.get()
    triage = {"by": office.triage_officer, "now": NOW}
    suggestion.release_comment(rating, "謝謝。", **triage)
    assert shown(suggestion)[-1] == "release_comment"
    suggestion.take_back_comment(rating, "不妥。", **triage)
    assert "release_comment" not in shown(suggestion)
    assert mismatched() == []


def change_event(suggestion, of, **columns):
    with guards.lifted():
        QuerySet.update(suggestion.events.filter(verb=of), **columns)


TAMPERED = {
    "a reworded reply": (lambda one: Reply.objects.filter(suggestion=one).update(body="未辦。"), ["approve_reply"]),
    "another rating": (lambda one: Rating.objects.filter(suggestion=one).update(solved="solved"), ["rate"]),
    "another level": (lambda one: Rating.objects.filter(suggestion=one).update(level="five_satisfied"), ["rate"]),
    "a rating that is gone": (lambda one: one.ratings.all().delete(), ["rate"]),
    "a reworded suggestion": (lambda one: Suggestion.objects.filter(pk=one.pk).update(title="別的"), ["receive"]),
    "another public text": (lambda one: Suggestion.objects.filter(pk=one.pk).update(public_body="別的"), ["release"]),
    "another day of receipt": (
        lambda one: Suggestion.objects.filter(pk=one.pk).update(received_at=at("2020-11-01 09:00")),
        ["receive"],
    ),
    "another day of the answer": (
        lambda one: change_event(one, Verb.APPROVE_REPLY, at=at("2020-11-30 09:00")),
        ["approve_reply"],
    ),
    "another verb": (lambda one: change_event(one, Verb.RATE, verb=Verb.OBJECT), ["rate"]),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_the_owner_of_the_database_changes_is_named(office, what):
    suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
    factories.release(suggestion)
    factories.rate(suggestion, level="five_dissatisfied")
    assert mismatched() == []
    change, kinds = TAMPERED[what]
    change(suggestion)
    assert [kind for _number, _sequence, kind in mismatched()] == kinds


def test_another_number_is_named_at_every_entry(office):
    suggestion = factories.make_suggestion(stage=Stage.ACCEPTED)
    Suggestion.objects.filter(pk=suggestion.pk).update(sequence=77)
    assert [kind for _number, _sequence, kind in mismatched()] == ["receive", "accept"]


def test_hundreds_are_read_with_as_many_queries_as_one(office, django_assert_num_queries):
    found = []
    for count in (1, 3):
        for _ in range(count):
            suggestion = factories.make_suggestion(stage=Stage.REPLIED, has_consent=True)
            factories.release(suggestion)
            factories.rate(suggestion)
        found = entries()
        with django_assert_num_queries(3):  # the events, what replaced their words, the ratings
            assert len(openings.opened(found)) == len(found)
