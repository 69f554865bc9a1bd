"""The text of a PDF. A small file may ask for any amount of work: a meter adds that up before any of it is done.

pypdf measures, since it says what is in a file without drawing it; pdfium reads, since it knows where words stand, in
a process of its own.
"""

import io
import re
from collections import Counter

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from portal.pictures.drawing import CannotDraw, words
from reports.importer.limits import CHARACTERS, MOST, hold
from reports.importer.printed import text_of
from reports.importer.refusals import ImportRefused, TooLarge

PAGES = _("PDF 超過 %(most)s 頁，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。")
LARGEST_STREAM = 8 * 1024 * 1024  # bytes, without its compression
MOST_DEPTH = 20  # of forms within forms
SHOWING = (b"Tj", b"TJ", b"Do", b"'", b'"')  # the operators without which a page shows no text
# A step of work is about what one operator costs. So many bytes of a page, of a font's table, make one.
PAGE_BYTES, TABLE_BYTES = 5, 16
STEPS_PER_FONT = 200
STEPS_PER_RANGED = 3  # for each character that a range names
CODE = re.compile(rb"<([0-9A-Fa-f]{1,8})>|[\[\]]")
DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def pdf_text(data, limits):
    """The text of the PDF in `data`; raises ImportRefused, and whatever a broken file leads to."""
    bounds = {
        f"{kind}_maximum_output_length": LARGEST_STREAM for kind in ("zlib", "lzw", "run_length", "array_based_stream")
    }
    with apply_configuration(
        **bounds,
        stream_parsing_work_maximum_count=LARGEST_STREAM // PAGE_BYTES,
        page_tree_maximum_entries=10 * MOST.pages,
    ):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportRefused(gettext("PDF 有密碼保護，不能讀取，請去掉密碼再上傳。"))
        hold(limits, "pages", len(reader.pages), PAGES)
        _measure(reader, limits)
    try:
        pages = words(data, most=MOST.characters)
    except CannotDraw as error:
        raise ImportRefused(gettext("現在不能讀取 PDF，請過一會兒再上傳，或改用 Word 文件。")) from error
    if pages is None:
        raise ImportRefused(gettext("文件已損壞或格式不符，不能讀取，請打開後另存，再上傳。"))
    hold(limits, "characters", sum(len(run[0]) for _width, _height, runs in pages for run in runs), CHARACTERS)
    text = text_of(pages)
    if not re.search(r"\w", text):
        raise ImportRefused(gettext("PDF 裡只有圖像，沒有文字；請先作文字識別，或改用 Word 文件。"))
    return text


def _measure(reader, limits):
    meter = Meter(limits)
    for meter.page, page in enumerate(reader.pages, start=1):
        try:
            contents = page.get_contents()
            meter.weigh(page, contents.get_data() if contents is not None else b"")
        except LimitReachedError as error:
            raise meter.refusal() from error


class Meter:
    """Adds up the work of drawing pages before it is done, and refuses at the limit."""

    def __init__(self, limits):
        self.left, self.page = limits.work, 0
        self._is_final = limits.work >= MOST.work
        self._weighed = {}  # by the identity of a font or form: (the object itself, so that it stays, its weight)

    def refusal(self):
        if not self._is_final:
            return TooLarge()
        return ImportRefused(
            gettext("PDF 第 %(page)s 頁的內容過於複雜，沒有讀取；請改用 Word 文件，或另存為文本文件。")
            % {"page": self.page}
        )

    def spend(self, steps):
        self.left -= steps
        if self.left < 0:
            raise self.refusal()

    def weigh(self, page, data):
        """What drawing a page costs: its operators, its fonts, and each form as often as it is drawn."""
        if any(operator in data for operator in SHOWING):
            self.spend(self._drawing(data, _resolved(page.get("/Resources")), depth=0))

    def _drawing(self, data, resources, depth):
        forms = {name: form for name, form in _named(resources, "/XObject") if form.get("/Subtype") == "/Form"}
        steps = len(data) // PAGE_BYTES + self._fonts(resources, depth)
        if not forms:
            return steps
        if depth > MOST_DEPTH:
            raise self.refusal()
        drawn = Counter(name.decode("latin-1") for name in DRAWN.findall(data))
        for name, form in forms.items():
            steps += drawn[name] * self._weight(form, self._form, depth + 1)
        return steps

    def _weight(self, thing, weigh, depth):
        """Each thing is weighed once; while it is, and drawn within itself, it weighs nothing more."""
        if id(thing) not in self._weighed:
            self._weighed[id(thing)] = thing, 0
            self._weighed[id(thing)] = thing, weigh(thing, depth)
            self.spend(1)
        return self._weighed[id(thing)][1]

    def _form(self, form, depth):
        data = form.get_data()
        self.spend(len(data) // PAGE_BYTES)  # at once: many large ones are not all unpacked first
        return self._drawing(data, _resolved(form.get("/Resources")), depth)

    def _fonts(self, resources, depth):
        return sum(self._weight(font, self._font, depth) for _name, font in _named(resources, "/Font"))

    def _font(self, font, depth):
        """A font, with the drawings that are the letters of some."""
        letters = [letter for _name, letter in _named(font, "/CharProcs") if hasattr(letter, "get_data")]
        if letters and depth > MOST_DEPTH:
            raise self.refusal()
        resources, steps = _resolved(font.get("/Resources")), _font(font)
        for letter in letters:
            data = letter.get_data()
            self.spend(len(data) // PAGE_BYTES)
            steps += self._drawing(data, resources, depth + 1)
        return steps


def _font(font):
    """What reading a font costs: each entry of its table of characters, and of its list of widths."""
    steps = STEPS_PER_FONT + len(_resolved(font.get("/Widths")) or ())
    table = _resolved(font.get("/ToUnicode"))
    if hasattr(table, "get_data"):
        written = table.get_data()
        blocks = (block.partition(b"endbfrange")[0] for block in written.split(b"beginbfrange")[1:])
        steps += len(written) // TABLE_BYTES + sum(map(_ranges, blocks))
    for part in _resolved(font.get("/DescendantFonts")) or ():
        widths = _resolved(_resolved(part).get("/W")) or ()
        steps += sum(len(group) if isinstance(group, list) else 1 for group in map(_resolved, widths))
    return steps


def _ranges(block):
    """What the ranges of a table cost: each is <first> <last> and where it leads, one code or a list of them."""
    steps, codes, is_listing = 0, [], False
    for token in CODE.finditer(block):
        if token[1] is None:
            is_listing = token[0] == b"["
        elif not is_listing:
            codes.append(int(token[1], 16))
        if len(codes) == 3 or (len(codes) == 2 and is_listing):
            steps += STEPS_PER_RANGED * max(codes[1] - codes[0], 0)
            codes = []
    return steps


def _named(resources, kind):
    """(name without its slash, thing) of the resources of a kind."""
    entries = _resolved((resources or {}).get(kind)) or {}
    found = ((name[1:], _resolved(entries.raw_get(name))) for name in entries)
    return [(name, thing) for name, thing in found if isinstance(thing, dict)]


def _resolved(thing):
    return thing.get_object() if hasattr(thing, "get_object") else thing
