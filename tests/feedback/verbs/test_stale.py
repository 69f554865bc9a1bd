"""Two people at the same suggestion: who comes second is told, and nothing is done twice."""

import threading

import pytest
from django.db import connection

from feedback.models import Stale, Suggestion
from feedback.rules.reasons import Declining
from feedback.rules.workflow import Refused, Stage
from tests import factories
from tests.factories import NOW
from tests.feedback.verbs.reading import fresh, steps

WORDS = "這件建議剛剛由別人辦理過，已經變動。請看過最新情況，再決定是否提交。"


@pytest.mark.django_db
def test_who_acts_on_a_page_that_is_no_longer_true_is_refused(citizen, triage_officer, second_triage_officer):
    seen_by_first, seen_by_second = fresh(citizen.suggestion), fresh(citizen.suggestion)
    seen_by_first.propose_decline(Declining.NOT_OURS, "", by=triage_officer, now=NOW)
    with pytest.raises(Stale) as stale:
        seen_by_second.accept(by=second_triage_officer, now=NOW)
    assert (str(stale.value), isinstance(stale.value, Refused)) == (WORDS, True)
    assert steps(citizen.suggestion)[1:] == [("propose_decline", "received", "received")]


@pytest.mark.django_db
def test_after_reading_it_again_one_may_go_on(citizen, triage_officer, second_triage_officer):
    seen = fresh(citizen.suggestion)
    fresh(citizen.suggestion).propose_decline(Declining.NOT_OURS, "", by=triage_officer, now=NOW)
    with pytest.raises(Stale):
        seen.accept(by=second_triage_officer, now=NOW)
    fresh(seen).accept(by=second_triage_officer, now=NOW)
    assert fresh(seen).stage == Stage.ACCEPTED


@pytest.mark.django_db
def test_one_person_goes_on_with_the_same_object(citizen, unit, triage_officer):
    citizen.suggestion.accept(by=triage_officer, now=NOW)
    citizen.suggestion.assign(unit, by=triage_officer, now=NOW)
    assert fresh(citizen.suggestion).stage == Stage.ASSIGNED


@pytest.mark.django_db
def test_reading_the_contact_makes_nobodys_page_stale_and_is_recorded(citizen, triage_officer, second_triage_officer):
    seen = fresh(citizen.suggestion)
    read = fresh(citizen.suggestion).read_contact(by=second_triage_officer, now=NOW)
    seen.accept(by=triage_officer, now=NOW)
    assert read == ("王曉梅", "138 6421 0975", "")
    assert [(event.verb, event.by) for event in seen.events.order_by("pk")][1:] == [
        ("read_contact", second_triage_officer), ("accept", triage_officer),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_citizen_withdraws_while_the_handler_writes(handler):
    suggestion = factories.make_suggestion(stage=Stage.IN_PROGRESS)
    on_the_desk = fresh(suggestion)
    suggestion.withdraw(now=NOW)
    with pytest.raises(Stale):
        factories.draft(on_the_desk)
    assert (fresh(suggestion).stage, suggestion.replies.count()) == (Stage.WITHDRAWN, 0)


@pytest.mark.django_db
def test_an_heir_taken_while_its_page_was_open_is_told_too():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    heir, other = (factories.make_suggestion(stage=Stage.MERGED, main=main) for _ in range(2))
    main.withdraw(now=NOW)
    for seen in (heir, other):
        with pytest.raises(Stale):
            seen.unmerge(by=factories.office().triage_officer, now=NOW)


def at_once(*acts):
    """What each of `acts` came to, all of them started at the same moment, each with a connection of its own."""
    results = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place, act):
        try:
            gate.wait()
            act()
            results[place] = "done"
        except Refused as refused:
            results[place] = type(refused).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_of_five_who_accept_at_the_same_moment_one_does():
    suggestion, people = factories.receive(), factories.office()
    pages = [fresh(suggestion) for _ in range(5)]
    results = at_once(*(lambda page=page: page.accept(by=people.triage_officer, now=NOW) for page in pages))
    assert sorted(results) == ["Stale", "Stale", "Stale", "Stale", "done"]
    assert steps(suggestion) == [("receive", "", "received"), ("accept", "received", "accepted")]


@pytest.mark.django_db(transaction=True)
def test_two_that_are_merged_into_each_other_at_the_same_moment_do_not_make_a_ring():
    one, two, people = factories.receive(), factories.receive(), factories.office()
    pages = [(fresh(one), fresh(two)), (fresh(two), fresh(one))]
    results = at_once(*(lambda a=a, b=b: a.merge(b, by=people.triage_officer, now=NOW) for a, b in pages))
    stages = sorted(Suggestion.objects.values_list("stage", flat=True))
    assert (results.count("done"), stages) == (1, ["merged", "received"])


@pytest.mark.django_db(transaction=True)
def test_a_family_that_rates_and_withdraws_at_the_same_moment_ends_whole():
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = [factories.make_suggestion(stage=Stage.MERGED, main=main) for _ in range(3)]
    pages = [fresh(row) for row in merged]
    results = at_once(
        lambda: fresh(main).withdraw(now=NOW),
        *(lambda page=page: factories.rate(page, "five_mostly_satisfied", now=NOW) for page in pages),
    )
    assert results[0] == "done"
    assert sorted(Suggestion.objects.values_list("stage", "main__stage")) == [
        ("merged", "replied"), ("merged", "replied"), ("replied", None), ("withdrawn", None),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_and_work_on_a_merged_one_do_not_wait_for_each_other_in_a_ring():
    people = factories.office()
    main = factories.make_suggestion(stage=Stage.REPLIED)
    merged = [factories.make_suggestion(stage=Stage.MERGED, main=main, has_consent=True) for _ in range(4)]
    pages = [fresh(row) for row in merged]
    results = at_once(
        lambda: fresh(main).withdraw(now=NOW),
        *(lambda page=page: page.release("標題", "內容", by=people.triage_officer, now=NOW) for page in pages),
    )
    assert [result for result in results if "deadlock" in str(result).lower()] == []
