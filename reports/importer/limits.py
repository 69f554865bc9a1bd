"""How much one file may ask of whoever reads it: counts of what is in it, never a clock."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.importer.refusals import ImportRefused, TooLarge

LONGEST_LINE = 20_000  # characters; a paragraph of a report has some hundreds


@dataclass(frozen=True)
class Limits:
    size: int  # bytes of the file
    unpacked: int  # bytes of a Word file without its compression
    tags: int  # in the XML of a Word file
    pages: int  # of a PDF
    work: int  # steps of drawing the text of a PDF, see pdf.py
    characters: int
    lines: int
    sections: int
    figures: int


# What is a report at all, however much time there is.
MOST = Limits(
    size=20 * 1024 * 1024,
    unpacked=100 * 1024 * 1024,
    tags=2_000_000,
    pages=400,
    work=15_000_000,
    characters=200_000,
    lines=3_000,
    sections=1_000,
    figures=30_000,
)
# What is read while somebody waits for the page; everything else is the worker's.
AT_ONCE = Limits(
    size=1024 * 1024,
    unpacked=4 * 1024 * 1024,
    tags=60_000,
    pages=8,
    work=100_000,
    characters=30_000,
    lines=1_000,
    sections=200,
    figures=1_000,
)


# Lazy, so that a measure taken a thousand times looks nothing up.
SIZE = _("文件超過 20 MB，沒有讀取；請刪去圖片，另存後再上傳。")
CHARACTERS = _("文件裡的文字超過 %(most)s 個，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。")
LINES = _("文件有 %(count)s 行，超過 %(most)s 行，不像是一份報告，沒有讀取；請只留下報告的正文，再上傳。")
LINE = _(
    "第 %(number)s 行（「%(beginning)s…」）有 %(count)s 個字，超過 %(most)s 個，不像是一個段落；請分成幾段，再導入。"
)
SECTIONS = _("到「%(section)s」為止已超過 %(most)s 節，不像是一份報告；請合併章節，再導入。")
FIGURES = _("到「%(section)s」為止已超過 %(most)s 個指標，不像是一份報告；請分成幾份，再導入。")


def hold(limits, name, value, sentence, **places):
    """Refuse with `sentence` a `value` over MOST, and as too large for now one that is only over `limits`."""
    most = getattr(MOST, name)
    if value > most:
        raise ImportRefused(sentence % {"count": value, "most": most, **places})
    if value > getattr(limits, name):
        raise TooLarge


def hold_text(text, limits):
    """Measure a text before anything else looks at it."""
    hold(limits, "characters", len(text), CHARACTERS)
    lines = text.splitlines()
    hold(limits, "lines", len(lines), LINES)
    for number, line in enumerate(lines, start=1):
        hold_line(line, number)


def hold_line(line, number):
    if len(line) > LONGEST_LINE:
        beginning = line[:20].strip()
        raise ImportRefused(LINE % {"number": number, "beginning": beginning, "count": len(line), "most": LONGEST_LINE})
