"""Pages of PDFs, drawn as pictures: only in the process that `child` is.

What a PDF holds besides what is seen (files, forms, scripts, links) stays behind. One that needs a password is
refused; one that only forbids printing is drawn like any other.
"""

import math

import pypdfium2
import pypdfium2.raw

from portal.pictures.photos import Refused, only_pixels

MOST_PAGES = 20
WIDTH, HEIGHT = 1600, 2560  # pixels of a drawn page at most


def pages(data):
    """Each page as an image of ours, one after the other, so that one at a time is in memory."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Refused("locked" if is_locked else "damaged") from None
    if len(document) > MOST_PAGES:
        raise Refused("too_many_pages")
    if not len(document):
        raise Refused("damaged")
    for number in range(len(document)):
        yield _drawn(document, number)


def _drawn(document, number):
    try:
        page = document[number]
        width, height = page.get_size()
        if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
            raise Refused("damaged")
        bitmap = page.render(scale=min(WIDTH / width, HEIGHT / height), may_draw_forms=False)
        image = only_pixels(bitmap.to_pil())
        bitmap.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError):
        raise Refused("damaged") from None
    return image
