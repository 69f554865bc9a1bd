"""Files become plain text: txt, Markdown, web pages, docx and PDF, in UTF-8, UTF-16, GB18030 or Big5."""

import re
import unicodedata
from pathlib import Path

from django.utils.translation import gettext

from portal.reading.characters import INVISIBLE
from reports.importer.kinds import refuse_archive, refuse_kind, unreadable
from reports.importer.limits import CHARACTERS, MOST, SIZE, hold, hold_text
from reports.importer.pdf import pdf_text
from reports.importer.refusals import ImportRefused
from reports.importer.webpage import is_page, page_text
from reports.importer.word import word_text

BYTES_PER_CHARACTER = 4  # at most, in every encoding that is read
ENCODINGS = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")  # without a mark that says so
LEAST_PLAUSIBLE = 0.1

# What Chinese prose of either script is full of. A text read in the wrong encoding is full of rarities instead.
FREQUENT = set(
    "，。、；：「」“”（）《》的一是了不在有人和中大上為为年全市公安機机關关民工作開开展發发起件處处理通過过動动及對对"
    "行實实現现個个新建設设治安道路交重點点與与法戶户籍強强化服務务社會会案推進进提升高以到日月成本地元萬万億亿"
    "我們们這这他來来國国說说時时就要可也子生學学報报告領领域平台群眾众警察將将並并各項项等後后自"
)
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
    hold(MOST, "size", size, SIZE)
    if size == 0:
        raise ImportRefused(gettext("文件是空的，請選擇有內容的文件。"))


def read_file(path):
    """The text of the file at `path`; raises ImportRefused."""
    path = Path(path)
    try:
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(gettext("找不到或不能讀取文件：%(name)s") % {"name": path.name}) from error
    return read_text(data, path.name)


def read_text(data, name, limits=MOST):
    """The text of a file's bytes; what the file is shows in its first bytes, its name only settles plain text.

    Raises ImportRefused, and TooLarge of what is over `limits` and not over MOST.
    """
    check_size(len(data))
    suffix = Path(name).suffix.lower()
    if data.startswith(b"%PDF"):
        take_apart = pdf_text
    elif data.startswith(b"PK\x03\x04"):
        refuse_archive(data)
        take_apart = word_text
    else:
        refuse_kind(data, suffix)
        take_apart = _plain
    hold(limits, "size", len(data), SIZE)
    try:
        text = take_apart(data, limits)
    except ImportRefused:
        raise
    except Exception as error:  # a broken file fails in many ways, all of them the file's fault
        raise ImportRefused(unreadable()) from error
    hold_text(text, limits)
    text = RADICALS.sub(lambda match: _character_of(match.group()), text)
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    if not text.strip():
        raise ImportRefused(gettext("文件裡沒有文字，請核對後另選一份。"))
    return text


def _character_of(radical):
    return LONE_RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)


def _plain(data, limits):
    hold(limits, "characters", len(data) // BYTES_PER_CHARACTER, CHARACTERS)
    text = _read(data)
    if is_page(text):
        return page_text(text, limits)
    if text.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        raise ImportRefused(gettext("這是 XML 文件，不能讀取；請打開後另存為 Word 文件（docx），再上傳。"))
    return text


def _read(data):
    """The text of bytes in the encoding that makes the most of them."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding) or _refuse_encoding()
    text = _decoded(data, "utf-8")
    if text is not None and "\x00" not in text:
        return text
    candidates = [_decoded(data, encoding) for encoding in ENCODINGS]
    best = max((text for text in candidates if text is not None and "\x00" not in text), key=plausibility, default=None)
    if best is None or plausibility(best) < LEAST_PLAUSIBLE:
        if b"\x00" in data:
            raise ImportRefused(unreadable())
        _refuse_encoding()
    return best


def _refuse_encoding():
    raise ImportRefused(gettext("認不出文件的文字編碼；請另存為 UTF-8 再導入。"))


def _decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plausibility(text):
    """The share of frequent characters among those that are not ASCII, from 0 to 1."""
    written = [character for character in text if ord(character) > 127 and not character.isspace()]
    return sum(character in FREQUENT for character in written) / len(written) if written else 0.0
