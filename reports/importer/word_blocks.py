"""The paragraphs, tables, text boxes and notes of a Word document as lines of text."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from portal.reading.simplified import one_script
from reports.importer.word_numbers import numberings

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
NAMES = """
p t tab br cr noBreakHyphen pPr rPr r tbl tr tc del moveFrom ins sdt sdtContent sdtPr txbxContent ruby rubyBase
footnoteReference endnoteReference footnote endnote vanish val id type pStyle numPr numId ilvl outlineLvl styleId
style basedOn name default trPr tcPr gridSpan gridBefore docPartGallery delText instrText
"""
W = {name: qn(f"w:{name}") for name in NAMES.split()}
GONE = {W["del"], W["moveFrom"], W["delText"], W["instrText"], W["pPr"], W["rPr"], W["sdtPr"], f"{MC}Fallback"}
LONGEST_MARKED = 100  # characters; a paragraph with an outline level that is longer is text
MOST_CELLS = 64
MOST_BASES = 20


class Reading:
    """A document being read: its styles and lists, the text boxes and notes met on the way."""

    def __init__(self, document):
        self._body = document.element.body
        self._styles = _styles(document.styles.element)
        self._numberings = numberings(_root(document.part, KIND.NUMBERING), document.styles.element)
        self._notes = {
            W["footnoteReference"]: _notes(_root(document.part, KIND.FOOTNOTES), W["footnote"]),
            W["endnoteReference"]: _notes(_root(document.part, KIND.ENDNOTES), W["endnote"]),
        }
        self._referred, self._boxes, self._open = [], [], ""

    def lines(self):
        """The lines of the document in order; its headings carry Markdown marks."""
        is_simplified = any(self._notes.values())
        for line in self._blocks(self._body):
            is_simplified = is_simplified and one_script(line) == line
            yield line
        if self._referred:
            yield "注释" if is_simplified else "註釋"
        for number, note in enumerate(self._referred, start=1):
            text = "".join(self._paragraph_text(paragraph) for paragraph in note.iter(W["p"])).strip()
            yield f"[{number}] {text}"

    def _blocks(self, parent):
        """The lines of what stands in a body, a cell, a content control or a text box."""
        for element in parent.iterchildren():
            if element.tag == W["p"]:
                yield from self._paragraph(element)
            elif element.tag == W["tbl"]:
                yield from self._table(element)
            elif element.tag == W["sdt"] and not _is_contents(element):
                for content in element.iterchildren(W["sdtContent"]):
                    yield from self._blocks(content)
            elif element.tag not in GONE and element.tag != W["sdt"]:
                yield from self._blocks(element)

    def _paragraph(self, paragraph):
        text = self._open + self._paragraph_text(paragraph)
        boxes, self._boxes = self._boxes, []
        if _is_joined_to_next(paragraph):
            self._open = text
            return
        self._open = ""
        style = self._style_of(paragraph)
        if not re.fullmatch(r"toc \d|table of figures", style.name):
            number = self._number_of(paragraph, style) if text.strip() else ""
            yield _marked(f"{number}{text.lstrip() if number else text}", paragraph, style)
        for box in boxes:
            yield from self._blocks(box)

    def _paragraph_text(self, element):
        return "".join(self._texts(element))

    def _texts(self, parent):
        for element in parent.iterchildren():
            tag = element.tag
            if tag in (W["t"], MATHS):
                yield element.text or ""
            elif tag == W["tab"]:
                yield " "
            elif tag in (W["br"], W["cr"]):
                yield "\n" if element.get(W["type"]) is None else ""
            elif tag == W["noBreakHyphen"]:
                yield "-"
            elif tag == W["txbxContent"]:
                self._boxes.append(element)
            elif tag in self._notes:
                note = self._notes[tag].pop(element.get(W["id"]), None)
                if note is not None:
                    self._referred.append(note)
            elif tag == W["ruby"]:
                for base in element.iterchildren(W["rubyBase"]):
                    yield from self._texts(base)
            elif isinstance(tag, str) and tag not in GONE and not (tag == W["r"] and _is_hidden(element)):
                yield from self._texts(element)

    def _style_of(self, paragraph):
        named = paragraph.find(f"{W['pPr']}/{W['pStyle']}")
        return self._styles.get(None if named is None else named.get(W["val"]), self._styles[None])

    def _number_of(self, paragraph, style):
        own = paragraph.find(f"{W['pPr']}/{W['numPr']}")
        number, level = (None, None) if own is None else _numbered(own)
        if number is None:
            number, at = style.numbered
            by_style = self._numberings.by_style.get(style.id)
            if by_style and number in (None, by_style[0]):
                number, at = by_style
            level = level if level is not None else at
        return self._numberings.number(number, level or 0) if number not in (None, "0") else ""

    def _in_cell(self, cell):
        return [] if cell is None else [line for line in self._blocks(cell) if line.strip()]

    def _table(self, table):
        """Rows of cells parted by tabs; a table of one column only lays out what stands in it."""
        rows = [row for row in table.iterchildren(W["tr"]) if row.find(f"{W['trPr']}/{W['del']}") is None]
        rows = [[*_cells(row)] for row in rows]
        if all(len(row) < 2 for row in rows):
            for row in rows:
                for cell, _span in row:
                    yield from self._in_cell(cell)
            return
        for row in rows:
            read = [(self._in_cell(cell), span) for cell, span in row]
            if len(read) == 1 and any("。" in line for line in read[0][0]):
                yield from read[0][0]  # text across the whole table
                continue
            cells = []
            for lines, span in read:
                told = " ".join(line.lstrip("# ") for line in lines)
                cells += [re.sub(r"\s+", " ", told).strip()] + [""] * (min(span, MOST_CELLS) - 1)
            if any(cells):
                yield "\t".join(cells[:MOST_CELLS]) if any(cells[1:]) else f"{cells[0]}\t"


class _Style:
    def __init__(self, id_, name="", base=None, level=None, numbered=(None, None)):
        self.id, self.name, self.base, self.level, self.numbered = id_, name, base, level, numbered


def _styles(element):
    """The styles of paragraphs by their ids, the default's by None; what a style leaves open its base tells."""
    styles, default = {}, _Style(None)
    for style in element.iterchildren(W["style"]):
        if style.get(W["type"]) != "paragraph":
            continue
        own = style.find(f"{W['pPr']}/{W['numPr']}")
        level = style.find(f"{W['pPr']}/{W['outlineLvl']}")
        read = _Style(
            style.get(W["styleId"]),
            (_val(style.find(W["name"])) or "").lower(),
            _val(style.find(W["basedOn"])),
            _val(level),
            (None, None) if own is None else _numbered(own),
        )
        styles.setdefault(read.id, read)
        if style.get(W["default"]) in {"1", "true", "on"}:
            default = read
    for style in styles.values():
        base, steps = styles.get(style.base), 0
        while base is not None and steps < MOST_BASES:
            style.level = style.level or base.level or _level_named(base.name)
            if style.numbered[0] is None:
                style.numbered = base.numbered[0], style.numbered[1] or base.numbered[1]
            base, steps = styles.get(base.base), steps + 1
    return {**styles, None: default}


