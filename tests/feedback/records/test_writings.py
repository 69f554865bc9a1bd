"""What is kept while an answer is written: whose it is, who goes on with it, when it is used up or forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from feedback.models import ExtensionRequest, Writing
from feedback.rules.reasons import Adoption
from feedback.rules.roles import Role
from feedback.rules.workflow import Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, refusal

pytestmark = pytest.mark.django_db

WORDS = {"body": "寫了一半。", "outcome": Adoption.ADOPTED}


@pytest.fixture
def working(office):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS)


def keep(suggestion, user, *, now=NOW, is_correction=False, **words):
    return Writing.objects.keep(suggestion, user, WORDS | words, is_correction=is_correction, now=now)


def test_keeping_is_no_step_and_moves_no_clock(working, office):
    before = (fresh(working).revision, fresh(working).last_event_at, working.events.count(), working.replies.count())
    keep(working, office.handler, now=NOW + timedelta(days=3))
    after = (fresh(working).revision, fresh(working).last_event_at, working.events.count(), working.replies.count())
    assert (after, Writing.objects.get().body) == (before, "寫了一半。")


def test_what_is_kept_last_replaces_what_was(working, office):
    keep(working, office.handler)
    keep(working, office.handler, body="寫完了。", outcome="nonsense", outcome_reason="路\0窄。")
    row = Writing.objects.get()
    assert (row.body, row.outcome, row.outcome_reason) == ("寫完了。", "", "路窄。")


def test_nothing_typed_replaces_nothing(working, office):
    keep(working, office.handler)
    assert (keep(working, office.handler, body="  "), Writing.objects.get().body) == (False, "寫了一半。")


def test_submitting_uses_it_up(working, office):
    keep(working, office.handler)
    keep(working, office.reviewer)
    factories.draft(working)
    reply = working.replies.get()
    assert ([row.by for row in Writing.objects.all()], [*reply.writers.all()]) == ([office.reviewer], [office.handler])


def test_a_refused_submission_keeps_it(working, office):
    keep(working, office.handler)
    refusal(working.draft_reply, "不改。", Adoption.NOT_ADOPTED, by=office.handler, now=NOW)
    assert Writing.objects.get().body == "寫了一半。"


def test_whose_words_are_taken_over_does_not_review_them(working, office):
    both = factories.make_user(username="both", roles=[Role.HANDLER, Role.REVIEWER], units=[office.unit])
    keep(working, both)
    keep(working, office.handler, body="開頭。", outcome="")
    Writing.objects.take_over(Writing.objects.get(by=both).pk, office.handler, NOW)
    row = Writing.objects.get()
    assert (row.by, row.body, row.outcome, [*row.also_by.all()]) == (
        office.handler, "開頭。\n\n寫了一半。", Adoption.ADOPTED, [both],
    )  # fmt: skip
    factories.draft(working)
    told = "答覆須由另一位同事審核，起草或改過這份答覆的人不能審核。"
    assert refusal(working.approve_reply, by=both, now=NOW) == told


def test_what_goes_from_hand_to_hand_keeps_all_its_writers(working, office):
    people = [factories.make_user(username=name, roles=[Role.HANDLER], units=[office.unit]) for name in "abc"]
    keep(working, people[0])
    for person in (*people[1:], people[0]):
        Writing.objects.take_over(Writing.objects.get().pk, person, NOW)
    row = Writing.objects.get()
    assert (row.by, {*row.also_by.all()}) == (people[0], {*people[1:]})


def test_what_is_gone_or_the_own_is_not_taken_over(working, office):
    keep(working, office.handler)
    taken = [Writing.objects.take_over(pk, office.handler, NOW) for pk in (Writing.objects.get().pk, 999)]
    assert taken == [None, None]


def test_it_goes_to_the_heir_with_the_draft(working, office):
    heir = factories.make_suggestion(stage=Stage.MERGED, main=working)
    keep(working, office.handler)
    fresh(working).withdraw(now=NOW)
    assert Writing.objects.get().suggestion == heir


def test_whoever_opened_it_is_forgotten_in_a_day_and_what_was_kept_a_month_after_the_answer(working, office):
    answered = factories.make_suggestion(stage=Stage.REPLIED)
    keep(working, office.handler)
    keep(answered, office.handler)
    Writing.objects.open(working, office.reviewer, is_correction=False, now=NOW)
    left = {
        days: Writing.objects.exclude(pk__in=Writing.objects.stale(NOW + timedelta(days=days))).count()
        for days in (0, 2, 31)
    }
    assert left == {0: 3, 2: 2, 31: 1}


def test_the_database_refuses_words_that_nobody_kept_and_two_of_one_person(working, office):
    keep(working, office.handler)
    with pytest.raises(IntegrityError, match="writing_kept_has_a_moment"), transaction.atomic():
        Writing.objects.update(kept_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Writing.objects.create(suggestion=working, by=office.handler, is_correction=False, opened_at=NOW)


REQUESTS = [
    ("extension_of_1_to_10_days", lambda row: {"days": 11}),
    ("extension_says_why", lambda row: {"note": ""}),
    ("extension_decided_by_a_second_person", lambda row: {
        "decision": "granted", "decided_by": row.asked_by, "decided_at": NOW,
    }),
    ("extension_decision_has_a_moment", lambda row: {"decision": "lapsed"}),
    ("extension_decided_by_somebody", lambda row: {"decision": "granted", "decided_at": NOW}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fields"), REQUESTS)
def test_an_impossible_request_for_more_days_is_refused_by_name(working, name, fields):
    factories.ask_extension(working)
    row = ExtensionRequest.objects.get()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ExtensionRequest.objects.filter(pk=row.pk).update(**fields(row))
