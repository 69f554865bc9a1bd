"""What the ledger says of bindings: what the records counted for a number of a report, and as of when."""

from django.utils.translation import gettext_lazy as _

from feedback.bindings.models import Binding
from portal.ledger.acts import Changing
from portal.ledger.append import moment
from portal.ledger.registries import names
from reports.models import Report
from reports.records.publications import at_publish


def _bindings():
    """Those of published reports: of a draft nobody outside knows what is bound."""
    return Binding.objects.for_list().filter(figure__section__report__published_at__isnull=False)


def _fields(binding):
    figure = binding.figure
    return {
        "report": figure.section.report.year, "figure": figure.name, "text": figure.text, "query": binding.query,
        "campaign": binding.campaign.slug if binding.campaign else "", "field": binding.category_id,
        "as_of": moment(binding.as_of), "part": binding.part, "whole": binding.whole, "at": moment(binding.bound_at),
    }  # fmt: skip


# One whose figure goes, with a report that was withdrawn and is written anew, goes without an act.
BOUND = Changing(
    "binding_bind", "binding_unbind", standing="standing_binding", subject="binding",
    rows=_bindings, fields=_fields, public=_bindings, may_go=True,
)  # fmt: skip


def write(binding, now, kind=""):
    """Of a draft the entry waits for its publication; the row is held, so that neither misses the other."""
    report = Report.objects.select_for_update(no_key=True, of=("self",)).get(sections__figures=binding.figure_id)
    if report.is_published:
        BOUND.write(binding, now, kind)


@at_publish(81)
def published(report, by, now):
    for binding in _bindings().filter(figure__section__report=report):
        BOUND.write(binding, now)


names("binding", _("指標綁定"), rows=_bindings)
