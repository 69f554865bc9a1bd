"""/figures/: figures through the years, one page for each series, and the list of all."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.fields.choices import LARGEST_KEY
from portal.files import spreadsheet
from portal.frame import FIGURE_PAGE
from portal.serving.pages import for_everybody
from reports.article.comparisons import over_years
from reports.article.standing import by_year
from reports.pages import views as pages
from reports.series import listing, queries, tables
from reports.series.forms import FiguresForm
from reports.series.models import Series
from reports.series.page import shown_differences
from reports.series.reading import lines_of

PER_PAGE = 60


@for_everybody
@require_safe
def figure_index(request):
    every = listing.entries()
    form = FiguresForm(request.GET, entries=every)
    chosen = form.chosen()
    page = Paginator(listing.narrowed(every, **chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "query": chosen["q"],
        "page": page,
        "entries": listing.with_newest(page.object_list),
        "every_count": len(every),
    }
    return render(request, "series/index.html", context)


@for_everybody
@require_safe
def figure_index_csv(request):
    return spreadsheet.download("figures", ["series", "name", *tables.COLUMNS], tables.rows_of_all(listing.entries()))


def _standing(pk):
    """The series of that number, be it by now another one."""
    series = Series.objects.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if not series:
        raise Http404
    return series.standing


def _told(series):
    """Its figures, or not found: what no published report tells is nobody's business yet."""
    figures = list(queries.figures_of(series))
    if not figures:
        raise Http404
    return figures


@for_everybody
@require_safe
def series_detail(request, pk):
    series = _standing(pk)
    figures = _told(series)
    if series.pk != pk:
        return redirect(series, permanent=True)
    newest_first, breaks = figures[::-1], list(series.breaks.all())
    sections = list(dict.fromkeys(figure.section for figure in newest_first))
    parts = queries.parts_of(series)
    context = {
        "series": series,
        "lines": lines_of(figures, breaks),
        "years": by_year(figures),
        "charts": over_years(figures),
        "differences": shown_differences(series, figures, breaks, parts),
        "parts": [part for part, points in parts.items() if points],
        "wholes": queries.wholes_of(series),
        "namesakes": queries.namesakes_of(figures),
        "sections": sections,
        "is_any_said": any(section.suggestion_count for section in sections),
        "blocks": FIGURE_PAGE.made(newest_first),
    }
    return render(request, "series/detail.html", context)


@for_everybody
@require_safe
def series_csv(request, pk):
    series = _standing(pk)
    figures = _told(series)
    if series.pk != pk:
        return redirect("series_csv", series.pk, permanent=True)
    rows = tables.rows_of(figures, list(series.breaks.all()))
    return spreadsheet.download(f"figures-{series.pk}", tables.COLUMNS, rows)


@for_everybody
@require_safe
def figure_history(request, name):
    """The address of a name, as it was before there were series: it leads to the one that tells it.

    A browser takes the year behind # along; where the name stands in one year alone, it is told.
    """
    series, years = queries.series_named(name)
    if not series:
        return pages.figure_history(request, name)
    year = f"#{years[0]}" if len(years) == 1 else ""
    return redirect(f"{series.get_absolute_url()}{year}", permanent=True)
