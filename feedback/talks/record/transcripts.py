"""What is done about a transcript: a draft is saved, a second person publishes what they read, it is taken back.

What is published never changes. Whatever is to be changed is saved as the next draft and published by two people
again; until then the version before it stays. No transcript changes an answer: answers are replies.
"""

import json
from hashlib import sha256
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.office import staff
from feedback.rules.redaction import find
from feedback.rules.roles import Role
from feedback.rules.workflow import Refused
from feedback.talks import ledger
from feedback.talks.models import Talk, Transcript, TranscriptPart
from feedback.talks.questions import questions_of
from feedback.talks.touching import touch
from portal.accounts.records import record
from portal.serving import generation

CONDUCT = "rounds.conduct_campaign"


class Part(NamedTuple):
    """A section as it is saved; `questions` are keys of suggestions of the talk."""

    heading: str
    body: str
    questions: tuple = ()


def may_write(user, talk):
    """Whoever moderates the talk or works in its host unit, and those who conduct campaigns."""
    is_of_unit = talk.unit_id in staff.units_of(user) and {Role.HANDLER, Role.REVIEWER} & staff.roles_of(user)
    return talk.pk in staff.moderated_by(user) or bool(is_of_unit) or user.has_perm(CONDUCT)


def may_publish(user, talk):
    """Reviewers of the host unit, the moderators, and those who conduct campaigns; never who saved it last."""
    is_reviewer = talk.unit_id in staff.units_of(user) and Role.REVIEWER in staff.roles_of(user)
    return talk.pk in staff.moderated_by(user) or is_reviewer or user.has_perm(CONDUCT)


def parts_of(transcript):
    """[`Part`] of a version, in order; of None none."""
    parts = transcript.parts.prefetch_related("questions") if transcript else ()
    return [Part(part.heading, part.body, tuple(sorted(row.pk for row in part.questions.all()))) for part in parts]


def seen_of(transcript):
    """What stands for all that is in a version: another one as soon as anything of it is another; nothing for None."""
    if transcript is None:
        return ""
    said = json.dumps([transcript.pk, *parts_of(transcript)], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


def save(talk, parts, seen, *, by, now):
    """Save `parts` as the draft, in place of the one that was there; nobody outside sees it. Returns the draft.

    `seen` is `seen_of` the draft that they were made from: raises `Refused` when somebody saved another one since.
    """
    _require(may_write(by, talk))
    if not parts:
        raise Refused(gettext("實錄沒有內容，沒有保存。"))
    with generation.publishing():
        _lock(talk)
        draft = Transcript.objects.draft_of(talk)
        if seen_of(draft) != seen:
            raise Refused(gettext("別的同事剛剛保存過這份實錄，您寫的還在下面；請先打開新的草稿核對，再保存。"))
        draft = draft or Transcript(talk=talk)
        draft.drafted_by, draft.drafted_at = by, now
        draft.save()
        draft.parts.all().delete()
        _write(draft, parts, {*questions_of(talk).values_list("pk", flat=True)})
        record(by, _("保存懇談「%(talk)s」的實錄草稿"), talk.campaign, talk=talk)
        return draft


def _write(draft, parts, known):
    rows = TranscriptPart.objects.bulk_create(
        TranscriptPart(transcript=draft, order=order, heading=part.heading, body=part.body)
        for order, part in enumerate(parts, start=1)
    )
    through = TranscriptPart.questions.through
    through.objects.bulk_create(
        through(transcriptpart=row, suggestion_id=key)
        for row, part in zip(rows, parts, strict=True)
        for key in dict.fromkeys(part.questions)
        if key in known
    )


def publish(talk, seen, *, by, now):
    """Publish the draft that `by`, who did not save it, read as `seen`; it takes the place of the version before."""
    _require(may_publish(by, talk))
    with generation.publishing():
        _lock(talk)
        draft = Transcript.objects.draft_of(talk)
        if draft is None or seen_of(draft) != seen:
            raise Refused(gettext("實錄草稿剛剛有變動，沒有公布；請把現在的重新讀一遍。"))
        if draft.drafted_by_id == by.pk:
            raise Refused(gettext("這份實錄是您保存的，請由另一位同事讀過以後公布。"))
        if now < talk.ends_at:
            raise Refused(gettext("懇談還沒有結束，結束以後才能公布實錄。"))
        draft.published_by, draft.published_at = by, now
        draft.save(update_fields=["published_by", "published_at"])
        ledger.PUBLISHED.write(draft, now)
        record(by, _("公布懇談「%(talk)s」的實錄"), talk.campaign, talk=talk)
        _show(talk)


def take_back(talk, reason, *, by, now):
    """Nobody reads the transcript any longer; everybody reads that it was taken back, and why."""
    _require(may_publish(by, talk))
    with generation.publishing():
        _lock(talk)
        public = Transcript.objects.public_of(talk)
        if public is None:
            raise Refused(gettext("現在沒有公布的實錄。"))
        public.taken_back_by, public.taken_back_at, public.reason = by, now, reason
        public.save(update_fields=["taken_back_by", "taken_back_at", "reason"])
        ledger.TAKEN_BACK.write(public, now)
        record(by, _("收回懇談「%(talk)s」的實錄"), talk.campaign, talk=talk)
        _show(talk)


def findings(talk, texts):
    """The personal data in `texts`, those of a transcript; the guests, whose names are public, are none of it."""
    asked = questions_of(talk).only("name", "guardian_name")
    names = sorted({name for one in asked for name in one.known_names if name})
    guests = {guest.name for guest in talk.guests.all()}
    return [found for text in texts for found in find(text, names) if found.text not in guests]


def _lock(talk):
    """One act on the transcript of a talk at a time."""
    Talk.objects.select_for_update(no_key=True, of=("self",)).get(pk=talk.pk)


def _show(talk):
    touch(talk.pk)
    generation.bump()


def _require(is_allowed):
    if not is_allowed:
        raise Refused(gettext("您的崗位沒有這一項權限。"))
