"""What the ledger says of a summary: its numbers, sentences and list as they were frozen, and each correction."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.summaries.models import Correction, Summary
from feedback.summaries.rules import digest
from portal.ledger.acts import Act
from portal.ledger.append import moment
from portal.ledger.registries import names


def _summaries():
    return Summary.objects.select_related("campaign")


def _corrections():
    return Correction.objects.approved().select_related("summary__campaign")


def _as_frozen(summary):
    """Numbers as text: a rate is none that every program writes in one way."""
    numbers = sorted([key, str(number)] for key, number in summary.numbers.items())
    sentences = {
        language: ["".join(piece.text for piece in sentence) for sentence in summary.said(language)]
        for language in summary.sentences
    }
    names = [list(map(str, one)) for one in summary.names]
    said = {"numbers": numbers, "names": names, "sentences": sentences, "items": digest(summary.file)}
    return said | {"at": moment(summary.frozen_at)}


def _as_corrected(correction):
    return {"text": correction.text, "at": moment(correction.approved_at)}


FROZEN = Act(
    "summary_freeze", standing="standing_summary", subject="summary", key="campaign__slug",
    rows=_summaries, fields=_as_frozen, public=_summaries,
)  # fmt: skip
CORRECTED = Act(
    "summary_correct", standing="standing_correction", subject="summary", key="summary__campaign__slug",
    rows=_corrections, fields=_as_corrected, public=_corrections,
)  # fmt: skip


def _page(summary):
    return reverse("campaign_summary", args=[summary.campaign.slug])


names(
    "summary", _("辦理情況報告"), rows=lambda: _summaries().filter(campaign__is_published=True), key="campaign__slug",
    address_of=_page,
)  # fmt: skip