def _marked(text, paragraph, style):
    """A heading with Markdown marks: by its style's name, or by the level it has in the document's outline."""
    words = text.strip()
    if not words:
        return text
    if style.name == "title":
        return f"# {words}"
    level = _level_named(style.name)
    if level is None and len(words) <= LONGEST_MARKED:
        level = _val(paragraph.find(f"{W['pPr']}/{W['outlineLvl']}")) or style.level
    if level is None or not re.fullmatch("[0-8]", level):
        return text
    return f"{'#' * min(int(level) + 2, 6)} {words}"


def _level_named(name):
    heading = re.fullmatch(r"(?:heading|标题|標題) ([1-9])", name)
    return str(int(heading[1]) - 1) if heading else None


def _numbered(properties):
    """(number of the list, level) of a numPr element, None for what it leaves open."""
    number, level = _val(properties.find(W["numId"])), _val(properties.find(W["ilvl"]))
    return number, int(level) if level is not None and level.isdigit() else None


def _cells(row):
    """(cell, how many columns it spans) of a row, those in content controls too; None where it begins further right."""
    before = _val(row.find(f"{W['trPr']}/{W['gridBefore']}"))
    if before is not None and re.fullmatch(r"[1-9]\d?", before):
        yield None, int(before)
    for element in row.iterchildren():
        if element.tag == W["tc"]:
            span = _val(element.find(f"{W['tcPr']}/{W['gridSpan']}"))
            yield element, int(span) if span is not None and re.fullmatch(r"[1-9]\d?", span) else 1
        elif element.tag in (W["sdt"], W["sdtContent"], W["ins"]):
            yield from _cells(element)


def _is_contents(control):
    """Whether a content control holds the table of contents."""
    gallery = control.find(f"{W['sdtPr']}//{W['docPartGallery']}")
    return gallery is not None and _val(gallery) == "Table of Contents"


def _is_hidden(run):
    vanish = run.find(f"{W['rPr']}/{W['vanish']}")
    return vanish is not None and _val(vanish) not in {"0", "false", "off"}


def _is_joined_to_next(paragraph):
    """Whether the end of a paragraph was deleted, so that the next one goes on in it."""
    return paragraph.find(f"{W['pPr']}/{W['rPr']}/{W['del']}") is not None


def _val(element):
    return None if element is None else element.get(W["val"])


def _root(part, kind):
    """The root of the part that this one relates to, or None."""
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            target = relation.target_part
            return getattr(target, "element", None) if hasattr(target, "element") else parse_xml(target.blob)
    return None


def _notes(root, tag):
    """The notes by their ids; those that only draw the line above them are of a type."""
    if root is None:
        return {}
    return {note.get(W["id"]): note for note in root.iterchildren(tag) if note.get(W["type"]) in (None, "normal")}
