"""我身邊的: the districts, and a page for each with what everybody may read of it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import District, Suggestion
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.rules.lateness import LateOn
from portal.serving.pages import for_everybody

LATEST = 5


@for_everybody
@require_safe
def district_list(request):
    return render(request, "districts/list.html", {"districts": list(names().district.values())})


@for_everybody
@require_safe
def district_detail(request, code):
    district = get_object_or_404(District, code=code)
    suggestions = Suggestion.objects.public().filter(district=district)
    context = {
        "district": district,
        "latest": suggestions.latest_replied()[:LATEST].lines(),
        "late_on": LateOn(timezone.localdate(), working_days()),
    }
    return render(request, "districts/detail.html", context)
