"""What a browser says: once for each question, changed and taken back, counted as it is."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count

from feedback.models import Campaign
from feedback.opinions import verbs
from feedback.opinions.models import OpinionCount, Participant, SectionOpinion
from feedback.rules.workflow import Refused
from tests.factories import NOW
from tests.feedback.opinions.factories import bureau, first_section, make_round


def say(subject, question, answer, browser="one"):
    verbs.say(subject.campaign, subject.section, question, answer, browser, now=NOW)


def take_back(subject, question, browser="one"):
    verbs.take_back(subject.campaign, subject.section, question, browser, now=NOW)


def kept():
    """(how many take part, {question and answer: how many}), as counted and as the rows say."""
    rows = SectionOpinion.objects.values_list("question", "answer").order_by().annotate(Count("pk"))
    counts = {(one.question, one.answer): one.number for one in OpinionCount.objects.filter(number__gt=0)}
    assert counts == {(question, answer): number for question, answer, number in rows}
    return Participant.objects.count(), counts


@pytest.mark.django_db
def test_an_answer_counts_once_and_another_one_takes_its_place():
    section = first_section(make_round())
    say(section, "useful", "yes")
    say(section, "useful", "yes")
    say(section, "clear", "no")
    say(section, "useful", "yes", browser="two")
    first = kept()
    say(section, "useful", "no")
    assert (first, kept()) == (
        (2, {("useful", "yes"): 2, ("clear", "no"): 1}),
        (2, {("useful", "yes"): 1, ("useful", "no"): 1, ("clear", "no"): 1}),
    )


@pytest.mark.django_db
def test_what_is_taken_back_leaves_nothing_of_the_browser():
    campaign = make_round()
    for subject, question in ((first_section(campaign), "useful"), (bureau(campaign), "work")):
        say(subject, question, "yes")
    take_back(bureau(campaign), "work")
    one_left = kept()
    take_back(first_section(campaign), "useful")
    take_back(first_section(campaign), "useful")
    assert (one_left, kept()) == ((1, {("useful", "yes"): 1}), (0, {}))


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last"), [(1, 5), (-5, -1)])
def test_the_clock_refuses_before_the_first_day_and_after_the_last(first, last):
    section = first_section(make_round(first=first, last=last))
    with pytest.raises(Refused, match="評議報告章節"):
        say(section, "useful", "yes")
    assert kept() == (0, {})


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"closed_at": NOW}, {"is_published": False}])
def test_a_closed_round_and_a_draft_refuse(change):
    section = first_section(make_round())
    say(section, "useful", "yes")
    Campaign.objects.filter(pk=section.campaign.pk).update(**change)
    section.campaign.refresh_from_db()
    for act in (lambda: say(section, "useful", "no"), lambda: take_back(section, "useful")):
        with pytest.raises(Refused):
            act()
    assert kept() == (1, {("useful", "yes"): 1})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("of_section", "question", "answer", "name"),
    [
        (True, "useful", "unsure", "opinion_answers_its_question"),
        (True, "work", "yes", "opinion_is_asked_of_its_subject"),
        (False, "useful", "yes", "opinion_is_asked_of_its_subject"),
    ],
)
def test_the_database_refuses_what_is_no_answer_to_that_question(of_section, question, answer, name):
    campaign = make_round()
    section = first_section(campaign).section if of_section else None
    participant = Participant.objects.create(campaign=campaign, browser_digest="one")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SectionOpinion.objects.create(
            participant=participant, section=section, question=question, answer=answer, at=NOW
        )


@pytest.mark.django_db
@pytest.mark.parametrize("of_section", [True, False])
def test_the_database_refuses_a_second_answer_of_a_browser(of_section):
    campaign = make_round()
    subject, question = (first_section(campaign), "useful") if of_section else (bureau(campaign), "work")
    say(subject, question, "yes")
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionOpinion.objects.create(
            participant=Participant.objects.get(), section=subject.section, question=question, answer="no", at=NOW
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
def test_many_who_change_their_minds_at_once_are_counted_right():
    """Two of each browser, in opposite order: none waits for another for ever, and none is counted twice."""
    section = first_section(make_round())
    ready, failed = Barrier(12), []

    def change(browser, answers):
        ready.wait()
        try:
            for answer in answers * 5:
                say(section, "useful", answer, browser=browser)
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)
        finally:
            connection.close()

    orders = [["yes", "no"], ["no", "yes"]]
    threads = [Thread(target=change, args=(f"browser {i // 2}", orders[i % 2])) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taking_part, counts = kept()
    assert (failed, taking_part, sum(counts.values())) == ([], 6, 6)
