"""What measures put into the frame: at sections, figures, promises, suggestions, units, districts, the first page."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.measures import ledger  # noqa: F401  reads again what the ledger says of them
from feedback.measures.listing import dressed, measures_address
from feedback.measures.models import Measure
from portal.frame import (
    COMMITMENT_PAGE,
    DISTRICT_PAGE,
    FIGURE_PAGE,
    FIRST_PAGE,
    MAP_PAGES,
    SECTION_FOOT,
    SITEMAP_PAGES,
    SITEMAPS,
    STATUS_PAGE,
    SUGGESTION_PAGE,
    UNIT_PAGE,
    Page,
    Sitemap,
)

LATEST = 3
MOST_OF_A_PLACE = 5
MOST_OF_ONE = 20

measures = Page("measure_list", _("您說，我們做"))

MAP_PAGES["suggestions"].add(37, measures)
SITEMAP_PAGES.add(38, measures)


class Measures(Sitemap):
    section = "measures"

    def items(self):
        return Measure.objects.public().order_by("pk")


SITEMAPS.add(67, Measures)


@FIRST_PAGE.block(40, "measures/_home.html")
def latest_measures(now):
    return {"measures": dressed(Measure.objects.public().with_numbers().in_order()[:LATEST])}


@SECTION_FOOT.block(30, "measures/_section_foot.html")
def measures_of_sections(report, now):
    found = {}
    for measure in Measure.objects.public().filter(section__report=report).in_order():
        found.setdefault(measure.section_id, {"measures": []})["measures"].append(measure)
    return found


@FIGURE_PAGE.block(30, "measures/_of_figure.html")
def measures_of_figures(figures):
    """Those of which one of these figures is evidence."""
    shown = Measure.objects.public().filter(evidence__figure__in=figures).distinct()
    return {"measures": dressed(shown.in_order()[:MOST_OF_ONE])}


@COMMITMENT_PAGE.block(30, "measures/_of_commitment.html")
def measures_of_commitment(commitment, now):
    shown = Measure.objects.public().filter(commitment=commitment)
    return {"measures": dressed(shown.with_numbers().in_order()[:MOST_OF_ONE])}


@SUGGESTION_PAGE.block(22, "measures/_of_suggestion.html")
def measures_of_suggestion(suggestion, now):
    """Of a stub nothing: what answers it would say what it is about."""
    is_told = suggestion.is_public and suggestion.main_or_self.is_public
    return {"measures": _answering(suggestion) if is_told else []}


@STATUS_PAGE.block(22, "measures/_of_suggestion.html")
def measures_with_receipt(suggestion, now):
    return {"measures": _answering(suggestion), "is_own": True}


@UNIT_PAGE.block(30, "measures/_of_place.html")
def measures_of_unit(unit, now):
    return _of_place(Q(unit=unit), measures_address(unit=unit.code))


@DISTRICT_PAGE.block(30, "measures/_of_place.html")
def measures_of_district(district, now):
    return _of_place(Q(district=district), measures_address(district=district.code))


def _answering(suggestion):
    return dressed(Measure.objects.public().answering(suggestion)[:MOST_OF_ONE])


def _of_place(condition, address):
    newest = Measure.objects.public().filter(condition).with_numbers().in_order()[:MOST_OF_A_PLACE]
    return {"measures": dressed(newest), "address": address}
