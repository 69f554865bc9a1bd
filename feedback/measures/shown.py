"""What everybody sees of the evidence: what was taken back meanwhile, a picture or a report, is left out."""

from itertools import groupby

from feedback.attachments.models import Page
from feedback.measures.rules import EvidenceKind


def evidence_of(measure):
    """{kind: what of it is shown}: rows with links, rows with figures, [(file, its pages)] of photos."""
    rows = list(measure.evidence.select_related("figure__section__report").defer("figure__section__paragraphs"))
    return {
        "links": [row for row in rows if row.kind == EvidenceKind.LINK],
        "figures": [row for row in rows if row.figure and row.figure.section.report.is_published],
        "files": _pictures([row.attachment_id for row in rows if row.attachment_id]),
    }


def _pictures(files):
    pages = Page.objects.public().of(files) if files else ()
    return [(file, list(own)) for file, own in groupby(pages, key=lambda page: page.attachment)]
