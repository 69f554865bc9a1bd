"""What the feed of the promises says: each change of a public one, with its reason; the newest first."""

from django.utils.translation import gettext

from feedback.commitments.models import Commitment, CommitmentChange
from feedback.commitments.words import said
from feedback.following.entries import MOST, Entry, absolute, known_by, plain, told
from portal.reading.languages import reading


def commitments():
    public = Commitment.objects.public().order_by().values("pk")
    changes = CommitmentChange.objects.filter(commitment__in=public).select_related("commitment", "unit")
    return [_entry(change) for change in changes.order_by("-pk")[:MOST]]


def _entry(change):
    commitment = change.commitment
    return Entry(
        key=known_by(commitment, f"change-{change.pk}"),
        url=absolute(commitment.get_absolute_url()),
        title=plain(gettext("承諾：%(title)s") % {"title": reading(commitment.title)}),
        summary="".join(told(text) for text in (said(change), reading(change.reason))),
        published=change.at,
        updated=change.at,
        author=plain(reading(change.unit)),
    )
