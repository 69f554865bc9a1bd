"""A plain text becomes a report: outline, figures, and a title when the text has none."""

from django.utils.translation import gettext

from reports.importer.layout import outline
from reports.importer.limits import FIGURES, MOST, SECTIONS, hold, hold_text
from reports.importer.parsed import ParsedReport
from reports.importer.refusals import ImportRefused
from reports.importer.sums import doubt_sums
from reports.importer.tables import figures_of
from reports.importer.years import years_of

LONGEST_TITLE = 200


def parse(text, *, year=None, bureau, limits=MOST, tell=None):
    """The report in `text`; `year` overrides what the text says of itself. Raises ImportRefused.

    `tell(done, of)` is called on the way, with the characters that were read and those of all sections.

    A title that had to be made from the year and the bureau's name is marked, to be confirmed by a person.
    """
    hold_text(text, limits)
    read = outline(text, year=year)
    if not any(section.paragraphs for section in read.sections):
        raise ImportRefused(gettext("文件裡沒有可讀的段落，請核對後另選一份。"))
    _read_figures(read, limits, tell)
    title = read.title[:LONGEST_TITLE] or made_title(read.year, bureau)
    report = ParsedReport(title, read.year, read.sections, is_title_made=not read.title)
    doubt_sums(report)
    return report


def _read_figures(read, limits, tell):
    count, years = 0, years_of(read.sections, read.year)
    done, of = 0, sum(section.length for section in read.sections)
    for number, (section, year) in enumerate(zip(read.sections, years, strict=True), start=1):
        hold(limits, "sections", number, SECTIONS, section=section.label[:40])
        for figures in figures_of(section.paragraphs, year=year, heading=section.heading):
            section.figures += figures
            hold(limits, "figures", count + len(section.figures), FIGURES, section=section.label[:40])
        count += len(section.figures)
        done += section.length
        if tell:
            tell(done, of)


def made_title(year, bureau):
    """A title in the report's own language, whatever that of the reader is."""
    return f"{bureau}向市民報告" if year is None else f"{bureau}{year}年向市民報告"
