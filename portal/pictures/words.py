"""The words of PDFs and where they stand on their pages: only in the process that `child` is."""

import ctypes
import math

import pypdfium2
import pypdfium2.raw as raw

from portal.pictures.photos import Refused

WIDEST_GAP = 0.3  # of the size of the letters: what is further apart is another run
OFF_LINE = 0.1
TURNED = 0.05  # radians; what is askew is a stamp or a watermark
HYPHEN = 2  # what pdfium says for one at the end of a line


def pages(data, most):
    """[width, height, runs] of each page until there are `most` characters.

    A run is [text, left, right, base line, size].
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Refused("locked" if is_locked else "damaged") from None
    count, read = 0, []
    for number in range(len(document)):
        if count > most:
            break
        try:
            page = document[number]
            words = page.get_textpage()
            runs = _runs(words, min(words.count_chars(), most + 1))
            read.append([*page.get_size(), runs])
            words.close()
            page.close()
        except pypdfium2.PdfiumError:
            raise Refused("damaged") from None
        count += sum(len(run[0]) for run in runs)
    return read


def _runs(words, count):
    runs, box = [], raw.FS_RECTF()
    turned = raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(count):
        code = raw.FPDFText_GetUnicode(words, at)
        if code in (0, 0xFFFE, 0xFFFF) or raw.FPDFText_IsGenerated(words, at) == 1:
            continue
        if abs(raw.FPDFText_GetCharAngle(words, at)) % 6.28 > TURNED:
            continue
        if not raw.FPDFText_GetLooseCharBox(words, at, box) or not raw.FPDFText_GetCharOrigin(words, at, x, y):
            continue
        # Not the height of the box: some fonts have only the flattest of letters.
        raw.FPDFText_GetMatrix(words, at, turned)
        size = raw.FPDFText_GetFontSize(words, at) * math.hypot(turned.c, turned.d)
        size = size or box.top - box.bottom or 1
        letter = "-" if code == HYPHEN else chr(code)
        last = runs[-1] if runs else None
        if (
            last
            and abs(y.value - last[3]) <= OFF_LINE * size
            and abs(size - last[4]) <= OFF_LINE * size
            and abs(box.left - last[2]) <= WIDEST_GAP * size
        ):
            last[0] += letter
            last[2] = max(last[2], box.right)
        else:
            runs.append([letter, box.left, box.right, y.value, size])
    return [[text, *(round(number, 1) for number in places)] for text, *places in runs]
