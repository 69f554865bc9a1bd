"""What the ledger says of talks: their hours with their campaign, and each transcript published or taken back."""

from hashlib import sha256

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from feedback.records.erasing import on_erasing
from feedback.rounds.ledger import stated
from feedback.talks.models import Talk, Transcript
from portal.ledger.acts import Act
from portal.ledger.append import moment
from portal.ledger.registries import names
from portal.tlog import canonical


@stated(10)
def hours(campaign):
    """Of a talk; `why` of one that was moved stands in the history of its campaign."""
    talk = Talk.objects.filter(campaign=campaign).first() if campaign.talk_on else None
    if talk is None:
        return {}
    return {
        "talk": {
            "opens": moment(talk.questions_open_at), "starts": moment(talk.starts_at), "ends": moment(talk.ends_at),
            "days_to_answer": campaign.reply_days,
        }
    }  # fmt: skip


def digest(transcript):
    """SHA-256 over the canonical JSON of its sections, each with the numbers of its questions."""
    said = [
        {"heading": part.heading, "body": part.body, "questions": sorted(one.number for one in part.questions.all())}
        for part in transcript.parts.all()
    ]
    return sha256(canonical.written(said)).hexdigest()


def _published():
    published = Transcript.objects.published().select_related("talk__campaign")
    return published.prefetch_related("parts__questions")


def _public():
    """The version of each talk that everybody reads: the newest, unless it was taken back."""
    newest = Transcript.objects.published().filter(talk=OuterRef("talk")).values("pk")[:1]
    return _published().filter(pk=Subquery(newest), taken_back_at=None)


def _taken_back():
    return _published().filter(taken_back_at__isnull=False)


def _as_published(transcript):
    said = {"campaign": transcript.talk.campaign.slug, "at": moment(transcript.published_at)}
    return said | {"digest": digest(transcript)}


def _as_taken_back(transcript):
    said = {"campaign": transcript.talk.campaign.slug, "at": moment(transcript.taken_back_at)}
    return said | {"reason": transcript.reason}


PUBLISHED = Act(
    "transcript_publish", standing="standing_transcript", subject="transcript",
    rows=_published, fields=_as_published, public=_public,
)  # fmt: skip
TAKEN_BACK = Act(
    "transcript_take_back", standing="standing_transcript_end", subject="transcript",
    rows=_taken_back, fields=_as_taken_back, public=_taken_back,
)  # fmt: skip


@on_erasing
def close(suggestion, now):
    """Sections that speak of it are erased: with the rest of a transcript and its digest they could be guessed."""
    for transcript in _published().filter(parts__questions=suggestion).distinct():
        PUBLISHED.erase(transcript, now)


names("transcript", _("實錄"), rows=_public, address_of=lambda transcript: transcript.talk.get_absolute_url())
