"""What may be marked: sentences that promise, in a report or in a reply, and are not marked yet."""

from hashlib import sha256
from typing import NamedTuple

from django.utils import timezone

from feedback.commitments import promising
from feedback.commitments.models import Commitment
from feedback.commitments.promising import Promise
from feedback.models import Reply
from reports.models import Section


class Found(NamedTuple):
    """A sentence that promises, and where: a section or a reply."""

    promise: Promise
    section: Section | None = None
    reply: Reply | None = None

    @property
    def key(self):
        """What its fields are called on a page: the same as long as the sentence stands there."""
        return sha256(f"{self.section and self.section.pk} {self.promise.sentence}".encode()).hexdigest()[:12]


def found_in_report(report):
    """[`Found`] in reading order."""
    sections = {section.pk: section for section in report.sections.in_order()}
    marked = set(Commitment.objects.of_report(report).values_list("section", "sentence"))
    rows = [(section.pk, _headings(section, sections), section.paragraphs) for section in sections.values()]
    found = promising.in_report(rows, report.year)
    return [Found(promise, section=sections[key]) for key, promise in found if (key, promise.sentence) not in marked]


def found_in_reply(reply):
    """[`Found`] in the order of the words."""
    marked = Commitment.objects.filter(reply=reply).values_list("reply", "sentence")
    return unmarked_in_reply(reply, set(marked))


def unmarked_in_reply(reply, marked):
    """The same where it is known what is marked: {(key of the reply, sentence)}."""
    found = promising.in_reply(reply.body, timezone.localdate(reply.approved_at or reply.drafted_at))
    return [Found(promise, reply=reply) for promise in found if (reply.pk, promise.sentence) not in marked]


def _headings(section, sections):
    """Its headings from the top down."""
    above = sections.get(section.parent_id)
    return [*(_headings(above, sections) if above else ()), section.heading]
