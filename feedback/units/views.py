"""誰在辦: the units, and a page for each: what it answers for, how to reach it, its numbers; never a person."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Count, RatingCount, Route, Suggestion, Unit
from feedback.office.calendar import working_days
from feedback.office.names import names
from feedback.parts.talks_apart import LIVE, talks_apart
from feedback.rules.counted.ratings import Ratings
from feedback.rules.counted.statistics import Group
from feedback.rules.lateness import LateOn
from feedback.units.numbers import Work, rows
from portal.frame import UNIT_PAGE
from portal.serving.pages import for_everybody

LATEST = 5


@for_everybody
@require_safe
def unit_list(request):
    now = timezone.now()
    groups, said = Count.objects.groups("unit", timezone.localdate(now)), RatingCount.objects.ratings_by("unit")
    units = [(unit, Work(groups.get(pk, Group()), said.get(pk, Ratings()))) for pk, unit in names().unit.items()]
    context = {
        "now": now,
        "active": [(unit, work) for unit, work in units if unit.is_active],
        "dissolved": [(unit, work) for unit, work in units if not unit.is_active],
    }
    return render(request, "units/list.html", context)


@for_everybody
@require_safe
def unit_detail(request, code):
    unit = get_object_or_404(Unit, code=code)
    now = timezone.now()
    today = timezone.localdate(now)
    group = Count.objects.groups("unit", today, value=unit.pk).get(unit.pk, Group())
    in_talks = Count.objects.groups_by_kind(today, subject="unit", value=unit.pk).get(LIVE, Group())
    work = Work(group, RatingCount.objects.ratings("unit", unit.pk))
    context = {
        "unit": unit,
        "now": now,
        "fields": Route.objects.fields_of(unit) if unit.is_active else [],
        "work": work,
        "numbers": rows(unit, work),
        "talks": talks_apart(in_talks.tally, unit=unit.pk),
        "latest": Suggestion.objects.filter(unit=unit).latest_replied()[:LATEST].lines(),
        "late_on": LateOn(today, working_days()),
        "blocks": UNIT_PAGE.made(unit, now),
    }
    return render(request, "units/detail.html", context)
