"""What a citizen reads: the reports, their figures, and one figure across years."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.files.spreadsheet import safe
from portal.frame import FIGURE_MARKS, FIGURE_PAGE, REPORT_PAGE, SECTION_FOOT
from portal.serving.pages import for_everybody
from reports.article.comparisons import over_years
from reports.article.standing import by_year
from reports.importer.names import plain
from reports.importer.parsed import PARTS
from reports.models import Figure, Report, Section
from reports.pages.forms import SearchForm

MOST_HITS = 50  # of sections, and of figures
CSV_COLUMNS = [
    "year", "section", "name", "value", "unit", "approximate", "approximation", "direction", "is_change",
    "compared_year", "text", *PARTS,
]  # fmt: skip


def _report(request, year, reports):
    """The report of a year; who asks matters only while it is a draft, so that a published page is one for all."""
    published = reports.published().filter(year=year).first()
    return published or get_object_or_404(reports.visible_to(request.user), year=year)


def _response(request, template, context, *, report=None):
    """A page; a draft previewed by staff is kept out of every cache."""
    response = render(request, template, context)
    if report and not report.is_published:
        response["Cache-Control"] = "private, no-store"
    return response


@for_everybody
@require_safe
def report_list(request):
    form = SearchForm(request.GET)
    form.is_valid()
    query = form.cleaned_data["q"]
    if query.is_empty:
        context = {"form": form, "reports": Report.objects.published().for_list()}
        return render(request, "reports/report_list.html", context)
    sections = Section.objects.published().mentioning(query)
    figures = Figure.objects.published().mentioning(query)
    context = {
        "form": form,
        "query": query,
        "count": sections.count() + figures.count(),
        "sections": sections[:MOST_HITS],
        "figures": figures[:MOST_HITS],
        "most": MOST_HITS,
    }
    return render(request, "reports/report_search.html", context)


def _withdrawn(request, year):
    """The page at the address of a report that was public once: when it was withdrawn, and why."""
    report = Report.objects.filter(year=year).first()
    withdrawal = report and report.withdrawal
    if not withdrawal:
        raise Http404
    return render(request, "reports/withdrawn.html", {"report": report, "withdrawal": withdrawal}, status=410)


@for_everybody
@require_safe
def report_detail(request, year):
    try:
        report = _report(request, year, Report.objects.for_reading())
    except Http404:
        return _withdrawn(request, year)
    published = Report.objects.published()
    now = timezone.now()
    feet = SECTION_FOOT.made(report, now) if report.is_published else []
    _mark(report)
    context = {
        "report": report,
        "sections": [(section, _feet_of(section, feet)) for section in report.sections.all()],
        "known": list(Figure.objects.published().before_changes_of(report)),
        "earlier": published.before(year),
        "later": published.after(year),
        "blocks": REPORT_PAGE.made(report, now) if report.is_published else [],
    }
    return _response(request, "reports/report_detail.html", context, report=report)


def _mark(report):
    """Give the figures of a published report, read with their sections, the `marks` that apps put behind them."""
    made = [marks_of(report) for marks_of in FIGURE_MARKS] if report.is_published else []
    for section in report.sections.all() if any(made) else ():
        for figure in section.figures.all():
            figure.marks = [marks[figure.pk] for marks in made if figure.pk in marks]


def _feet_of(section, feet):
    """(template, context) of what apps put at the foot of this section."""
    return [(template, own[section.pk]) for template, own in feet if section.pk in own]


@for_everybody
@require_safe
def figure_list(request, year):
    report = _report(request, year, Report.objects)
    context = {"report": report, "figures": Figure.objects.of(report)}
    return _response(request, "reports/figure_list.html", context, report=report)


@for_everybody
@require_safe
def figure_csv(request, year):
    report = _report(request, year, Report.objects)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{report.year}.csv"'
    if not report.is_published:
        response["Cache-Control"] = "private, no-store"
    rows = csv.writer(response)
    rows.writerow(CSV_COLUMNS)
    for figure in Figure.objects.of(report):
        rows.writerow(
            [
                report.year,
                figure.section.anchor,
                safe(figure.name),
                figure.number,
                safe(figure.unit),
                int(figure.is_approximate),
                figure.approximation,
                figure.direction,
                int(figure.is_change),
                figure.compared_year or "",
                safe(figure.text),
                *("" if getattr(figure, part) is None else plain(getattr(figure, part)) for part in PARTS),
            ]
        )
    return response


@for_everybody
@require_safe
def figure_history(request, name):
    figures = list(Figure.objects.published().named(name))
    if not figures:
        raise Http404
    newest_first = figures[::-1]
    sections = list(dict.fromkeys(figure.section for figure in newest_first))
    context = {
        "name": newest_first[0].name,
        "years": by_year(figures),
        "charts": over_years(figures),
        "sections": sections,
        "is_any_said": any(section.suggestion_count for section in sections),
        "blocks": FIGURE_PAGE.made(newest_first),
    }
    return render(request, "reports/figure_history.html", context)
