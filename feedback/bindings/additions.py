"""What bindings put into the frame: a mark at the number, and beside it what the records say, then and now."""

from itertools import groupby

from django.utils.translation import gettext

from feedback.bindings import ledger  # noqa: F401  reads again what the ledger says of them
from feedback.bindings.models import Binding, counted_together
from feedback.bindings.shown import by_figure
from portal.frame import FIGURE_MARKS, FIGURE_PAGE, SECTION_FOOT, Mark


@FIGURE_PAGE.block(7, "bindings/_figure.html")
def of_name(figures):
    bindings = Binding.objects.filter(figure__in=figures).for_list()
    return {"figures": by_figure(counted_together(bindings))}


@SECTION_FOOT.block(7, "bindings/_section_foot.html")
def section_feet(report, now):
    bindings = counted_together(Binding.objects.of_report(report))
    sections = groupby(bindings, key=lambda binding: binding.figure.section_id)
    return {section: {"figures": by_figure(own)} for section, own in sections}


def computed(report):
    """{key of a figure: its `Mark`} of those that are bound; the mark leads to the foot of the section."""
    bound = Binding.objects.filter(figure__section__report=report).values_list("figure", flat=True).distinct()
    label = gettext("由辦理記錄算出，看當時和現在的數")
    return {figure: Mark("∑", label, f"#records-{figure}") for figure in bound.order_by("figure")}


FIGURE_MARKS.add(10, computed)
