"""我身邊的: the map of the districts, and a page for each with what everybody may read of it.

The district of what is not public is not public: lists, wall and map hold released suggestions alone.
"""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from feedback.districts import drawing
from feedback.models import Count, District, Suggestion
from feedback.office.calendar import working_days
from feedback.parts.place_numbers import counted, counted_of_public
from feedback.rules.few import FEW, Numbers, tells_of_few
from feedback.rules.lateness import LateOn
from feedback.rules.statistics import Group
from feedback.rules.wall import ROOMY, Choice, Wall, together
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
    seen = suggestions.numbers(late_on.today)
    tiles = suggestions.newest_tiles(TILES, count=seen.received, late_on=late_on)
    context = {
        "district": district,
        "now": now,
        "latest": suggestions.latest_replied()[:LATEST].lines(),
        "late_on": late_on,
        "wall": Wall(tiles, Choice()),
        "groups": together(tiles),
        "map": drawing.of_the_city(),
        **told(district, seen, late_on.today),
    }
    return render(request, "districts/detail.html", context)


def told(district, seen, today):
    """What the page tells in numbers, of all or, where that would tell something of a few, of `seen` alone.

    `seen` are the `Numbers` of those that everybody may read: each is in the list behind it. Whether none is hidden or
    a few are, the page is the same: else it would change at the moment in which a stub comes in, and tell where from.
    """
    group = Count.objects.groups("district", today, value=district.pk).get(district.pk, Group())
    whole = Numbers.of(group)
    has_many_hidden = whole.received - seen.received >= FEW
    is_whole = has_many_hidden and not tells_of_few(whole, seen)
    board = f"{reverse('suggestion_list')}?{urlencode({'district': district.pk})}"
    return {
        "seen": seen,
        "received": whole.received if has_many_hidden else None,
        "is_whole": is_whole,
        "board": board,
        "numbers": counted(whole) if is_whole else counted_of_public(seen, lambda tally: f"{board}&tally={tally}"),
    }
