"""Photos, drawn anew: only in the process that `child` is, for what is decoded here was made by strangers."""

import io
import warnings

import pi_heif
from PIL import Image, ImageCms, ImageDraw, ImageOps

# Decoders that are asked for nothing else: whatever a file claims, no other one ever sees it.
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
LONGEST_SIDE = 2560  # of a drawn photo; its plates and faces are as readable as they need to be
MOST_PIXELS = 50_000_000
QUALITY = 85
THUMB_SIDES = (320, 256, 200, 160, 120, 80)
THUMB_QUALITIES = (75, 60, 45, 30)
THUMB_BYTES = 10_000

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
pi_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False, decode_threads=1)
Image.init()  # all that is ever imported is imported now: soon no file can be opened any more
SRGB = ImageCms.createProfile("sRGB")


class Refused(Exception):
    """The file cannot be used; its text is the value of a `Refusal`."""


def drawn(data, kind):
    """The photo as an image of ours: upright, in RGB on white, no larger than needed, and of its pixels alone."""
    try:
        with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as image:
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)  # the first of several, and only that
            return only_pixels(ImageOps.exif_transpose(_in_srgb(image)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_large") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        raise Refused("damaged") from None


def _in_srgb(image):
    """Colours as they were meant, where the file says how; a profile that says nonsense is passed over."""
    profile = image.info.pop("icc_profile", None)
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def only_pixels(image):
    """A new image with nothing but the pixels: notes that came along have no way into what is saved of it."""
    if image.mode.startswith("I"):  # grey of 16 bits
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        clean.paste(image, mask=image.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def saved(image, quality=QUALITY):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def covered(data, covers):
    """One of our own pictures with black rectangles burned in, [[left, top, width, height], …] in its pixels."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        clean = only_pixels(image)
    pen = ImageDraw.Draw(clean)
    for left, top, width, height in covers:
        pen.rectangle((left, top, left + width - 1, top + height - 1), fill="black")
    return clean


def thumb(image):
    """A small JPEG of it, of `THUMB_BYTES` at most: as large as goes, then as fine as goes."""
    for side in THUMB_SIDES:
        small = image.copy()
        small.thumbnail((side, side), reducing_gap=3.0)
        for quality in THUMB_QUALITIES:
            made = saved(small, quality)
            if len(made) <= THUMB_BYTES:
                return made
    raise ValueError("A picture of 80 pixels takes more than 10 kB.")
