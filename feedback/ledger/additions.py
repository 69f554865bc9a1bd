"""What the ledger puts into the frame of the site: its page, and a line wherever something stands in it."""

from django.utils.translation import gettext_lazy as _

from feedback.ledger import against_tables, side_by_side  # noqa: F401  `against_tables` is asked by `verify_ledger`
from feedback.ledger.entries import first_of, line_of
from feedback.ledger.receipts import paper_of, promise_shown, standing_of
from portal.frame import (
    DATA_PAGE,
    LEDGER_PAGE,
    MAP_PAGES,
    RECEIPT_PAGE,
    RECEIPT_PAPER,
    REPORT_PAGE,
    SITEMAP_PAGES,
    STATUS_PAGE,
    SUGGESTION_PAGE,
    Page,
)
from portal.ledger import keys
from portal.ledger.models import Checkpoint
from portal.ledger.promises import origin_of

ledger = Page("ledger", _("帳本"))

SITEMAP_PAGES.add(78, ledger)
MAP_PAGES["site"].add(18, ledger)


@SUGGESTION_PAGE.block(90, "ledger/_line.html")
def of_suggestion(suggestion, now):
    return line_of(suggestion.number)


@REPORT_PAGE.block(90, "ledger/_line.html")
def of_report(report, now):
    return line_of(f"report/{report.year}")


@RECEIPT_PAGE.block(10, "ledger/_receipt.html")
def of_receipt(suggestion):
    entry = first_of([suggestion.number]).get(suggestion.number)
    return promise_shown(entry) | paper_of(entry, origin_of(entry)) if entry else {}


@RECEIPT_PAPER.block(10, "ledger/_paper.html")
def of_papers(suggestions):
    entries = first_of([suggestion.number for suggestion in suggestions])
    origin = keys.origin()
    papers = {one.pk: paper_of(entries[one.number], origin) for one in suggestions if one.number in entries}
    return {key: paper for key, paper in papers.items() if paper}


@STATUS_PAGE.block(90, "ledger/_status.html")
def of_status(suggestion, now):
    entry = first_of([suggestion.number]).get(suggestion.number)
    return standing_of(entry, now) if entry else {}


@DATA_PAGE.block(10, "ledger/_data.html")
def of_data():
    return {"newest": Checkpoint.objects.published().newest()}


@LEDGER_PAGE.block(10, "ledger/_recount.html")
def of_ledger(checkpoint):
    return side_by_side.shown()
