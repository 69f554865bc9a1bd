"""The pages of what a ballot came to: before the close who voted and what is asked, afterwards every number."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.ballots.counted import answers_csv, counting
from feedback.ballots.counted.tally import told
from feedback.ballots.models import Ballot
from feedback.rules.counted.statistics import share
from feedback.rules.counted.tally import percent
from feedback.rules.phases import Act
from portal.files.spreadsheet import stream
from portal.serving.pages import for_everybody

PARTS = ("representatives", "daily", "whole")


def _ballot(slug):
    return get_object_or_404(Ballot.objects.for_public().select_related("campaign"), campaign__slug=slug)


@for_everybody
@require_safe
def ballot_results(request, slug):
    ballot, now = _ballot(slug), timezone.now()
    voted, invited = ballot.turnout()
    results = counting.results(ballot) if ballot.is_closed else []
    context = {
        "ballot": ballot,
        "campaign": ballot.campaign,
        "opening": ballot.campaign.opening(Act.BALLOT, timezone.localdate(now)),
        "voted": voted,
        "invited": invited,
        "turnout": percent(share(voted, invited)),
        "now": ballot.campaign.closed_at or now,
        "results": [(result, {part: told(getattr(result.score, part)) for part in PARTS}) for result in results],
    }
    return render(request, "ballots/results.html", context)


@for_everybody
@require_safe
def ballot_csv(request, slug):
    """Every answer, each question's by themselves, and the counts of 日常評議: enough to count again."""
    ballot = _ballot(slug)
    if not ballot.is_closed:
        raise Http404
    counted = [result.counted for result in counting.results(ballot)]
    rows = answers_csv.rows(counted, counting.weights_of(ballot), counting.answers(ballot))
    return stream(f"ballots-{ballot.campaign.slug}", answers_csv.COLUMNS, rows)
