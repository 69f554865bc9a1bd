"""The arithmetic of the claim as the ledger says it: what anybody gets who counts the log."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery

from feedback.rules.counted.tally import Tally
from feedback.rules.workflow import Stage
from portal.ledger.models import Checkpoint, Latest
from portal.serving.generation import Kept


class Claim(NamedTuple):
    """The `Tally` of each campaign, by its slug, and of all of them, as of a checkpoint; None before the first one."""

    checkpoint: Checkpoint | None
    campaigns: dict
    all: Tally


def count_claim():
    """The `Claim` of the log as it was at its newest checkpoint."""
    checkpoint, counted = None, None
    while counted is None or checkpoint != Checkpoint.objects.newest():  # another one came while we counted
        checkpoint, counted = Checkpoint.objects.newest(), _counted()
    by_campaign = {}
    for (campaign, stage, is_merged_closed), count in counted.items():
        by_campaign.setdefault(campaign, []).append((stage, is_merged_closed, count))
    campaigns = {campaign: Tally.of_counts(rows) for campaign, rows in by_campaign.items()}
    return Claim(checkpoint, campaigns, Tally.of_counts(row for rows in by_campaign.values() for row in rows))


_claim = Kept(count_claim)


def claim():
    """The same for pages: counted again after a publication, and every few seconds."""
    return _claim.get()


def of_suggestions():
    """Where the log leaves each suggestion; other subjects have a slash in their name."""
    return Latest.objects.exclude(Q(subject__contains="/") | Q(stage="")).order_by()


def _counted():
    """{(campaign, stage, whether its main one is closed): how many}."""
    rows = of_suggestions().values_list("campaign", "stage").annotate(Count("pk"))
    counted = Counter({(campaign, stage, False): count for campaign, stage, count in rows})
    main = Latest.objects.filter(subject=OuterRef("main")).values("stage")
    merged = of_suggestions().filter(stage=Stage.MERGED).annotate(main_stage=Subquery(main))
    closed = merged.filter(main_stage=Stage.CLOSED).values_list("campaign").annotate(Count("pk"))
    for campaign, count in closed:
        counted[campaign, Stage.MERGED, False] -= count
        counted[campaign, Stage.MERGED, True] += count
    return counted
