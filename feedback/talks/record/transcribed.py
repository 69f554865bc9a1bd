"""The transcript as everybody reads it: its sections with the questions that they are about."""

from typing import NamedTuple

from feedback.models import Suggestion
from feedback.suggestions.listing import RAW
from feedback.talks.models import Transcript, TranscriptPart


class Read(NamedTuple):
    """A section with those of its questions whose words are public: a stub is not told what was said to it."""

    part: TranscriptPart
    questions: list


def published(talk):
    """(the version that was published last, or None; its `Read` sections, none of one that was taken back)."""
    newest = Transcript.objects.published_of(talk)
    return newest, read(newest) if newest and not newest.taken_back_at else []


def read(transcript):
    """[`Read`] of a version."""
    through = TranscriptPart.questions.through.objects.filter(transcriptpart__transcript=transcript)
    pairs = list(through.values_list("transcriptpart", "suggestion"))
    public = Suggestion.objects.filter(pk__in=[pk for _part, pk in pairs]).public().defer(*RAW)
    rows = {row.pk: row for row in public.order_by("received_at", "pk")}
    about = {}
    for part, pk in pairs:
        about.setdefault(part, set()).add(pk)
    return [
        Read(part, [row for pk, row in rows.items() if pk in about.get(part.pk, ())]) for part in transcript.parts.all()
    ]


def linked_parts(talk, keys):
    """{key of a question: the sections of the public transcript that are about it, in order}, for some of `keys`."""
    transcript = Transcript.objects.public_of(talk) if keys else None
    if not transcript:
        return {}
    found = {}
    parts = {part.pk: part for part in transcript.parts.defer("body")}
    through = TranscriptPart.questions.through.objects.filter(transcriptpart__in=parts, suggestion__in=keys)
    for key, part in through.order_by("transcriptpart__order").values_list("suggestion", "transcriptpart"):
        found.setdefault(key, []).append(parts[part])
    return found
