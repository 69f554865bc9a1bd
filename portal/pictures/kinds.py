"""What a file is by the bytes it begins with: its name, and what its sender says of it, count for nothing."""

import io
import re
import zipfile

KINDS = ("jpeg", "png", "webp", "heic", "pdf")
HEAD = 64  # bytes that are enough to tell

STILL = {b"heic", b"heix", b"heim", b"heis"}  # brands of photos as telephones take them
CONTAINERS = {b"mif1", b"msf1"}  # brands of any such picture; only what else it names tells which
# What a browser, or a program for archives, would find in a file that is also a photo. The films that telephones put
# behind their photos are none of it.
IN_NO_PHOTO = re.compile(rb"<(?:!doctype|html|script|svg|\?php)|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c", re.IGNORECASE)
PDF_BEGINS_WITHIN = 1024  # bytes: so far programs look for it


def is_also_another(kind, data):
    """Whether a file of this kind may be taken for something else too: an archive, a page, a PDF."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        return True
    return kind != "pdf" and (b"%PDF-" in data[:PDF_BEGINS_WITHIN] or IN_NO_PHOTO.search(data) is not None)


def kind_of(head):
    """One of `KINDS`, or None for what is neither a photo nor a PDF. `head` is at least the first `HEAD` bytes."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and _is_heic(head):
        return "heic"
    if head.startswith(b"%PDF-"):
        return "pdf"
    return None


def _is_heic(head):
    brand = head[8:12]
    if brand in CONTAINERS:
        end = min(int.from_bytes(head[:4], "big"), HEAD)
        return any(head[at : at + 4] in STILL for at in range(16, end, 4))
    return brand in STILL
