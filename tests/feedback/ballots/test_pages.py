"""The page of the ballot: a code, the questions, a look at all of it, and nothing kept of it anywhere."""

import hashlib

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from feedback.ballots import codes, guesses, verbs
from feedback.ballots.models import Code
from feedback.ballots.published import questions_of
from feedback.models import Event
from portal.tables.publishing import Publishing
from portal.tables.staff import StaffRecord
from tests import factories
from tests.feedback.ballots.conftest import AFTER, VOTING

pytestmark = pytest.mark.on_postgres

ADDRESS = "/campaigns/sanmin-2020/ballot/"


@pytest.fixture
def voting(opened, time_machine):
    time_machine.move_to(VOTING, tick=False)
    return opened


def sent(client, opened, number, *places, step=None, code=None):
    data = {"passcode": codes.grouped(code or opened.codes[number])} | ({"step": step} if step else {})
    for question, place in zip(questions_of(opened.ballot), places, strict=False):
        data[f"q{question.pk}"] = question.options.all()[place - 1].pk if place else ""
    return client.post(ADDRESS, data)


def used():
    return Code.objects.filter(is_used=True).count()


def test_a_representative_votes_in_four_steps(client, voting):
    first, questions = client.get(ADDRESS), sent(client, voting, 1)
    check = sent(client, voting, 1, 2, None, 1, step="check")
    assert used() == 0
    cast = sent(client, voting, 1, 2, None, 1, step="cast")
    done = client.get(cast.url)
    assert [
        "開始投票" in first.text,
        "填寫選票" in questions.text,
        ("有 1 題沒有選" in check.text, "不評" in check.text),
        (cast.status_code, cast.url),
        "選票已經投出" in done.text,
        used(),
    ] == [True, True, (True, True), (302, f"{ADDRESS}done/"), True, 1]


def test_from_the_check_page_back_all_that_was_chosen_stands(client, voting):
    page = sent(client, voting, 1, 2, 3, 1, step="edit").text
    assert page.count(" checked") == 3


def test_a_vote_leaves_no_cookie_session_record_or_new_generation(client, voting):
    before = Publishing.objects.count(), StaffRecord.objects.count()
    response = sent(client, voting, 1, 1, 1, 1, step="cast")
    assert [
        {*response.cookies},
        (Publishing.objects.count(), StaffRecord.objects.count()),
        (Session.objects.count(), Event.objects.count()),
        "1" * 8 in response.url,
    ] == [set(), before, (0, 0), False]


def test_nothing_of_a_vote_is_logged(client, voting, caplog):
    caplog.set_level("DEBUG")
    sent(client, voting, 1, 1, 1, 1, step="cast")
    assert [line for line in caplog.messages if voting.codes[1] in line or codes.grouped(voting.codes[1]) in line] == []


def test_a_used_code_is_told(client, voting):
    voting.cast(1, 1, 1, 1)
    page = sent(client, voting, 1)
    assert ("已經投過票" in page.text, "填寫選票" in page.text) == (True, False)


def test_a_wrong_code_is_counted_for_the_ballot_and_told(client, voting):
    page = sent(client, voting, 1, code="1234" * 4)
    assert ("投票碼不對" in page.text, guesses.of(voting.ballot, now=VOTING)) == (True, 1)


def test_after_too_many_wrong_codes_the_right_one_opens_all_the_same(client, voting, settings):
    settings.WRONG_RECEIPTS_NETWORK = 2
    refused = [sent(client, voting, 1, code="1234" * 4).status_code for _try in range(3)]
    assert (refused, "填寫選票" in sent(client, voting, 1).text) == ([200, 200, 429], True)


def test_a_code_of_letters_is_no_guess(client, voting):
    page = sent(client, voting, 1, code="abcd" * 4)
    assert ("16 位數字" in page.text, guesses.of(voting.ballot, now=VOTING)) == (True, 0)


def test_when_the_phase_ends_between_two_pages_it_is_told_and_nothing_is_stored(client, voting, time_machine):
    sent(client, voting, 1, 1, 1, 1, step="check")
    time_machine.move_to(AFTER, tick=False)
    page = sent(client, voting, 1, 1, 1, 1, step="cast")
    assert (page.status_code, "error-summary" in page.text, used()) == (200, True, 0)


def test_a_choice_that_is_none_is_told(client, voting):
    question = questions_of(voting.ballot)[0]
    page = client.post(ADDRESS, {"passcode": voting.codes[1], "step": "cast", f"q{question.pk}": "999999"})
    assert ("error-summary" in page.text, used()) == (True, 0)


def test_the_digest_is_that_of_the_bytes_that_are_published(client, voting):
    asked = client.get(reverse("ballot_questions", args=["sanmin-2020"])).content
    assert voting.ballot.questions_digest == hashlib.sha256(asked).hexdigest()
    assert voting.ballot.questions_digest in client.get(ADDRESS).text


def test_before_its_questions_are_published_there_is_no_page(client, db):
    verbs.draft(factories.make_campaign())
    names = ("ballot_vote", "ballot_done", "ballot_questions")
    assert [client.get(reverse(name, args=["sanmin-2020"])).status_code for name in names] == [404, 404, 404]


def test_as_many_queries_for_three_voters_as_for_one(client, voting, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as one:
        client.get(ADDRESS)
    voting.cast(1, 1, 1, 1)
    voting.cast(2, 1, 1, 1)
    with django_assert_max_num_queries(12) as three:
        client.get(ADDRESS)
    assert len(one) == len(three)


def test_the_page_of_the_campaign_tells_turnout_alone(client, voting):
    voting.cast(1, 1, 1, 1)
    page = client.get("/campaigns/sanmin-2020/").text
    assert ("已有 1 位代表投票，應投票 3 位" in page, "非常滿意" in page) == (True, False)
