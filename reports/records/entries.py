"""The entries of reports in the search index: sections and figures, of drafts as well.

Who may read a report is asked of the report itself, each time: so publishing and withdrawing hold at once and have
nothing to write here.
"""

from portal.search.index import Entry, row_of


class SectionEntry(Entry):
    section = row_of("reports.Section", "entry")


class FigureEntry(Entry):
    figure = row_of("reports.Figure", "entry")


def section_text(section):
    return "\n".join([section.heading, *section.paragraphs])


def figure_text(figure):
    """Name and number, as the report wrote it and in plain digits."""
    return "\n".join([figure.name, figure.text, f"{figure.number}{figure.unit}"])


def reindex(sections):
    """Write the entries of `sections` and of their figures anew."""
    SectionEntry.objects.put({section.pk: {"whole": section_text(section)} for section in sections})
    figures = [figure for section in sections for figure in section.figures.all()]
    FigureEntry.objects.put({figure.pk: {"whole": figure_text(figure)} for figure in figures})
