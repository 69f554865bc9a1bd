"""誰在辦: the units, and a page for each: what it answers for, how to reach it, its numbers; never a person."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Suggestion, Unit
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.rules.lateness import LateOn
from portal.serving.pages import for_everybody

LATEST = 5


@for_everybody
@require_safe
def unit_list(request):
    return render(request, "units/list.html", {"units": list(names().unit.values())})


@for_everybody
@require_safe
def unit_detail(request, code):
    unit = get_object_or_404(Unit, code=code)
    context = {
        "unit": unit,
        "latest": Suggestion.objects.filter(unit=unit).latest_replied()[:LATEST].lines(),
        "late_on": LateOn(timezone.localdate(), working_days()),
    }
    return render(request, "units/detail.html", context)
