"""A plain text becomes a report: outline, figures, and a title when the text has none."""

from django.utils.translation import gettext as _

from reports.importer.figures import figures_in
from reports.importer.layout import outline
from reports.importer.parsed import ParsedReport
from reports.importer.refusals import ImportRefused

LONGEST_TITLE = 200
LONGEST_TEXT = 200_000
MOST_LINES = 3_000


def parse(text, *, year=None, bureau):
    """The report in `text`; `year` overrides what the text says of itself. Raises ImportRefused.

    A title that had to be made from the year and the bureau's name is marked, to be confirmed by a person.
    """
    if len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES:
        raise ImportRefused(_("文件裡的文字超過二十萬字或三千行，不像是一份報告。"))
    read = outline(text, year=year)
    if not any(section.paragraphs for section in read.sections):
        raise ImportRefused(_("文件裡沒有可讀的段落。"))
    for section in read.sections:
        for place, paragraph in enumerate(section.paragraphs):
            section.figures += figures_in(paragraph, year=read.year, heading=section.heading, paragraph=place)
    title = read.title[:LONGEST_TITLE] or made_title(read.year, bureau)
    return ParsedReport(title, read.year, read.sections, is_title_made=not read.title)


def made_title(year, bureau):
    """A title in the report's own language, whatever that of the reader is."""
    return f"{bureau}向市民報告" if year is None else f"{bureau}{year}年向市民報告"
