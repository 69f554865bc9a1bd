"""The first page: what runs now, the claim and what stands behind it, the ways in."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Campaign, Suggestion
from feedback.office.calendar import working_days
from feedback.records import counters
from feedback.rules.lateness import LateOn
from portal.serving.pages import for_everybody

ROUNDS = 3
ANSWERS = 5


@for_everybody
@require_safe
def home(request):
    now = timezone.now()
    today = timezone.localdate(now)
    rounds = list(Campaign.objects.rounds_begun(today)[:ROUNDS])
    counted_at, totals = counters.totals()
    return render(
        request,
        "feedback/home.html",
        {
            "now": counted_at,
            "today": today,
            "running": Campaign.objects.running(today).prefetch_related("phases"),
            "claims": [(campaign, totals.tally(campaign=campaign.pk)) for campaign in rounds],
            "answers": Suggestion.objects.latest_answers()[:ANSWERS].lines(),
            "late_on": LateOn(today, working_days()),
        },
    )
