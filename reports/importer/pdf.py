"""The text of a PDF, drawn page by page under a meter: a small file may ask for any amount of work."""

import io
import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from reports.importer.limits import CHARACTERS, MOST, hold
from reports.importer.refusals import ImportRefused, TooLarge

PAGES = _("PDF 超過 %(most)s 頁，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。")
LARGEST_STREAM = 8 * 1024 * 1024  # bytes, without its compression
MOST_FORMS = 1_000  # drawn on one page
SHOWING = (b"Tj", b"TJ", b"Do", b"'", b'"')  # the operators without which a page shows no text
# A step of work is about what one operator costs. So many bytes of a page, of a font's table, make one.
PAGE_BYTES, TABLE_BYTES = 5, 16
STEPS_PER_FONT = 200
STEPS_PER_RANGED = 3  # for each character that a range names
CODE = re.compile(rb"<([0-9A-Fa-f]{1,8})>|[\[\]]")
PAGE_NUMBER = re.compile(r"[-—－\s]*(?:第\s*)?\d{1,3}\s*(?:[页頁])?[-—－\s]*")
LONGEST_PAGE_NUMBER = 20
NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、]")


def pdf_text(data, limits):
    """The text of the PDF in `data`; raises ImportRefused, and whatever a broken file leads to."""
    bounds = {
        f"{kind}_maximum_output_length": LARGEST_STREAM for kind in ("zlib", "lzw", "run_length", "array_based_stream")
    }
    with apply_configuration(
        **bounds,
        stream_parsing_work_maximum_count=LARGEST_STREAM // PAGE_BYTES,
        page_tree_maximum_entries=10 * MOST.pages,
        xform_maximum_invocations_per_extraction=MOST_FORMS,
    ):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportRefused(gettext("PDF 有密碼保護，不能讀取，請去掉密碼再上傳。"))
        hold(limits, "pages", len(reader.pages), PAGES)
        pages = list(_texts(reader, limits))
    if not re.search(r"\w", "".join(pages)):
        raise ImportRefused(gettext("PDF 裡只有圖像，沒有文字；請先作文字識別，或改用 Word 文件。"))
    return unwrapped("\n".join(pages))


def _texts(reader, limits):
    meter, characters = Meter(limits), 0
    for meter.page, page in enumerate(reader.pages, start=1):
        try:
            text = _text(page, meter)
        except LimitReachedError as error:
            raise meter.refusal() from error
        characters += len(text)
        hold(limits, "characters", characters, CHARACTERS)
        yield text


def _text(page, meter):
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    if not any(operator in data for operator in SHOWING):
        return ""
    meter.begin(page, data)
    return page.extract_text(visitor_operand_before=meter.count)


class Meter:
    """Counts the work of drawing pages, before and while it is done, and refuses at the limit."""

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

    def begin(self, page, data):
        """A page that is about to be drawn: its fonts are read first, those of a form each time it is drawn."""
        self._forms, self._heaviest_form = 0, 0
        self.spend(len(data) // PAGE_BYTES)
        resources = _resolved(page.get("/Resources"))
        self.spend(self._fonts(resources))
        waiting, seen = [resources], set()
        while waiting:
            for form in _entries(waiting.pop(), "/XObject"):
                if id(form) in seen or form.get("/Subtype") != "/Form":
                    continue
                seen.add(id(form))
                self.spend(1)
                self._heaviest_form = max(self._heaviest_form, self._weight(form, self._form))
                waiting.append(_resolved(form.get("/Resources")))

    def count(self, operator, operands, *matrices):
        """An operator that is about to be drawn."""
        steps = 1
        if operator in (b"Tj", b"TJ", b"'", b'"') and operands:
            shown = operands[-1] if isinstance(operands[-1], list) else operands
            steps += len(shown) + sum(len(part) for part in shown if isinstance(part, (str, bytes)))
        elif operator == b"Do":
            self._forms += 1
            steps += self._heaviest_form
            if self._forms > MOST_FORMS:
                raise self.refusal()
        self.spend(steps)

    def _weight(self, thing, weigh):
        if id(thing) not in self._weighed:
            self._weighed[id(thing)] = thing, weigh(thing)
        return self._weighed[id(thing)][1]

    def _form(self, form):
        return len(form.get_data()) // PAGE_BYTES + self._fonts(_resolved(form.get("/Resources")))

    def _fonts(self, resources):
        return sum(self._weight(font, _font) for font in _entries(resources, "/Font"))


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


def _entries(resources, kind):
    entries = _resolved((resources or {}).get(kind)) or {}
    found = (_resolved(entries.raw_get(name)) for name in entries)
    return [entry for entry in found if isinstance(entry, dict)]


def _resolved(thing):
    return thing.get_object() if hasattr(thing, "get_object") else thing


def unwrapped(text):
    """Paragraphs out of the printed lines of a PDF: a full line that ends no sentence goes on in the next one."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if len(line) > LONGEST_PAGE_NUMBER or not PAGE_NUMBER.fullmatch(line)]
    full = max(map(_width, lines), default=0) * 0.75
    paragraphs, is_open = [], False
    for line in lines:
        if is_open and line and not NUMBERED.match(line):
            paragraphs[-1].append(line)
        elif line:
            paragraphs.append([line])
        is_open = bool(line) and _width(line) >= full and line[-1] not in "。！？：；!?"
    return "\n".join(map("".join, paragraphs))


def _width(line):
    """How wide a line is printed, in Chinese characters."""
    return sum(0.5 if ord(character) < 128 else 1 for character in line)
