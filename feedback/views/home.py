"""The first page: what runs now, the claim and what stands behind it, the ways in."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Campaign, Suggestion
from feedback.workflow import Tally

ROUNDS = 3
ANSWERS = 5


@require_safe
def home(request):
    now = timezone.now()
    today = timezone.localdate(now)
    rounds = list(Campaign.objects.rounds_begun(today)[:ROUNDS])
    tallies = Suggestion.objects.filter(campaign__in=rounds).tallies_by_campaign()
    return render(
        request,
        "feedback/home.html",
        {
            "now": now,
            "today": today,
            "running": Campaign.objects.running(today).prefetch_related("phases"),
            "claims": [(campaign, tallies.get(campaign.pk, Tally())) for campaign in rounds],
            "answers": Suggestion.objects.latest_answers()[:ANSWERS],
        },
    )
