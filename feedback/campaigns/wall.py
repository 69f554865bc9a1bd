"""件件牆: every suggestion of a campaign as a tile, and the same ones as a table to download."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from feedback.campaigns.forms import WallForm
from feedback.models import Campaign, Count, Suggestion
from feedback.office.calendar import working_days
from feedback.parts import items
from feedback.rules.drawn.wall import MOST, Wall, is_roomy, opening_month, received_before, together, total
from feedback.rules.lateness import LateOn
from portal.files import spreadsheet
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def campaign_wall(request, slug):
    campaign = get_object_or_404(Campaign.objects.published(), slug=slug)
    suggestions, now = Suggestion.objects.filter(campaign=campaign), timezone.now()
    tallies = Count.objects.within(campaign=campaign).tallies_by_month()
    form = WallForm(request.GET, months=tallies)
    choice = form.chosen()
    choice = replace(choice, month=choice.month or opening_month(tallies))
    before = received_before(tallies, choice.month)
    late_on = LateOn(timezone.localdate(now), working_days())
    tiles = suggestions.received_in(choice.month).tiles(late_on=late_on, after=before)
    page = Paginator(tiles, MOST).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "now": now,
        "form": form,
        "tally": total(tallies),
        "months": list(tallies.items()) if choice.month else [],
        "wall": Wall(tiles, choice),
        "page": page,
        "is_roomy": is_roomy(page.object_list),
        "groups": together(page.object_list),
    }
    return render(request, "campaigns/wall.html", context)


@for_everybody
@require_safe
def campaign_csv(request, slug):
    """The items that the reader's choice takes, each with its place among all; without a month, of all months."""
    campaign = get_object_or_404(Campaign.objects.published(), slug=slug)
    suggestions, today = Suggestion.objects.filter(campaign=campaign), timezone.localdate(timezone.now())
    tallies = Count.objects.within(campaign=campaign).tallies_by_month()
    choice = WallForm(request.GET, months=tallies).chosen()
    late_on = LateOn(today, working_days())
    rows = items.rows(
        suggestions.received_in(choice.month).items(), late_on=late_on, after=received_before(tallies, choice.month)
    )
    taken = ([tile.place, *cells] for tile, cells in rows if choice.takes(tile))
    name = "-".join([campaign.slug, *choice.names(), f"{today:%Y%m%d}"])
    return spreadsheet.stream(name, [gettext("第幾件"), *items.headings()], taken)
