"""What a file is, by the bytes it begins with."""

import pytest

from portal.pictures.kinds import kind_of


def ftyp(brand, *compatible):
    names = b"".join(compatible)
    return (16 + len(names)).to_bytes(4, "big") + b"ftyp" + brand + b"\0\0\0\0" + names + b"\0\0\0\x10meta" * 5


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe1\x00\x18Exif", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
        (ftyp(b"heic", b"mif1", b"heic"), "heic"),
        (ftyp(b"mif1", b"mif1", b"heic"), "heic"),
        (b"%PDF-1.7\n", "pdf"),
        (ftyp(b"avif", b"mif1", b"avif"), None),
        (ftyp(b"mif1", b"mif1", b"avif"), None),
        (ftyp(b"mif1") + b"heic", None),  # named after the box has ended
        (ftyp(b"isom", b"mp42"), None),
        (b"RIFF\x24\0\0\0WAVEfmt ", None),
        (b"GIF89a\x01\0", None),
        (b"II*\0\x08\0\0\0", None),
        (b"PK\x03\x04", None),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', None),
        (b"<!DOCTYPE html>", None),
        (b"\n%PDF-1.7", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_a_file_is_what_it_begins_with(head, kind):
    assert kind_of(head) == kind
