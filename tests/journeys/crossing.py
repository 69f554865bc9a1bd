"""Photos of one crossing, with a plate on them and with the place in their notes; and how they look when covered."""

import struct
from types import SimpleNamespace

from PIL import Image

from tests.portal.pictures import strangers

# Where they were taken, and by what camera: no other test says it.
PLACE, NOTE, CAMERA = (36, 4, 3137 / 100), b"HERON-AT-THE-CROSSING", b"HERON-CAMERA0"
WIDTH, HEIGHT, PLATE = 640, 400, (400, 280, 560, 330)  # left, top, right, bottom
BLUE, YELLOW = (40, 90, 160), (250, 220, 20)
EARLIER_PLACE = struct.pack(">6L", 36, 1, 4, 1, 3, 2)
RATIONALS = [struct.pack(f"{order}6L", 36, 1, 4, 1, 3137, 100) for order in "<>"]
TRACES = (NOTE, CAMERA, *RATIONALS)


def photos():
    """A JPEG whose notes say the place, a HEIC that does too, and what is no photo."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), BLUE)
    picture.paste(YELLOW, PLATE)
    notes = Image.Exif()
    notes.get_ifd(0x8825).update({1: "N", 2: PLACE})
    notes.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + NOTE
    jpeg = strangers.jpeg(picture, exif=notes.tobytes(), comment=NOTE)
    heic = strangers.HEIC.replace(b"MARKER-CAMERA", CAMERA).replace(EARLIER_PLACE, RATIONALS[1])
    return SimpleNamespace(
        jpeg=_file("路口.jpg", jpeg), heic=_file("東口.heic", heic, "image/heic"),
        another=_file("早上.jpg", jpeg), page=_file("no.jpg", b"<!doctype html><script>"),
    )  # fmt: skip


def _file(name, content, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": content}


def cover_plate(page, drawing):
    """Draw a rectangle over the plate, a little larger, with the mouse."""
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    left, top, right, bottom = (value * box["width"] / WIDTH for value in PLATE)
    page.mouse.move(box["x"] + left - 4, box["y"] + top - 4)
    page.mouse.down()
    page.mouse.move(box["x"] + right + 4, box["y"] + bottom + 4, steps=4)
    page.mouse.up()


def is_covered(picture):
    """Whether the plate is black and the rest is as it was taken."""
    scale = picture.width / WIDTH
    _darkest, lightest = picture.crop([round(side * scale) for side in PLATE]).convert("L").getextrema()
    rest = picture.getpixel((round(100 * scale), round(100 * scale)))
    return lightest < 16 and all(abs(had - was) < 16 for had, was in zip(rest, BLUE, strict=True))
