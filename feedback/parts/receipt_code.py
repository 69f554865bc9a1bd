"""The code that a phone scans from a receipt: it carries the number alone."""

import segno
from django.conf import settings
from django.urls import reverse

# Any of the eight can be read; to draw them all and take the most even one is most of the work of a receipt's page.
MASK = 4


def look_up_code(number):
    """The QR code of the look-up with the number filled in, as an image in the page; the secret is never in it."""
    address = f"{settings.SITE_URL}{reverse('status_lookup')}?number={number}"
    return segno.make(address, error="m", micro=False, mask=MASK).svg_data_uri(border=2, omitsize=True)
