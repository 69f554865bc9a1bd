"""The text of printed pages."""

from portal.reading.simplified import one_script
from reports.importer.printed.columns import in_order
from reports.importer.printed.edges import usual_size, without_notes, without_running_heads
from reports.importer.printed.lines import lines_of
from reports.importer.printed.paragraphs import mark_rows, paragraphs_of


def text_of(pages):
    """The text of pages, each (width, height, runs); a run is (text, left, right, base line, size)."""
    read = [lines_of(runs, number) for number, (_width, _height, runs) in enumerate(pages)]
    heights = [height for _width, height, _runs in pages]
    usual = usual_size(read)
    read = without_running_heads(read, heights, usual)
    read, notes = without_notes(read, usual)
    lines = in_order(read)
    mark_rows(lines)
    text = paragraphs_of(lines)
    if notes:
        whole = "".join(text)
        text += ["注释" if one_script(whole) == whole else "註釋", *paragraphs_of(notes)]
    return "\n".join(text)
