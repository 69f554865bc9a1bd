"""What is polled: the live part of a talk alone, kept by its own revision, true again within a second."""

import threading
from datetime import timedelta

import pytest
from django.urls import reverse

from feedback.rules.workflow import Stage
from feedback.talks import pulse, touching
from feedback.talks.live import live
from feedback.talks.models import Place, Turn
from feedback.talks.rules import TalkPhase
from feedback.talks.track import polled_every
from portal.serving import generation, pages
from tests import factories
from tests.portal.serving.publishing import Watched

RELEASED = ("香港中路何時可以左轉？", "香港中路早高峰左轉要等三次燈，何時可以改善？")


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PAGE_CACHE = 60


@pytest.fixture
def talk(time_machine):
    """While it goes on."""
    talk = factories.make_talk()
    time_machine.move_to(talk.starts_at + timedelta(minutes=10), tick=False)
    return talk


@pytest.fixture
def now(talk):
    return talk.starts_at + timedelta(minutes=10)


@pytest.fixture
def ask(talk, now):
    def ask(stage=Stage.RECEIVED, title=RELEASED[0], body=RELEASED[1], is_released=True):
        suggestion = factories.make_suggestion(campaign=talk.campaign, stage=stage, has_consent=True, received_at=now)
        if is_released:
            suggestion.release(title, body, by=factories.office().triage_officer, now=now)
        return suggestion

    return ask


def address(talk):
    return reverse("talk_now", args=[talk.campaign.slug])


def look_again():
    """Half a second later."""
    pulse.forget()


@pytest.mark.django_db(transaction=True)
def test_it_is_kept_and_asked_for_by_its_tag(client, talk, ask, django_assert_num_queries):
    ask()
    first = client.get(address(talk))
    with django_assert_num_queries(0):
        again = client.get(address(talk), headers={"if-none-match": first["ETag"]})

    assert (first.status_code, RELEASED[0] in first.text, "<html" in first.text) == (200, True, False)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.django_db(transaction=True)
def test_a_question_that_nobody_released_is_counted_and_not_shown(client, talk, ask):
    number = ask(is_released=False).number
    told = client.get(address(talk)).text

    assert ("<strong>1</strong> 件提問" in told, number in told, "路口" in told) == (True, False, False)


@pytest.mark.django_db(transaction=True)
def test_one_on_stage_that_nobody_released_is_a_number(client, talk, ask, now):
    question = ask(is_released=False)
    Turn.objects.create(suggestion=question, talk=talk, place=Place.ON_STAGE, at=now)
    told = client.get(address(talk)).text

    assert (question.number in told, "這件提問的內容沒有公開。" in told, question.title in told) == (True, True, False)


@pytest.mark.django_db(transaction=True)
def test_what_an_act_adds_is_seen_at_once_and_ends_no_other_page(client, talk, ask, now):
    question = ask(is_released=False)
    before, board = client.get(address(talk)), client.get("/suggestions/")
    with Watched() as watched:
        question.release(*RELEASED, by=factories.office().triage_officer, now=now)

    assert (RELEASED[0] in before.text, RELEASED[0] in client.get(address(talk)).text) == (False, True)
    assert (watched.published[0], client.get("/suggestions/").content == board.content) == (0, True)


