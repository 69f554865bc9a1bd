"""Suggestions with their entries, for the tests of this room."""

from portal.ledger import openings, sequencing
from portal.ledger.models import Entry
from tests.factories import NOW
from tests.portal.ledger.logs import tell


def entered(suggestion, *, is_signed=True):
    """The first entry of a suggestion, whoever wrote it, and its place in the log."""
    number = suggestion.number
    if not Entry.objects.of(number).exists():
        tell(
            number, kind="receive", at=NOW.date(), written_at=NOW, campaign=suggestion.campaign.slug,
            stage=suggestion.stage,
        )  # fmt: skip
    if is_signed:
        sequencing.sequence(NOW)
    return Entry.objects.of(number).first()


def opened_by(monkeypatch, entry, fields, *, is_public=False):
    source = openings.Source(
        lambda entries: {one.pk: fields for one in entries if one.pk == entry.pk},
        lambda entries: {entry.pk} if is_public else set(),
    )
    monkeypatch.setitem(openings.SOURCES, entry.kind, source)
