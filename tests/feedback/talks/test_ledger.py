"""What the ledger says of talks: the hours with the campaign, each version of the transcript."""

from datetime import timedelta

import pytest

from feedback.rules.roles import Role
from feedback.talks import verbs
from feedback.talks.models import Talk, Transcript, TranscriptPart
from feedback.talks.record import transcripts
from feedback.talks.record.transcripts import Part, seen_of
from portal.ledger import openings
from tests import factories, ledger
from tests.factories import at
from tests.feedback.ledgers import mismatched

pytestmark = pytest.mark.django_db

NOW, STARTS, ENDS, AFTER = (
    at("2026-11-28 10:00"),
    at("2026-11-29 09:00"),
    at("2026-11-29 11:00"),
    at("2026-11-30 09:00"),
)
WEEK = timedelta(days=7)


@pytest.fixture
def supervisor(office):
    return factories.make_user(username="second", roles=[Role.SUPERVISOR])


@pytest.fixture
def talk(office, moderator):
    return factories.make_talk(starts_at=STARTS, unit=office.unit, moderators=[moderator])


@pytest.fixture
def moderator(office):
    return factories.make_user(username="moderator", units=[office.unit])


def save(talk, body, by):
    transcripts.save(talk, [Part("開場", body)], seen_of(Transcript.objects.draft_of(talk)), by=by, now=AFTER)


def publish(talk, by):
    transcripts.publish(talk, seen_of(Transcript.objects.draft_of(talk)), by=by, now=AFTER)


def test_a_talk_that_is_moved_says_both_days(talk, supervisor):
    verbs.reschedule(talk, STARTS + WEEK, ENDS + WEEK, reason="場地檢修。", by=supervisor, now=NOW)
    [opening] = ledger.opened("campaign/talk")
    assert opening["campaign"]["talk"]["starts"] == "2026-12-06T01:00:00Z"
    assert opening["done"]["details"]["starts"][0] == "2026-11-29T09:00:00+08:00"
    assert (ledger.kinds("campaign/talk"), ledger.differing()) == (["campaign_reschedule"], [])


def test_another_hour_behind_it_is_seen(talk, supervisor):
    verbs.reschedule(talk, STARTS + WEEK, ENDS + WEEK, reason="場地檢修。", by=supervisor, now=NOW)
    Talk.objects.update(starts_at=STARTS + WEEK - timedelta(hours=1))
    assert ledger.differing() == ["campaign_reschedule"]


def test_the_calendar_moves_days_without_an_act(talk, supervisor):
    verbs.reschedule(talk, STARTS + WEEK, ENDS + WEEK, reason="場地檢修。", by=supervisor, now=NOW)
    talk.campaign.phases.update(ends_on=at("2026-12-31 00:00").date())
    verbs.follow_calendar()
    assert ledger.differing() == []


def test_each_version_of_a_transcript_stays_and_one_is_taken_back(talk, moderator, reviewer):
    for body in ("主持人開場。", "主持人開場，介紹嘉賓。"):
        save(talk, body, moderator)
        publish(talk, reviewer)
    assert ledger.kinds("transcript/") == ["transcript_publish", "transcript_publish"]
    transcripts.take_back(talk, "有一處寫錯。", by=reviewer, now=AFTER)
    assert ledger.kinds("transcript/")[2:] == ledger.shown("transcript/") == ["transcript_take_back"]
    assert ledger.differing() == []


def test_of_a_version_that_another_one_replaced_nobody_opens_the_digest(talk, moderator, reviewer):
    """With the newer one beside it, what was left out could be guessed."""
    for body in ("主持人開場，點了王小梅的名。", "主持人開場。"):
        save(talk, body, moderator)
        publish(talk, reviewer)
    [first, second] = ledger.entries("transcript/")
    assert openings.public([first, second]) == {second.pk}


def test_erased_a_section_is_in_no_digest_that_can_be_tried_out(talk, moderator, reviewer):
    question = factories.receive(campaign=talk.campaign)
    spoken = [Part("開場", "主持人開場。"), Part("提問", "王小梅問路燈。", (question.pk,))]
    transcripts.save(talk, spoken, "", by=moderator, now=AFTER)
    publish(talk, reviewer)
    factories.erase(question)
    assert (mismatched(), ledger.shown("transcript/")) == ([], [])


def test_a_word_changed_behind_it_is_seen(talk, moderator, reviewer):
    save(talk, "主持人開場。", moderator)
    publish(talk, reviewer)
    TranscriptPart.objects.update(body="主持人開場！")
    assert ledger.differing() == ["transcript_publish"]


def test_what_was_there_before_is_stated_once(talk, moderator, reviewer):
    save(talk, "主持人開場。", moderator)
    publish(talk, reviewer)
    transcripts.take_back(talk, "有一處寫錯。", by=reviewer, now=AFTER)
    ledger.forget()
    assert ledger.state(AFTER, "transcript/") == ["standing_transcript", "standing_transcript_end"]
    assert (ledger.differing(), ledger.state(AFTER)) == ([], [])
