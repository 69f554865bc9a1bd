"""What followers of one suggestion are told: few steps, once each, and nothing that was undone."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from feedback.following import news, verbs
from feedback.following.models import Follow
from feedback.following.subjects import Subject
from feedback.following.tasks import run_daily
from feedback.models import Event
from feedback.notices.models import Notice
from feedback.rules.following import TOLD_AFTER
from feedback.rules.notices import Kind, State
from feedback.rules.workflow import Stage, Verb
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_mail(settings):
    settings.NOTICE_CHANNELS = ("mail",)


@pytest.fixture
def suggestion(unit):
    return factories.make_suggestion(stage=Stage.IN_PROGRESS, unit=unit, has_consent=True)


def follow(row, mail="reader@example.com", *, kind="suggestion", is_for_answer=False, now=NOW):
    verbs.ask(Subject(kind, row), mail, language="zh-hant", now=now, is_for_answer=is_for_answer)
    return verbs.confirm(Follow.objects.latest("pk").pk, now=now)


def handed_on():
    """The verbs of the events that the worker was handed, each then done by it."""
    done = []
    for result in DBTaskResult.objects.filter(task_path=news.write_news.module_path).order_by("enqueued_at"):
        (key,) = result.args_kwargs["args"]
        news.write_news.func(key)
        done.append(Event.objects.get(pk=key).verb)
    return done


def told():
    rows = Notice.objects.filter(kind=Kind.NEWS).order_by("pk")
    return list(rows.values_list("follow", "event__verb", "suggestion", "due_at", "language"))


def test_of_what_was_withdrawn_before_it_was_told_nobody_hears(suggestion):
    follow(suggestion)
    factories.reply(suggestion)
    type(suggestion).objects.get(pk=suggestion.pk).withdraw(now=NOW)
    assert (handed_on(), told()) == ([Verb.APPROVE_REPLY], [])


def test_an_answer_is_told_to_each_follower_five_minutes_later(suggestion):
    first, second = follow(suggestion), follow(suggestion, "second@example.com", is_for_answer=True)
    factories.reply(suggestion)
    assert (handed_on(), told()) == (
        [Verb.APPROVE_REPLY],
        [
            (one.pk, Verb.APPROVE_REPLY, suggestion.pk, NOW + TOLD_AFTER, "zh-hant")
            for one in (first, second)
        ],
    )  # fmt: skip


def test_the_worker_may_do_it_twice(suggestion):
    follow(suggestion)
    factories.reply(suggestion)
    handed_on()
    once = told()
    handed_on()
    assert (len(once), told()) == (1, once)


def test_what_was_told_and_sent_is_not_told_again(suggestion):
    follow(suggestion)
    factories.reply(suggestion)
    handed_on()
    Notice.objects.update(state=State.SENT, ended_at=NOW)
    once = told()
    handed_on()
    assert told() == once


def test_they_are_written_in_chunks(suggestion, monkeypatch):
    monkeypatch.setattr(news, "AT_ONCE", 2)
    chunks, write = [], news._tell
    monkeypatch.setattr(news, "_tell", lambda event, keys: (chunks.append(len(keys)), write(event, keys)))
    for number in range(5):
        follow(suggestion, f"{number}@example.com")
    factories.reply(suggestion)
    handed_on()
    assert (chunks, len(told())) == ([2, 2, 1], 5)


def test_nobody_hears_who_has_not_confirmed_or_follows_something_else(suggestion, unit):
    verbs.ask(Subject("suggestion", suggestion), "reader@example.com", language="en", now=NOW)
    follow(unit, "second@example.com", kind="unit")
    factories.reply(suggestion)
    assert (handed_on(), told()) == ([], [])


def test_a_site_without_mail_tells_nobody(suggestion, settings):
    follow(suggestion)
    settings.NOTICE_CHANNELS = ("sms",)
    factories.reply(suggestion)
    assert handed_on() == []


def test_who_waits_for_the_answer_hears_nothing_else(unit):
    suggestion = factories.make_suggestion()
    follow(suggestion, is_for_answer=True)
    suggestion.accept(by=factories.office(unit=unit).triage_officer, now=NOW)
    assert (handed_on(), told()) == ([Verb.ACCEPT], [])


def test_of_steps_that_follow_each_other_the_last_one_is_told(unit):
    suggestion = factories.make_suggestion()
    one = follow(suggestion)
    suggestion.accept(by=factories.office(unit=unit).triage_officer, now=NOW)
    handed_on()
    main = factories.make_suggestion(stage=Stage.ACCEPTED)
    suggestion.merge(main, by=factories.office().triage_officer, now=NOW)
    handed_on()
    assert [(row[0], row[1]) for row in told()] == [(one.pk, Verb.MERGE)]


def test_what_was_undone_before_it_was_told_is_told_to_nobody(triage_officer):
    suggestion, main = factories.make_suggestion(), factories.make_suggestion(stage=Stage.ACCEPTED)
    follow(suggestion)
    suggestion.merge(main, by=triage_officer, now=NOW)
    handed_on()
    before = len(told())
    suggestion.unmerge(by=triage_officer, now=NOW)
    handed_on()  # late, and again
    assert (before, told()) == (1, [])


def test_who_follows_one_that_was_merged_hears_the_answer_of_its_main_one(suggestion, triage_officer):
    merged = factories.make_suggestion()
    merged.merge(suggestion, by=triage_officer, now=NOW)
    suggestion.refresh_from_db()
    one = follow(merged)
    factories.reply(suggestion)
    handed_on()
    assert [(row[0], row[2]) for row in told()] == [(one.pk, suggestion.pk)]


def test_filing_and_steps_that_are_not_told_ask_nothing(django_assert_num_queries):
    suggestion = factories.make_suggestion()
    events = [Event(verb=verb, suggestion=suggestion) for verb in (Verb.RECEIVE, Verb.ASSIGN, Verb.NOTE)]
    with django_assert_num_queries(0):
        news.tell_followers(events)


def test_a_told_step_asks_one_question_when_nobody_follows(suggestion, django_assert_num_queries):
    with django_assert_num_queries(1):
        news.tell_followers([Event(verb=Verb.CLOSE, suggestion=suggestion)])


def test_who_heard_the_answer_is_forgotten_the_next_day_but_not_before_it_went_out(suggestion):
    follow(suggestion, is_for_answer=True)
    second = follow(suggestion, "second@example.com")
    factories.reply(suggestion)
    handed_on()
    run_daily(NOW + timedelta(days=1))
    waiting = Follow.objects.count()
    Notice.objects.update(state=State.SENT, ended_at=NOW)
    run_daily(NOW + timedelta(days=1))
    assert (waiting, list(Follow.objects.all())) == (2, [second])
