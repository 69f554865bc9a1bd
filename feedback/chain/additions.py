"""Where a chain is entered: at each of its ends that hangs together with something."""

from feedback.chain.ends import Kind, chain_address
from feedback.commitments.models import Commitment
from feedback.measures.models import Measure
from portal.frame import COMMITMENT_PAGE, FIGURE_PAGE, MEASURE_PAGE, SECTION_FOOT, SUGGESTION_PAGE


@SECTION_FOOT.block(40, "chain/_way.html")
def from_sections(report, now):
    """Of each section in which something was promised, or that has measures."""
    keys = {
        *Measure.objects.public().filter(section__report=report).order_by().values_list("section", flat=True),
        *Commitment.objects.public().filter(section__report=report).order_by().values_list("section", flat=True),
    }
    if not keys:
        return {}
    ways = {}
    for section in report.sections.all():
        if section.pk in keys:
            section.report = report
            ways[section.pk] = {"ways": [("", chain_address(Kind.SECTION, section))]}
    return ways


@FIGURE_PAGE.block(40, "chain/_way.html")
def from_figures(figures):
    """From those of this name that are evidence of a measure, each with the year of its report."""
    shown = Measure.objects.public().filter(evidence__figure__in=figures).order_by()
    keys = {*shown.values_list("evidence__figure", flat=True)}
    return {"ways": [(row.section.report.year, chain_address(Kind.FIGURE, row)) for row in figures if row.pk in keys]}


@COMMITMENT_PAGE.block(40, "chain/_way.html")
def from_commitment(commitment, now):
    return {"ways": [("", chain_address(Kind.COMMITMENT, commitment))]}


@MEASURE_PAGE.block(40, "chain/_way.html")
def from_measure(measure, now):
    return {"ways": [("", chain_address(Kind.MEASURE, measure))]}


@SUGGESTION_PAGE.block(25, "chain/_way.html")
def from_suggestion(suggestion, now):
    """Where it is answered by a measure, or its answer promised something; of a stub nothing."""
    main = suggestion.main_or_self
    if not (suggestion.is_public and main.is_public):
        return {"ways": []}
    promised = Commitment.objects.public().filter(reply__suggestion=main.pk)
    is_any = Measure.objects.public().answering(suggestion).exists() or promised.exists()
    return {"ways": [("", chain_address(Kind.SUGGESTION, suggestion))] if is_any else []}
