"""What the record shows: the countdown, the lists with how many are in each, and the questions of one page."""

from typing import NamedTuple

from django.utils import timezone

from feedback.talks.models import Transcript
from feedback.talks.record.countdown import countdown
from feedback.talks.record.entries import entries
from feedback.talks.record.lists import A_PAGE, counted, narrowed, record_address
from feedback.talks.record.transcribed import published
from feedback.talks.rules import Part, TalkPhase

RECORDED = frozenset({TalkPhase.AFTER, TalkPhase.OVER})


class Listed(NamedTuple):
    """A list of the record, as the way to it says it."""

    part: Part
    count: int
    address: str


def lists(talk):
    """The lists in which something is, in order; together they are all that were asked."""
    counts = counted(talk)
    return [Listed(part, counts[part.value], record_address(talk, part)) for part in Part if counts[part.value]]


def record(talk, found, today):
    """The context of one page of the record, whose questions are `found`, a QuerySet or a slice of one."""
    all_lists = lists(talk)
    return {
        "countdown": countdown(talk, today),
        "lists": all_lists,
        "asked": sum(one.count for one in all_lists),
        "entries": entries(found, talk, today),
        "whole": record_address(talk),
    }


def on_the_page(talk, now):
    """Once the talk is over, how its record begins, and while it goes on the way to it; before that nothing."""
    phase = talk.phase(now)
    if phase not in RECORDED:
        return {"is_live": phase == TalkPhase.LIVE, "whole": record_address(talk)}
    context = record(talk, narrowed(talk)[:A_PAGE], timezone.localdate(now))
    return context | {"is_live": False, "is_cut": context["asked"] > A_PAGE}


def transcript(talk, now):
    """The version of the transcript that everybody reads, or that it was taken back."""
    newest, sections = published(talk) if now >= talk.ends_at else (None, [])
    earlier = Transcript.objects.filter(talk=talk, published_at__isnull=False).exclude(pk=newest.pk) if newest else None
    return {
        "transcript": newest,
        "sections": sections,
        "contents": [section for section in sections if section.part.heading],
        "is_new": earlier is not None and earlier.exists(),
    }
