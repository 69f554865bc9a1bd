"""活動: the list, and a page for each with its phases and its suggestions."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Campaign, Suggestion
from feedback.office.calendar import working_days
from feedback.office.campaigns import for_new_suggestion
from feedback.parts.drawn.pictures import picture_of
from feedback.records import counters
from feedback.rules.lateness import LateOn
from portal.frame import CAMPAIGN_PAGE, CAMPAIGNS_PAGE
from portal.serving.pages import for_everybody

LATEST = 5


@for_everybody
@require_safe
def campaign_list(request):
    now = timezone.now()
    campaigns = Campaign.objects.published().without_talks().newest_first().prefetch_related("phases")
    context = {"campaigns": campaigns, "today": timezone.localdate(now), "blocks": CAMPAIGNS_PAGE.made(now)}
    return render(request, "campaigns/list.html", context)


@for_everybody
@require_safe
def campaign_detail(request, slug):
    now = timezone.now()
    today = timezone.localdate(now)
    campaign = get_object_or_404(
        Campaign.objects.published().select_related("report").prefetch_related("phases"), slug=slug
    )
    suggestions = Suggestion.objects.filter(campaign=campaign)
    counted_at, totals = counters.totals()
    tally = totals.tally(campaign=campaign.pk)
    return render(
        request,
        "campaigns/detail.html",
        {
            "campaign": campaign,
            "now": counted_at,
            "today": today,
            "picture": picture_of(campaign, tally.received),
            "tally": tally,
            "latest": suggestions.public().for_list()[:LATEST].lines(),
            "late_on": LateOn(today, working_days()),
            "takes_now": for_new_suggestion(today),
            "is_collecting": campaign.takes_on(today),
            "blocks": CAMPAIGN_PAGE.made(campaign, now),
        },
    )
