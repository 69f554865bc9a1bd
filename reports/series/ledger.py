"""What the ledger says of differences: that one was told to everybody, with its explanation, and that it is no more."""

from django.utils.translation import gettext_lazy as _

from portal.ledger.acts import Changing
from portal.ledger.append import moment
from portal.ledger.registries import names
from reports.records.publications import at_publish
from reports.series.models import Difference


def _told():
    """Those that stand in published reports: of a draft nobody outside reads what was told of it."""
    told = Difference.objects.told().filter(figure__section__report__published_at__isnull=False)
    return told.select_related("series", "figure__section__report")


def _fields(difference):
    figure = difference.figure
    return {
        "report": figure.section.report.year, "figure": figure.name, "text": figure.text, "kind": difference.kind,
        "told": difference.told, "computed": difference.computed, "note": difference.note,
        "at": moment(difference.decided_at),
    }  # fmt: skip


# It goes with its figure, when a report that was withdrawn is written anew.
TOLD = Changing(
    "difference_publish", "difference_end", standing="standing_difference", subject="difference",
    rows=_told, fields=_fields, public=_told, may_go=True,
)  # fmt: skip


def write(difference, at, kind=""):
    """Of a draft the entry waits for its publication."""
    if _told().filter(pk=difference.pk).exists():
        TOLD.write(difference, at, kind)


@at_publish(80)
def published(report, by, now):
    for difference in _told().filter(figure__section__report=report).order_by("pk"):
        TOLD.write(difference, now)


names("difference", _("數字不一致"), rows=_told, address_of=lambda difference: difference.figure.get_absolute_url())