@pytest.mark.django_db(transaction=True)
def test_its_own_page_shows_it_here_at_once(client, ask, now):
    question = ask()
    before = client.get(question.get_absolute_url()).text
    question.accept(by=factories.office().triage_officer, now=now)

    assert ("受理" in before, client.get(question.get_absolute_url()).text == before) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_is_gone_here_at_once_and_elsewhere_at_the_next_look(client, talk, ask, now):
    question = ask()
    assert RELEASED[0] in client.get(address(talk)).text
    with Watched() as watched:
        question.take_back("寫了鄰居的名字。", by=factories.office().triage_officer, now=now)
    told = client.get(address(talk)).text

    assert (watched.published[0], RELEASED[0] in told, question.number in told) == (1, False, False)


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_it_at_its_next_look(client, talk, ask, monkeypatch):
    question, kept = ask(), client.get(address(talk))
    with monkeypatch.context() as other:
        other.setattr(pulse, "forget", lambda: None)  # it happens in another process
        question.take_back("寫了鄰居的名字。", by=factories.office().triage_officer, now=question.received_at)
    meanwhile = client.get(address(talk))
    look_again()

    assert (meanwhile.content == kept.content, RELEASED[0] in client.get(address(talk)).text) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_a_new_question_waits_for_the_next_count(client, talk, ask, monkeypatch):
    first = client.get(address(talk)).text
    ask(is_released=False)
    look_again()
    kept = client.get(address(talk)).text
    later = pages.monotonic() + 5
    monkeypatch.setattr(pages, "monotonic", lambda: later)

    assert ("<strong>0</strong> 件提問" in first, kept == first) == (True, True)
    assert "<strong>1</strong> 件提問" in client.get(address(talk)).text


@pytest.mark.django_db(transaction=True)
def test_a_publication_elsewhere_leaves_it(client, talk, django_assert_num_queries):
    first = client.get(address(talk)).content
    with generation.publishing():
        generation.bump()
    with django_assert_num_queries(0):
        assert client.get(address(talk)).content == first


@pytest.mark.django_db(transaction=True)
def test_several_acts_in_one_change_the_row_once_and_last(talk, ask):
    question, revision = ask(is_released=False), talk.revision
    with generation.publishing():
        touching.touch(talk.pk)
        question.release(*RELEASED, by=factories.office().triage_officer, now=question.received_at)
        talk.refresh_from_db()
        inside = talk.revision
    talk.refresh_from_db()

    assert (inside - revision, talk.revision - revision) == (0, 1)


@pytest.mark.django_db
def test_questions_of_no_talk_touch_none():
    talk = factories.make_talk()
    factories.release(factories.make_suggestion(has_consent=True))
    talk.refresh_from_db()
    assert talk.revision == 0


def test_while_it_goes_on_an_answer_is_seen_within_five_seconds():
    worst = generation.SECONDS_BETWEEN_LOOKS + pages.SECONDS_TO_CHANGE + polled_every(TalkPhase.LIVE)
    assert worst < 5
    assert [polled_every(phase) for phase in (TalkPhase.PREVIEW, TalkPhase.OVER)] == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_what_was_left_on_stage_is_on_it_no_longer_on_the_next_day(talk, ask, now):
    question = ask()
    Turn.objects.create(suggestion=question, talk=talk, place=Place.ON_STAGE, at=now)
    shown = [live(talk, now + later) for later in (timedelta(hours=3), timedelta(days=1))]
    assert [(one.on_stage and one.on_stage.suggestion, one.waiting) for one in shown] == [
        (question, []), (None, [question]),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_talks_that_nobody_knew_are_asked_for_while_another_changes():
    """Addresses that are none too: what changed is seen all the same."""
    stop = threading.Event()

    def ask_for_talks():
        number = 0
        while not stop.is_set():
            pulse.pulse_of(f"none-{number}")
            number += 1

    asking = threading.Thread(target=ask_for_talks)
    asking.start()
    try:
        for _ in range(3000):
            pulse.forget()
    finally:
        stop.set()
        asking.join()


@pytest.mark.django_db(transaction=True)
def test_whoever_adds_to_its_address_is_led_to_one_of_the_two_that_are_kept(client, talk):
    led = {query: client.get(f"{address(talk)}?{query}") for query in ("by=zzz", "x=1", "by=time&x=1", "by=support")}
    assert {query: (answer.status_code, answer.url) for query, answer in led.items()} == {
        "by=zzz": (302, address(talk)),
        "x=1": (302, address(talk)),
        "by=time&x=1": (302, f"{address(talk)}?by=time"),
        "by=support": (302, address(talk)),
    }
