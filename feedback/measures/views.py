"""「您說，我們做」: the measures by field and district, and a page for each with its evidence and what it answers."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.commitments.models import Commitment
from feedback.measures import listing
from feedback.measures.list_form import MeasuresForm
from feedback.measures.models import Measure
from feedback.measures.shown import evidence_of
from feedback.models import Suggestion
from feedback.office.calendar import working_days
from feedback.rules.lateness import LateOn
from portal.files import spreadsheet
from portal.frame import MEASURE_PAGE
from portal.serving.pages import for_everybody

PER_PAGE = 20
MOST_WITHDRAWN = 20


@for_everybody
@require_safe
def measure_list(request):
    form = MeasuresForm(request.GET)
    chosen, public = form.chosen(), Measure.objects.public()
    found = public.narrowed(**chosen)
    page = Paginator(found.with_numbers().in_order(), PER_PAGE).get_page(request.GET.get("page"))
    is_narrowed = any(chosen.values())
    context = {
        "form": form,
        "is_narrowed": is_narrowed,
        "numbers": found.in_all(),
        "fields": listing.by_place(public),
        "page": page,
        "measures": listing.dressed(page.object_list),
        "withdrawn": [] if is_narrowed else Measure.objects.withdrawn().order_by("-withdrawn_at")[:MOST_WITHDRAWN],
    }
    return render(request, "measures/list.html", context)


@for_everybody
@require_safe
def measure_csv(request):
    """What the same filters leave, without its pages."""
    found = Measure.objects.public().narrowed(**MeasuresForm(request.GET).chosen())
    rows = listing.dressed(listing.for_table(found).in_order())
    name = f"measures-{timezone.localdate():%Y%m%d}"
    return spreadsheet.download(name, listing.headings(), map(listing.cells, rows))


@for_everybody
@require_safe
def measure_detail(request, pk):
    shown = Measure.objects.filter(published_at__isnull=False, pk=pk)
    measure = next(iter(listing.dressed(shown.with_numbers().for_page())), None)
    if not measure:
        raise Http404
    if measure.withdrawn_at:
        return render(request, "measures/withdrawn.html", {"measure": measure}, status=410)
    now = timezone.now()
    suggestions = Suggestion.objects.filter(measure_links__measure=measure).public().for_list().lines()
    context = {
        "measure": measure,
        "evidence": evidence_of(measure),
        "suggestions": suggestions,
        "others": measure.suggestion_count - len(suggestions),
        "commitment": Commitment.objects.public().filter(pk=measure.commitment_id).first(),
        "late_on": LateOn(timezone.localdate(now), working_days()),
        "blocks": MEASURE_PAGE.made(measure, now),
    }
    return render(request, "measures/detail.html", context)
