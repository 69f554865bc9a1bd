"""Time-stamps: asked for once a day, kept as answered, and refused where they are of something else."""

import logging
from datetime import timedelta

import pytest
from asn1crypto import tsp
from django.utils import timezone

from portal.ledger import additions, stamps
from portal.ledger.models import Stamp
from portal.ledger.sequencing import sequence
from portal.post import asking
from portal.post.asking import Answer
from tests.portal.ledger import logs
from tests.portal.ledger.stamping import authority  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

URL = "https://tsa.example/stamp"


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.LEDGER_STATE = tmp_path / "signed"
    settings.LEDGER_STAMP_URL = URL


@pytest.fixture
def answering(monkeypatch):
    """`answering(how)`: the authority answers each request with `how(request)`; gives the list of requests."""

    def begin(how, status=200):
        asked = []

        def post(url, body, kind, **limits):
            asked.append((url, kind))
            return Answer(status, "application/timestamp-reply", how(body))

        monkeypatch.setattr(asking, "post", post)
        return asked

    return begin


def published(at):
    logs.tell("log", at=at, written_at=at)
    return sequence(at)


def test_the_newest_checkpoint_is_stamped_once_a_day(authority, answering, client):  # noqa: F811
    now = timezone.now()
    asked = answering(authority.answer)
    published(now)
    newest = published(now)
    each = stamps.Stamping()
    each.turn(now)
    published(now)
    each.turn(now)
    assert asked == [(URL, "application/timestamp-query")]
    made = Stamp.objects.get()
    assert made.checkpoint == newest
    assert abs(made.stamped_at - now) < timedelta(minutes=1)
    assert stamps.to_stamp(now + timedelta(days=1)).size == 3

    token = client.get("/ledger/stamps/2.tsr")
    note = client.get("/ledger/stamps/2.checkpoint")
    assert token["Content-Type"] == "application/timestamp-reply"
    assert token["Cache-Control"] == note["Cache-Control"] == "public, max-age=31536000, immutable"
    assert note.content.decode() == newest.note
    assert authority.believes(token.content, note.content)
    assert not authority.believes(token.content, note.content + b"\n")
    for address in ("/ledger/stamps/3.tsr", "/ledger/stamps/3.checkpoint", "/ledger/2/stamps/2.tsr"):
        assert client.get(address).status_code == 404


def test_what_was_stamped_yesterday_is_not_stamped_again(authority, answering):  # noqa: F811
    now = timezone.now()
    answering(authority.answer)
    stamps.stamp(published(now), now)
    assert stamps.to_stamp(now + timedelta(days=1)) is None


def test_an_answer_to_another_request_is_refused(authority, answering):  # noqa: F811
    now = timezone.now()
    for name in ("nonce", "message_imprint"):
        answering(lambda request, name=name: authority.answer(_changed(request, name)))
        with pytest.raises(stamps.Unfit, match="to another request"):
            stamps.stamp(published(now), now)
    assert not Stamp.objects.exists()


def _changed(request, name):
    read = tsp.TimeStampReq.load(request)
    if name == "nonce":
        read["nonce"] = 5
    else:
        read["message_imprint"]["hashed_message"] = bytes(32)
    return read.dump(force=True)


def test_a_clock_that_is_not_ours_is_refused(authority, answering):  # noqa: F811
    now = timezone.now() - timedelta(days=1)
    answering(authority.answer)
    with pytest.raises(stamps.Unfit, match="its clock shows"):
        stamps.stamp(published(now), now)


REFUSAL = bytes.fromhex("30053003020102")  # of status 2, without a token


@pytest.mark.parametrize(
    ("answer", "status", "error", "why"),
    [
        (b"", 200, stamps.Unfit, "cannot be read"),
        (bytes.fromhex("30053003020100"), 200, stamps.Unfit, "cannot be read"),  # granted, and nothing with it
        (b"<html>", 200, stamps.Unfit, "cannot be read"),
        (REFUSAL, 200, stamps.Unfit, "it refuses: rejection"),
        (b"", 503, asking.Unreachable, "it answers 503"),
    ],
)
def test_what_is_no_stamp_is_refused(answering, answer, status, error, why):
    now = timezone.now()
    answering(lambda request: answer, status)
    with pytest.raises(error, match=why):
        stamps.stamp(published(now), now)
    assert not Stamp.objects.exists()


def test_an_authority_that_is_away_is_asked_more_and_more_seldom(answering, caplog):
    now = timezone.now()
    answering(lambda request: b"", 503)
    published(now)
    each, pauses = stamps.Stamping(), []
    with caplog.at_level(logging.ERROR):
        for _ in range(8):
            assert each.turn(now) is False
            pauses.append(each.pause)
    assert pauses == [120.0, 240.0, 480.0, 960.0, 1920.0, 3600.0, 3600.0, 3600.0]
    assert "No time-stamp for" in caplog.text


def test_before_the_first_publication_there_is_nothing_to_stamp():
    assert stamps.Stamping().turn(timezone.now()) is False


def test_only_where_an_authority_is_named_is_it_asked(settings):
    assert [each.name for each in additions.stamping()] == ["the time-stamps"]
    settings.LEDGER_STAMP_URL = ""
    assert additions.stamping() == []
