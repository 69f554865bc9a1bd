"""Tables that spreadsheet programs open: CSV with a byte order mark, in which no cell is a formula."""

import csv
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse

# A cell that begins with one of these is a formula to a spreadsheet program.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def safe(cell):
    """`cell` as text that a spreadsheet program shows and never computes."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def download(name, headings, rows):
    """A download of `rows` under `headings`, called `name`.csv; `name` is plain ASCII."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    sheet = csv.writer(response)
    sheet.writerow([safe(heading) for heading in headings])
    sheet.writerows([safe(cell) for cell in row] for row in rows)
    return response


class _Line:
    """Gives back what is written to it, so that a row is sent as soon as it is known."""

    def write(self, text):
        return text


def stream(name, headings, rows):
    """The same download of more `rows` than are held at once: each is sent as it comes."""
    write = csv.writer(_Line()).writerow
    lines = (write([safe(cell) for cell in row]) for row in chain([headings], rows))
    response = StreamingHttpResponse(chain(["\ufeff"], lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
