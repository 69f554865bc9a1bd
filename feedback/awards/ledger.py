"""What the ledger says of awards: decided, and withdrawn with the reason. No name, though its person agreed to one."""

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from feedback.awards.models import Award
from feedback.records.erasing import on_erasing
from portal.ledger.acts import Act
from portal.ledger.append import moment
from portal.ledger.registries import names


def _awards():
    return Award.objects.select_related("suggestion", "campaign")


def _withdrawn():
    return _awards().filter(withdrawn_at__isnull=False)


def _as_decided(award):
    said = {"campaign": award.campaign.slug, "suggestion": award.suggestion.number, "class": award.grade}
    return said | {"at": moment(award.decided_at)}


def _as_withdrawn(award):
    return {"reason": award.reason, "at": moment(award.withdrawn_at)}


DECIDED = Act(
    "award_decide", standing="standing_award", subject="award", rows=_awards, fields=_as_decided, public=_awards,
)  # fmt: skip
WITHDRAWN = Act(
    "award_withdraw", standing="standing_award_end", subject="award",
    rows=_withdrawn, fields=_as_withdrawn, public=_withdrawn,
)  # fmt: skip


@on_erasing
def close(suggestion, now):
    """The reason of a withdrawal goes with the words of the suggestion."""
    for award in _withdrawn().filter(suggestion=suggestion):
        WITHDRAWN.erase(award, now)


def _page(award):
    return reverse("campaign_awards", args=[award.campaign.slug])


names(
    "award", pgettext_lazy("one", "優秀建議"), rows=lambda: _awards().filter(campaign__is_published=True),
    title_of=lambda award: award.suggestion.number,  # an award is called by the name of its person elsewhere
    address_of=_page,
)  # fmt: skip
