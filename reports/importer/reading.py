"""Files become plain text: txt, Markdown, docx and PDF, in UTF-8, UTF-16, GB18030 or Big5."""

import io
import re
import unicodedata
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _
from docx import Document
from docx.table import Table, _Cell
from pypdf import PdfReader

from portal.characters import INVISIBLE
from reports.importer.refusals import ImportRefused

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PAGES = 400
TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ""}

# What Chinese prose of either script is full of. A text read in the wrong encoding is full of rarities instead.
FREQUENT = set(
    "，。、；：「」“”（）《》的一是了不在有人和中大上為为年全市公安機机關关民工作開开展發发起件處处理通過过動动及對对"
    "行實实現现個个新建設设治安道路交重點点與与法戶户籍強强化服務务社會会案推進进提升高以到日月成本地元萬万億亿"
    "我們们這这他來来國国說说時时就要可也子生學学報报告領领域平台群眾众警察將将並并各項项等後后自"
)
PAGE_NUMBER = re.compile(r"[-—－\s]*(?:第\s*)?\d{1,3}\s*(?:[页頁])?[-—－\s]*")
NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、]")
# Fonts embedded in PDFs hand out radicals in place of characters; most have a canonical form, these have none.
RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
LONE_RADICALS = dict(
    zip(
        "⺁⺇⺌⺍⺝⺟⺠⺫⺬⺮⺷⺼⻁⻄⻅⻆⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂几小小月母民目示竹羊肉虎西见角贝车辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def check_size(size):
    """Refuse a file by its size, before it is read."""
    if size > LARGEST_FILE:
        raise ImportRefused(_("文件超過 20 MB，沒有讀取。"))
    if size == 0:
        raise ImportRefused(_("文件是空的。"))


def read_file(path):
    """The text of the file at `path`; raises ImportRefused."""
    path = Path(path)
    try:
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(_("找不到或不能讀取文件：%(name)s") % {"name": path.name}) from error
    return read_text(data, path.name)


def read_text(data, name):
    """The text of a file's bytes; what the file is shows in its first bytes, its name only settles plain text."""
    check_size(len(data))
    suffix = Path(name).suffix.lower()
    if data.startswith(b"%PDF"):
        text = _pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        text = _docx(data)
    elif suffix in TEXT_SUFFIXES:
        text = _plain(data)
    elif suffix in {".docx", ".pdf"}:
        raise ImportRefused(_unreadable())
    else:
        raise ImportRefused(_("只能讀取文本文件（txt、md）、Word 文件（docx）和 PDF。"))
    text = RADICALS.sub(lambda match: _character_of(match.group()), text)
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    if not text.strip():
        raise ImportRefused(_("文件裡沒有文字。"))
    return text


def _character_of(radical):
    return LONE_RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)


def _unreadable():
    return _("文件已損壞或格式不符，不能讀取。")


def _plain(data):
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding) or _refuse_encoding()
    if b"\x00" in data:
        raise ImportRefused(_unreadable())
    text = _decoded(data, "utf-8")
    if text is not None:
        return text
    candidates = [_decoded(data, "gb18030"), _decoded(data, "big5hkscs"), _decoded(data, "cp950")]
    best = max((text for text in candidates if text is not None), key=plausibility, default=None)
    if best is None or plausibility(best) < 0.1:
        _refuse_encoding()
    return best


def _refuse_encoding():
    raise ImportRefused(_("認不出文件的文字編碼；請另存為 UTF-8 再導入。"))


def _decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plausibility(text):
    """The share of frequent characters among those that are not ASCII, from 0 to 1."""
    written = [character for character in text if ord(character) > 127 and not character.isspace()]
    return sum(character in FREQUENT for character in written) / len(written) if written else 0.0


def _docx(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise ImportRefused(_("文件解壓後過大，沒有讀取。"))
        document = Document(io.BytesIO(data))
        return "\n".join(_blocks(document))
    except ImportRefused:
        raise
    except Exception as error:  # a broken archive or part fails in many ways, all of them the file's fault
        raise ImportRefused(_unreadable()) from error


def _blocks(document):
    """The paragraphs and table rows of a Word file in order; its headings carry Markdown marks."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                # Not `row.cells`: that repeats a cell for every column it spans, and a file may claim millions.
                texts = (_Cell(cell, block).text.strip() for cell in row._tr.tc_lst)
                yield "　".join(text for text in texts if text)
            continue
        style = (block.style.name or "").lower() if block.style is not None else ""
        heading = re.fullmatch(r"heading (\d)", style)
        text = block.text.strip()
        if style == "title" and text:
            yield f"# {text}"
        elif heading and text:
            yield f"{'#' * min(int(heading[1]) + 1, 6)} {text}"
        else:
            yield block.text


def _pdf(data):
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportRefused(_("PDF 有密碼保護，不能讀取。"))
        if len(reader.pages) > MOST_PAGES:
            raise ImportRefused(_("PDF 超過 400 頁，不像是一份報告。"))
        pages = [page.extract_text() for page in reader.pages]
    except ImportRefused:
        raise
    except Exception as error:  # pypdf raises whatever the broken part of the file leads to
        raise ImportRefused(_unreadable()) from error
    if not re.search(r"\w", "".join(pages)):
        raise ImportRefused(_("PDF 裡只有圖像，沒有文字；請先作文字識別，或改用 Word 文件。"))
    return unwrapped("\n".join(pages))


def unwrapped(text):
    """Paragraphs out of the printed lines of a PDF: a full line that ends no sentence goes on in the next one."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line)]
    full = max(map(_width, lines), default=0) * 0.75
    paragraphs, is_open = [], False
    for line in lines:
        if is_open and line and not NUMBERED.match(line):
            paragraphs[-1] += line
        elif line:
            paragraphs.append(line)
        is_open = bool(line) and _width(line) >= full and line[-1] not in "。！？：；!?"
    return "\n".join(paragraphs)


def _width(line):
    """How wide a line is printed, in Chinese characters."""
    return sum(0.5 if ord(character) < 128 else 1 for character in line)
