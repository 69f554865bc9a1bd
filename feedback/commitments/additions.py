"""What promises put into the frame: at sections that promise, in next year's report, beside a reply, on the map."""

from django.utils import timezone
from django.utils.translation import pgettext_lazy

from feedback.commitments import ledger, listing  # noqa: F401  `ledger` reads again what it says of them
from feedback.commitments.models import Commitment, CommitmentChange
from portal.frame import (
    MAP_PAGES,
    REPORT_PAGE,
    SECTION_FOOT,
    SITEMAP_PAGES,
    SITEMAPS,
    STATUS_PAGE,
    SUGGESTION_PAGE,
    Page,
    Sitemap,
)
from reports.models import Section

commitments = Page("commitment_list", pgettext_lazy("several", "承諾"))

SITEMAP_PAGES.add(46, commitments)
MAP_PAGES["suggestions"].add(46, commitments)


class Commitments(Sitemap):
    section = "commitments"

    def items(self):
        return Commitment.objects.public().only("pk").order_by("pk")


SITEMAPS.add(65, Commitments)


@SECTION_FOOT.block(20, "commitments/_section_foot.html")
def promised_here(report, now):
    found = {}
    public = Commitment.objects.public().of_report(report).in_order()
    for shown in listing.listed(public, timezone.localdate(now)):
        found.setdefault(shown.commitment.section_id, []).append(shown)
    return {key: {"rows": rows} for key, rows in found.items()}


@REPORT_PAGE.block(20, "commitments/_of_report.html")
def promised_before(report, now):
    """What the report of the year before promised, each with the sections of this one that tell of it."""
    before = Commitment.objects.public().filter(section__report__year=report.year - 1).in_order()
    rows = listing.listed(before, timezone.localdate(now))
    told = _told_in(report, rows) if rows else {}
    return {
        "year": report.year - 1,
        "rows": [{"shown": shown, "sections": told.get(shown.commitment.pk, [])} for shown in rows],
    }


def _told_in(report, rows):
    """{key of a promise: the sections of `report` that its changes name}"""
    keys = [shown.commitment.pk for shown in rows]
    pairs = CommitmentChange.objects.told_in(report).filter(commitment__in=keys).in_order()
    pairs = list(dict.fromkeys(pairs.values_list("commitment", "section")))
    sections = Section.objects.defer("paragraphs").in_bulk({section for _key, section in pairs})
    found = {}
    for key, section in pairs:
        found.setdefault(key, []).append(sections[section])
    return found


@SUGGESTION_PAGE.block(20, "commitments/_of_suggestion.html")
def promised_in_public(suggestion, now):
    if not suggestion.main_or_self.first_replied_at and not suggestion.first_replied_at:
        return {"rows": []}
    public = Commitment.objects.public().of_suggestion(suggestion).with_place().in_order()
    return _of_suggestion(public, now)


@STATUS_PAGE.block(20, "commitments/_of_suggestion.html")
def promised_to_the_citizen(suggestion, now):
    """With the receipt also those whose text is not public: such a promise has no page."""
    if not suggestion.main_or_self.first_replied_at and not suggestion.first_replied_at:
        return {"rows": []}
    return _of_suggestion(Commitment.objects.confirmed().of_suggestion(suggestion).with_place().in_order(), now)


def _of_suggestion(commitments, now):
    rows = listing.listed(commitments, timezone.localdate(now))
    keys = [shown.commitment.pk for shown in rows]
    public = Commitment.objects.public().filter(pk__in=keys).values_list("pk", flat=True) if rows else ()
    return {"rows": rows, "public": set(public)}
