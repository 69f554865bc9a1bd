"""The text of a Word file, measured before it is taken apart: what a reader of the finished document would see.

Paragraphs with the numbers that Word puts before them, insertions without deletions, the words of content controls
and text boxes, tables as rows whose cells are parted by tabs, and footnotes as notes at the end.
"""

import io
import zipfile

from django.utils.translation import gettext_lazy as _
from docx import Document

from reports.importer.limits import CHARACTERS, hold
from reports.importer.word_blocks import Reading

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
    for line in Reading(Document(io.BytesIO(data))).lines():
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
