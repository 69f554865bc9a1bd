"""數據: what is counted of the suggestions, told, drawn, as tables and to download."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.data import tables
from feedback.data.forms import StatisticsForm
from feedback.data.sentences import sentences
from feedback.models import Campaign, Count
from feedback.office.levels import level_names
from feedback.records import counters
from portal.files import spreadsheet
from portal.frame import DATA_PAGE
from portal.serving.pages import for_everybody


@for_everybody
@require_safe
def statistics(request):
    form = StatisticsForm(request.GET)
    scope = scope_of(form, timezone.now())
    summary, *charts = tables.tables(scope)
    context = {
        "form": form,
        "at": scope.statistics.moment,
        "sentences": sentences(scope) if summary.rows else [],
        "summary": summary,
        "charts": charts,
        "query": form.query(),
        "blocks": DATA_PAGE.made(),
    }
    return render(request, "data/statistics.html", context)


@for_everybody
@require_safe
def statistics_csv(request, table):
    if table not in tables.BUILDERS:
        raise Http404
    form = StatisticsForm(request.GET)
    scope = scope_of(form, timezone.now())
    chosen = tables.table(table, scope)
    name = "-".join(
        [table, *map(str, form.parameters().values()), f"{timezone.localtime(scope.statistics.moment):%Y%m%d-%H%M}"]
    )
    return spreadsheet.download(name, chosen.headings, chosen.lines())


def scope_of(form, now):
    """What `form` leaves, counted at `now`."""
    today, chosen = timezone.localdate(now), form.chosen()
    campaign = chosen["campaign"]
    return tables.Scope(
        counters.statistics(now, today, **chosen),
        today,
        form.parameters(),
        Count.objects.within(campaign=campaign).of_each("month"),
        is_of_round=campaign is not None and campaign.kind != Campaign.Kind.OPEN,
        sort=form.sorted_by,
        levels=level_names(campaign and campaign.scale),
        by_kind=Count.objects.within(**chosen).groups_by_kind(today),
    )
