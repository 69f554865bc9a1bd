"""The text of a Word file, measured before it is taken apart."""

import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.table import Table, _Cell

from reports.importer.limits import CHARACTERS, hold

UNPACKED = _("文件解壓後過大，沒有讀取；請刪去圖片，另存後再上傳。")
TAGS = _("文件的排版標記過多，沒有讀取；請另存為文本文件，再導入。")
AT_ONCE_BYTES = 1024 * 1024


def word_text(data, limits):
    """The text of the Word file in `data`; raises ImportRefused, and whatever a broken file leads to."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        # No part gives more than it claims here.
        hold(limits, "unpacked", sum(part.file_size for part in parts), UNPACKED)
        _count_tags(archive, parts, limits)
    lines, characters = [], 0
    for line in _blocks(Document(io.BytesIO(data))):
        characters += len(line) + 1
        hold(limits, "characters", characters, CHARACTERS)
        lines.append(line)
    return "\n".join(lines)


def _count_tags(archive, parts, limits):
    """Each tag becomes an object when the file is taken apart, many times its size in the file."""
    tags = 0
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(part) as file:
            while piece := file.read(AT_ONCE_BYTES):
                tags += piece.count(b"<")
                hold(limits, "tags", tags, TAGS)


def _blocks(document):
    """The paragraphs and table rows of a Word file in order; its headings carry Markdown marks."""
    names = _style_names(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # Not `row.cells`: that repeats a cell for every column it spans, and a file may claim millions.
                texts = (_Cell(cell, block).text.strip() for cell in row._tr.tc_lst)
                yield "　".join(text for text in texts if text)
            continue
        style = names.get(block._p.style, names[None])
        heading = re.fullmatch(r"heading (\d)", style)
        text = block.text.strip()
        if style == "title" and text:
            yield f"# {text}"
        elif heading and text:
            yield f"{'#' * min(int(heading[1]) + 1, 6)} {text}"
        else:
            yield block.text


def _style_names(document):
    """The names of the styles of paragraphs by their ids, the default's by None.

    Not `paragraph.style`: that looks through all styles for every paragraph.
    """
    default = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    plain = (default.name or "").lower() if default is not None else ""
    names = {}
    for style in document.styles.element.style_lst:
        is_known = style.type == WD_STYLE_TYPE.PARAGRAPH
        names.setdefault(style.styleId, (style.name_val or "").lower() if is_known else plain)
    return {**names, None: plain}
