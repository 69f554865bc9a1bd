"""The text of a web page that was saved: its headings with Markdown marks, its tables as rows, each block a line."""

import re

from lxml import html

from reports.importer.limits import hold
from reports.importer.word import TAGS

BEFORE = r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?"
IS_PAGE = re.compile(BEFORE + r"<(?:!doctype\s+html|html|head|body|meta)[\s>]", re.IGNORECASE | re.DOTALL)
IS_PIECE = re.compile(BEFORE + r"<(?:div|p|table|h[1-6]|article|section)[\s>]", re.IGNORECASE | re.DOTALL)
LEFT_OUT = {"script", "style", "noscript", "template", "head", "nav", "button", "select", "textarea", "iframe", "svg"}
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
    "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "tt", "o:p", "data", "var",
}  # fmt: skip
HEADING = re.compile(r"h([1-6])")
DEEPEST = 200


def is_page(text):
    """Whether a text is written in HTML, and not Markdown that begins with a tag."""
    if IS_PAGE.match(text[:5_000]):
        return True
    return IS_PIECE.match(text[:5_000]) is not None and 2 * text.count("</") >= text.count("\n")


def page_text(text, limits):
    hold(limits, "tags", text.count("<"), TAGS)
    # What it says of its encoding was true of its bytes, not of this text.
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text))
    written = _Lines()
    _write(root, written, 0)
    return "\n".join(written.done())


class _Lines:
    def __init__(self):
        self._lines, self._words = [], []

    def add(self, words):
        self._words.append(words or "")

    def end(self, marks=""):
        line = re.sub(r"\s+", " ", "".join(self._words)).strip()
        self._words = []
        if line:
            self._lines.append(f"{marks}{line}")

    def row(self, cells):
        self.end()
        if any(cells):
            self._lines.append("\t".join(cells))

    def done(self):
        self.end()
        return self._lines


def _write(element, written, depth):
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in LEFT_OUT or depth > DEEPEST:
        return
    cells = [cell for cell in element if cell.tag in ("td", "th")] if tag == "tr" else []
    if len(cells) > 1 and not any(cell.xpath("count(.//p|.//table) > 2") for cell in cells):
        written.row([re.sub(r"\s+", " ", cell.text_content()).strip() for cell in cells])
        return
    is_block = tag not in INLINE
    if is_block:
        written.end()
    written.add(element.text)
    for child in element:
        _write(child, written, depth + 1)
        written.add(child.tail)
    heading = HEADING.fullmatch(tag)
    if is_block:
        written.end("#" * int(heading[1]) + " " if heading else "")
