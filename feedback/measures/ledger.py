"""What the ledger says of measures: published, which suggestions they answer, withdrawn."""

from django.utils.translation import gettext_lazy as _

from feedback.measures.models import Measure
from feedback.models import Suggestion
from portal.ledger.acts import Act, Changing
from portal.ledger.append import moment
from portal.ledger.registries import names


def _published():
    return Measure.objects.filter(published_at__isnull=False).select_related("unit")


def _all_shown():
    """Those of which everybody may know each suggestion that they answer."""
    hidden = Suggestion.objects.exclude(pk__in=Suggestion.objects.public().values("pk"))
    return Measure.objects.public().exclude(suggestions__in=hidden)


def _as_published(measure):
    return {
        "title": measure.title, "body": measure.body, "unit": measure.unit.code, "done": moment(measure.done_on),
        "at": moment(measure.published_at),
    }  # fmt: skip


def _as_linked(measure):
    return {"answers": sorted(one.number for one in measure.suggestions.all())}


def _as_withdrawn(measure):
    return {"reason": measure.reason, "at": moment(measure.withdrawn_at)}


PUBLISHED = Act(
    "measure_publish", standing="standing_measure", subject="measure",
    rows=_published, fields=_as_published, public=Measure.objects.public,
)  # fmt: skip
LINKED = Changing(
    "measure_link", "measure_unlink", standing="standing_measure_links", subject="measure",
    rows=lambda: _published().prefetch_related("suggestions"), fields=_as_linked, public=_all_shown,
)  # fmt: skip
WITHDRAWN = Act(
    "measure_withdraw", standing="standing_measure_end", subject="measure",
    rows=Measure.objects.withdrawn, fields=_as_withdrawn, public=Measure.objects.withdrawn,
)  # fmt: skip


names("measure", _("舉措"), rows=Measure.objects.public)
