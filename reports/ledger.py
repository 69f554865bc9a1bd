"""What the ledger says of reports: that one was published, with the digest of all that is read of it, or withdrawn."""

from hashlib import sha256

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from portal.ledger.acts import Act, Changing
from portal.ledger.append import moment
from portal.ledger.registries import names
from portal.tlog import canonical
from reports.importer.names import plain
from reports.models import Figure, Publication, Report, Section
from reports.records.publications import at_publish, at_withdraw

SECTION = ("anchor", "level", "numeral", "heading", "paragraphs")
NUMBERS = ("value", "lower", "upper", "from_value", "numerator", "denominator")
FIGURE = (
    "name",
    "unit",
    "approximation",
    "direction",
    "is_change",
    "compared_year",
    "paragraph",
    "start",
    "end",
    "text",
)


def content(report):
    """All that everybody reads of a report, for canonical JSON: its title, and its sections with their figures."""
    return {"year": report.year, "title": report.title, "sections": [_section(one) for one in report.sections.all()]}


def _section(section):
    return _named(section, SECTION) | {"figures": [_figure(one) for one in section.figures.all()]}


def _figure(figure):
    numbers = _named(figure, NUMBERS)
    return _named(figure, FIGURE) | {name: number and plain(number) for name, number in numbers.items()}


def _named(row, names):
    return {name: getattr(row, name) for name in names}


def digest(report):
    """SHA-256 over the canonical JSON of its content."""
    return sha256(canonical.written(content(report))).hexdigest()


def _published():
    figures = Prefetch("figures", Figure.objects.in_order())
    return Report.objects.published().prefetch_related(
        Prefetch("sections", Section.objects.in_order().prefetch_related(figures))
    )


def _as_published(report):
    return {
        "year": report.year, "title": report.title, "digest": digest(report), "at": moment(report.published_at),
    }  # fmt: skip


def _as_withdrawn(record):
    return {"year": record.report.year, "reason": record.reason, "at": moment(record.at)}


def _withdrawals():
    return Publication.objects.filter(action=Publication.Action.WITHDRAW).select_related("report")


# After it was withdrawn it is written anew under the same year, so the digest is kept.
PUBLISHED = Changing(
    "report_publish", standing="standing_report", subject="report", key="year",
    rows=_published, fields=_as_published, public=Report.objects.published,
)  # fmt: skip
WITHDRAWN = Act(
    "report_withdraw", standing="standing_report_end", subject="report", key="report__year",
    rows=_withdrawals, fields=_as_withdrawn, public=lambda: _withdrawals().filter(report__published_at=None),
)  # fmt: skip


@at_publish(90)
def published(report, by, now):
    """Last of all: what is done when it is published belongs to it."""
    PUBLISHED.write(report, now)


@at_withdraw(90)
def withdrawn(report, by, now):
    WITHDRAWN.write(report.last_record, now)


names("report", _("報告"), rows=Report.objects.published, key="year")
