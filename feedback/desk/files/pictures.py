"""Pages that were drawn anew, made small for a list: pictures of ours, so nothing of a stranger is decoded here."""

import io

from PIL import Image

SIDE = 240


def small(jpeg):
    """The same picture within `SIDE` pixels."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        image.draft("RGB", (SIDE, SIDE))  # decodes no more than that takes
        image.thumbnail((SIDE, SIDE))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=70)
        return out.getvalue()
