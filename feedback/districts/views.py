"""我身邊的: the map of the districts, and a page for each with what everybody may read of it.

The district of what is not public is not public: lists, numbers, wall and map hold released suggestions alone.
"""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.districts import drawing
from feedback.models import Count, District, RatingCount, Suggestion
from feedback.office.calendar import working_days
from feedback.parts.board_address import board_address
from feedback.parts.place_numbers import counted, told_ratings
from feedback.rules.counted.statistics import Group
from feedback.rules.drawn.wall import ROOMY, Choice, Wall, together
from feedback.rules.lateness import LateOn
from feedback.rules.ratings import Meaning
from portal.frame import DISTRICT_PAGE
from portal.serving.pages import for_everybody

LATEST = 5
TILES = ROOMY


@for_everybody
@require_safe
def district_list(request):
    return render(request, "districts/list.html", {"map": drawing.of_the_city()})


@for_everybody
@require_safe
def district_detail(request, code):
    district = get_object_or_404(District, code=code)
    now = timezone.now()
    late_on = LateOn(timezone.localdate(now), working_days())
    suggestions = Suggestion.objects.public().filter(district=district)
    group = Count.objects.groups("district", late_on.today, value=district.pk).get(district.pk, Group())
    count = group.tally.received
    tiles = suggestions.newest_tiles(TILES, count=count, late_on=late_on)
    context = {
        "district": district,
        "now": now,
        "count": count,
        "board": board_address(district=district.pk),
        "numbers": numbers(district, group),
        "latest": suggestions.latest_replied()[:LATEST].lines(),
        "late_on": late_on,
        "wall": Wall(tiles, Choice()),
        "groups": together(tiles),
        "map": drawing.of_the_city(),
        "blocks": DISTRICT_PAGE.made(district, now),
    }
    return render(request, "districts/detail.html", context)


def numbers(district, group):
    """The rows of `components/totals.html`; all that is counted is public, so the ratings have their list too."""
    told = counted(group, lambda tally: board_address(district=district.pk, tally=tally), of_public=True)
    said = RatingCount.objects.ratings("district", district.pk)
    if said.replied:
        url = board_address(district=district.pk, rating=Meaning.CONTENT)
        told.append(told_ratings(said) | {"url": url})
    return told
