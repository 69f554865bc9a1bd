"""A paper as a Word document, of A4 across: what may be carried out of the house, so titles as they were released."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATIN, CHINESE = "Times New Roman", "仿宋"
LONG, SHORT, MARGIN = Mm(297), Mm(210), Mm(18)


def document(paper, stamp):
    """The bytes of it; `stamp` says who made it, when, and that it is not for everybody."""
    made = Document()
    _lay_out(made)
    made.core_properties.title, made.core_properties.author = paper.title, ""
    made.core_properties.comments = ""
    made.add_heading(paper.title, 1)
    made.add_paragraph(stamp)
    for sentence in paper.sentences:
        made.add_paragraph(sentence)
    for table in paper.tables:
        made.add_heading(table.title, 2)
        if not table.rows:
            made.add_paragraph(table.empty)
            continue
        _add(made, table)
        for told in filter(None, (table.more, *table.notes)):
            made.add_paragraph(told)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _lay_out(made):
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, LONG, SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name, size in (("Normal", 10.5), ("Heading 1", 18), ("Heading 2", 13)):
        style = made.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), CHINESE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add(made, table):
    """By rows of cells taken once: asked for one by one, each costs a walk through the table."""
    drawn = made.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    headings = [column.heading for column in table.columns]
    for number, (row, told) in enumerate(
        zip(drawn.rows, [headings, *([cell.text for cell in row] for row in table.rows)], strict=True)
    ):
        for cell, text, column in zip(row.cells, told, table.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = number == 0
            if column.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    drawn.rows[0]._tr.get_or_add_trPr().append(_repeated())


def _repeated():
    """That a row stands at the head of each page of its table."""
    return OxmlElement("w:tblHeader")
